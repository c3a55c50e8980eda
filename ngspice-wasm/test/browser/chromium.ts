import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * A headless Chromium that opens one page. Nothing is driven from outside: the page itself posts its result to the server
 * it came from, so that no driver library (60 packages for puppeteer-core) is needed.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Name or path of an installed Chromium: what CHROMIUM_PATH says, or the first on the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  return (given === undefined ? NAMES : [given]).find((name) => spawnSync(name, ['--version']).status === 0);
}

export interface Browser {
  /** Rejects when the browser ends by itself, with what it said. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}

/** Opens a page with a profile of its own. */
export function openPage(chromium: string, url: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'ngspice-wasm-chromium-'));
  // Debian's root user has no sandbox, and containers have a /dev/shm too small for it.
  const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`, url], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  browser.stderr.on('data', (text: Buffer) => { said = (said + text.toString()).slice(-2000); });
  const ended = once(browser, 'exit').then(([code]) => { throw new Error(`${chromium} ended with code ${code}: ${said}`); });
  ended.catch(() => undefined);
  return { ended, close: () => end(browser, profile) };
}

async function end(browser: ChildProcess, profile: string): Promise<void> {
  if (browser.exitCode === null && browser.signalCode === null) {
    const gone = once(browser, 'exit');
    browser.kill('SIGTERM');
    await gone;
  }
  // Its helper processes write for a moment longer.
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
