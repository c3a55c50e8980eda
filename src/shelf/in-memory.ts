import { UserError } from '../units/user-error.js';
import type { ProjectFiles, Shelf } from './shelf.js';

/** A shelf of texts by path: a bundle in a browser, a few files in a test. */
export function shelfOf(files: Readonly<Record<string, string>>): Shelf {
  const texts = new Map(Object.entries(files));
  return {
    text: (path) => {
      const text = texts.get(path);
      if (text === undefined) throw new Error(`the shelf has no ${path}`);
      return text;
    },
    list: (folder) => {
      const start = `${folder}/`;
      const below = [...texts.keys()].filter((path) => path.startsWith(start));
      return [...new Set(below.map((path) => path.slice(start.length).split('/')[0] ?? ''))].sort();
    },
  };
}

/** The files of a user who has no disk: all in one folder, by name. */
export function projectOf(files: Readonly<Record<string, string>>): ProjectFiles {
  const texts = new Map(Object.entries(files));
  const within = (path: string, limit: number, advice: string): string | undefined => {
    const text = texts.get(path);
    if (text !== undefined && new TextEncoder().encode(text).length > limit)
      throw new UserError([{ file: path, message: `the file is larger than ${limit / 1e6} MB; ${advice}` }]);
    return text;
  };
  return {
    text: (path, limit, advice) => {
      const text = within(path, limit, advice);
      if (text === undefined) throw new UserError([{ file: path, message: 'file not found; check the path' }]);
      return text;
    },
    beside: (file, _, limit, advice) => ({ path: file, text: within(file, limit, advice) }),
  };
}
