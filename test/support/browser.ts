import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type * as Rulespice from '../../src/browser.js';

/** What a page has that JavaScript alone has not, as far as it is used. */
const WEB = {
  AbortController,
  AbortSignal,
  TextDecoder,
  TextEncoder,
  URL,
  btoa,
  clearTimeout,
  console,
  crypto: globalThis.crypto,
  performance,
  queueMicrotask,
  setTimeout,
  structuredClone,
};

/**
 * The bundle for browsers in a world of its own that has nothing of Node's: no `process`, `require`, `Buffer` or
 * `setImmediate`.
 */
export function inBrowser(): typeof Rulespice {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-browser-'));
  try {
    execFileSync(process.execPath, ['scripts/bundle-browser.js', folder, '--format', 'iife'], { stdio: 'pipe' });
    const world = createContext({ ...WEB, shelf: readFileSync(join(folder, 'shelf.json'), 'utf8') });
    // A variable of the script's own scope is no property of the world.
    runInContext(readFileSync(join(folder, 'rulespice.js'), 'utf8'), world);
    const furnish = `
      rulespice.setShelves({
        shipped: rulespice.shelfOf(JSON.parse(shelf)),
        project: rulespice.projectOf({ 'cells.csv': 'uS\\n10,20\\n30,40\\n' }),
        pdks: { environment: {}, firstOf: () => undefined, found: () => [], digest: () => '',
          taken: () => '', takenLines: () => [] },
      });
      rulespice`;
    return runInContext(furnish, world) as typeof Rulespice;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
