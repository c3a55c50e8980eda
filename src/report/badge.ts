import type { VerdictStatus } from '../result/verdict.js';
import { STATUS_WORDS } from './words.js';

/** A status as a page shows it: a class, a mark and a word, never a colour alone. */
export function badge(status: VerdictStatus): { status: VerdictStatus; mark: string; word: string } {
  return { status, mark: STATUS_WORDS[status].mark, word: STATUS_WORDS[status].word.replace('-', ' ') };
}
