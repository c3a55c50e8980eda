import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { URL } from 'node:url';
import Sequencer from '@jest/test-sequencer';

/*
 * The order of test files. On a machine that has never run them Jest knows their sizes only, and a small file that
 * simulates for minutes may start last, while the other processor has nothing left to do. Unit and golden tests come
 * first, because they tell sooner; within each kind the files that are known to take long come first.
 */

/** Seconds of the longest files on some machine; all others take less than the least of these. */
const LONG = JSON.parse(readFileSync(new URL('durations.json', import.meta.url), 'utf8'));

const stage = ({ context }) => (context.config.displayName?.name === 'simulation' ? 1 : 0);
const seconds = ({ context, path }) => LONG[relative(context.config.rootDir, path)] ?? 0;

export function longFirst(tests) {
  // A stable sort: the order in which they come stands among the others.
  return [...tests].sort((a, b) => stage(a) - stage(b) || seconds(b) - seconds(a));
}

export default class LongFirst extends Sequencer {
  sort(tests) {
    return longFirst(super.sort(tests));
  }
}
