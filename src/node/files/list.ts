import { readdirSync } from 'node:fs';
import { UserError } from '../../units/user-error.js';

/** Names of what is in a folder. @throws UserError where it cannot be read */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new UserError([{ message: `${folder} is no folder that can be read` }]);
  }
}

/** Folders below a folder that hold a file of this name; a link is not followed. */
export function foldersWith(name: string, root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => entry.parentPath);
}
