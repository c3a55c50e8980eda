import type { InstalledPdks, ProjectFiles, Shelf, Shelves } from './shelf.js';

let shelves: Shelves | undefined;

/**
 * Says where everything is read from, before anything is. The platform does it once: `src/node/furnish.ts` on Node. It
 * is no argument of every function because no two callers in one process have different models, and because a
 * parameter set is looked up deep inside a schema.
 * @returns the shelves before, for a test that puts them back
 */
export function setShelves(next: Shelves | undefined): Shelves | undefined {
  const before = shelves;
  shelves = next;
  keptHere = new WeakMap();
  return before;
}

function placed(): Shelves {
  if (!shelves) throw new Error('no shelves were set: import "rulespice", or call setShelves in a browser');
  return shelves;
}

export function shipped(): Shelf {
  return placed().shipped;
}

export function projectFiles(): ProjectFiles {
  return placed().project;
}

export function installedPdks(): InstalledPdks {
  return placed().pdks;
}

/** What was made of the files of these shelves, by the function that makes it. */
let keptHere = new WeakMap<() => unknown, unknown>();

/** Calls a function once for the shelves that stand, and again only after others were set. */
export function onceForShelves<T>(make: () => T): () => T {
  return () => {
    if (!keptHere.has(make)) keptHere.set(make, make());
    return keptHere.get(make) as T;
  };
}
