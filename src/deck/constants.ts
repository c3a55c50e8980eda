import { constantValue, type Constants } from './constant-expression.js';
import { withoutBraces } from './expressions.js';
import type { Statement } from './statement.js';

/**
 * Values of the `.param` names of the top level that are constants, for analysis lines such as `.tran {t/100} {t}`.
 * No parameter may be defined by itself (`checkParameters`).
 * @param others what names mean that are not defined here
 */
export function constantsOf(deck: readonly Statement[], others: Constants = () => undefined): Constants {
  const definitions = new Map<string, string>();
  let depth = 0;
  for (const { name: word, text } of deck) {
    if (word === '.subckt' || word === '.macro') depth += 1;
    else if (word === '.ends' || word === '.eom') depth -= 1;
    else if (depth === 0 && /^\.params?$/.test(word))
      for (const [, name = '', value = ''] of text.matchAll(PAIR)) definitions.set(name, value);
  }
  const known = new Map<string, number | undefined>();
  let waiting = 0;
  const constants = (name: string): number | undefined => {
    const value = definitions.get(name);
    if (value === undefined) return others(name);
    if (known.has(name) || waiting > LONGEST_CHAIN) return known.get(name);
    waiting += 1;
    // `vcc='vcc'` names one that is defined elsewhere.
    known.set(name, others(name));
    known.set(name, constantValue(withoutBraces(value), constants) ?? others(name));
    waiting -= 1;
    return known.get(name);
  };
  return constants;
}

/** Definitions that wait for each other: more than anybody writes, fewer than a stack holds. */
const LONGEST_CHAIN = 100;

const PAIR = /([a-z_]\w*) ?= ?(\{[^{}]*\}|'[^']*'|[^ ={']+)/g;
