import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/*
 * A headless Chromium that opens one page. Nothing is driven from outside: the page itself posts its result to the
 * server it came from, so that no driver library (60 packages for puppeteer-core) is needed.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Name or path of an installed Chromium: what CHROMIUM_PATH says, or the first on the PATH; undefined when there is
 * none.
 */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  return (given === undefined ? NAMES : [given]).find((name) => spawnSync(name, ['--version']).status === 0);
}

/**
 * Debian's root user has no sandbox, containers have a /dev/shm too small for Chromium, and a test asks no server but
 * its own.
 */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
];

/** How often a helper process that is still writing into the profile is waited for, 100 ms each. */
const REMOVALS = 50;

export interface Browser {
  /** Rejects when the browser ends by itself, with what it said. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}

/** Opens a page with a profile of its own. */
export function openPage(chromium: string, url: string): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'ngspice-wasm-chromium-'));
  // Detached: a process group of its own, so that the end of the browser is the end of its helpers too.
  const browser = spawn(chromium, [...FLAGS, `--user-data-dir=${profile}`, url], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let said = '';
  browser.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  const ended = once(browser, 'exit').then(([code]) => {
    throw new Error(`${chromium} ended with code ${code}: ${said}`);
  });
  ended.catch(() => undefined);
  return { ended, close: () => end(browser, profile) };
}

async function end(browser: ChildProcess, profile: string): Promise<void> {
  if (browser.exitCode === null && browser.signalCode === null) {
    const gone = once(browser, 'exit');
    kill(browser, 'SIGTERM');
    await Promise.race([gone, delay(5000)]);
  }
  kill(browser, 'SIGKILL');
  await removeProfile(profile);
}

/** Signals the whole group; nothing to do when it has gone. */
function kill(browser: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-browser.pid!, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * A helper that has not died yet may write a file between the listing and the removal of a folder; `rm`'s own retries
 * do not list the folder again. A profile that stays behind says nothing about the engine: it is a warning.
 */
async function removeProfile(profile: string): Promise<void> {
  for (let left = REMOVALS; ; left--) {
    try {
      await rm(profile, { recursive: true, force: true });
      return;
    } catch (error) {
      if (left === 0) {
        console.warn(`a Chromium profile stays behind: ${String(error)}`);
        return;
      }
      await delay(100);
    }
  }
}
