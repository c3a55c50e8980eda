import { setShelves } from '../shelf/shelves.js';
import { packageShelf } from './disk-shelf.js';
import { filesOnDisk } from './files/project-files.js';
import { pdksOnDisk } from './installed-pdks.js';

// Importing this file is enough: every entry of the package on Node does.
setShelves({ shipped: packageShelf, project: filesOnDisk, pdks: pdksOnDisk });
