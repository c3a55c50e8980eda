// Before every test file: tests read what ships from the project's own folder, as the command line does.
import '../../src/node/furnish.js';
