import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFiles } from '../../shelf/shelf.js';
import { insideFolder, readInsideFolder } from './inside-folder.js';
import { readTextFile } from './read-text-file.js';

/** The user's files on disk, none of them outside the project. */
export const filesOnDisk: ProjectFiles = {
  text: (path, limit, advice, decode) => readTextFile(path, limit, advice, decode ? { decode } : {}),
  beside: (file, folder, limit, advice, decode) =>
    lstatSync(insideFolder(file, folder), { throwIfNoEntry: false }) === undefined
      ? { path: join(folder, file), text: undefined }
      : readInsideFolder(file, folder, limit, advice, decode),
};
