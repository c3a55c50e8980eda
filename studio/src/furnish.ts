import { projectOf, setShelves, shelfOf } from '../../src/browser.js';

/** Sets the shelves of a page: the texts that the build put into shelf.json, no files of a user, no PDKs. */
export function furnish(texts: Readonly<Record<string, string>>): void {
  setShelves({
    shipped: shelfOf(texts),
    project: projectOf({}),
    pdks: {
      environment: {},
      firstOf: () => undefined,
      found: () => [],
      digest: () => '',
      taken: () => '',
      completed: () => {
        throw new Error('the studio has no PDK of a disk');
      },
      takenLines: () => [],
    },
  });
}
