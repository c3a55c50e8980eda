import { constantValue, type Constants } from '../deck/constant-expression.js';
import { refuseLine, shown } from '../deck/deck-error.js';
import { withoutBraces } from '../deck/expressions.js';
import { words as wordsOf, type Statement } from '../deck/statement.js';
import type { Analysis, SweepScale } from './simulator.js';

/** Analyses of ngspice that nothing here has a result for, and what to do instead. */
const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  [
    '.disto',
    'run a .tran with the input as a sine, and take its harmonics with .four, or with "fft" in a control block',
  ],
  ['.sp', 'put the port resistances into the deck, run .ac and compute s-parameters with "let" in a control block'],
  ['.pss', 'run a .tran until the circuit is periodic'],
]);

/**
 * The analysis of a statement; undefined for a statement that is none.
 * @throws DeckError that names the line
 */
export function readAnalysis(statement: Statement, constants: Constants): Analysis | undefined {
  const { name: word } = statement;
  const instead = UNSUPPORTED.get(word);
  if (instead !== undefined) refuse(statement, `there is no "${word}" analysis here`, instead);
  const words = wordsOf(statement).slice(1);
  const valueOf = (written: string): number => requireNumber(written, statement, constants);
  const number = (index: number): number => valueOf(words[index] ?? '');
  switch (word) {
    case '.op':
      return { kind: 'op' };
    case '.tran':
      return readTransient(words, number);
    case '.ac': {
      const scale = requireScale(words[0], statement, 'an .ac line');
      return { kind: 'ac', ...frequencies(scale, number(1), number(2), number(3)) };
    }
    case '.dc':
      return readSweeps(words, number);
    case '.noise':
      return {
        kind: 'noise',
        output: words[0] ?? '',
        source: words[1] ?? '',
        ...frequencies(requireScale(words[2], statement, 'a .noise line'), number(3), number(4), number(5)),
      };
    case '.tf':
    case '.sens':
    case '.pz':
      return readAboutCircuit(statement, valueOf);
    default:
      return undefined;
  }
}

function requireNumber(written: string, statement: Statement, constants: Constants): number {
  const value = constantValue(withoutBraces(written), constants);
  if (value === undefined)
    refuse(
      statement,
      `"${shown(written)}" is no number: without it nobody can tell whether the analysis reached its end`,
      'write the number, or an expression of numbers and .param names of the top level',
    );
  return value;
}

function requireScale(word: string | undefined, statement: Statement, line: string): SweepScale {
  const scale = (word ?? '').toLowerCase();
  if (isScale(scale)) return scale;
  return refuse(statement, `${line} has none of dec, oct, lin`, 'write one');
}

function readSweeps(words: readonly string[], number: (index: number) => number): Analysis {
  const sweep = (at: number) => ({
    source: words[at] ?? '',
    from: number(at + 1),
    to: number(at + 2),
    step: number(at + 3),
  });
  return { kind: 'dc', sweeps: words.length > 4 ? [sweep(0), sweep(4)] : [sweep(0)] };
}

/** `.tf v(out) vin`, `.sens v(out) [ac dec 10 1 1k]`, `.pz in 0 out 0 vol pz`. */
function readAboutCircuit(statement: Statement, valueOf: (word: string) => number): Analysis {
  const words = wordsOf({ text: statement.text.replace(/ ?([(),]) ?/g, '$1').replace(/\)(?=[^ ])/, ') ') }).slice(1);
  const number = (index: number): number => valueOf(words[index] ?? '');
  const [output = '', second = ''] = words;
  if (statement.name === '.pz') return readPoleZero(statement, words);
  if (!/^(?:v\([^(),]+(?:,[^(),]+)?\)|i\([^(),]+\))$/.test(output))
    refuse(
      statement,
      `"${shown(output)}" is no output of ${statement.name}`,
      'name a voltage or the current of a source: v(out), v(a,b) or i(v1)',
    );
  if (statement.name === '.tf') {
    if (!/^[vi]/.test(second) || words.length > 2)
      refuse(
        statement,
        `"${shown(words.slice(1).join(' '))}" is no input of .tf`,
        'write ".tf v(out) vin", with a source',
      );
    return { kind: 'tf', output, source: second };
  }
  if (words.length === 1 || second === 'dc') return { kind: 'sens', output };
  const scale = words[2];
  if (second !== 'ac' || !isScale(scale))
    refuse(statement, 'the sweep of a .sens line does not read', 'write ".sens v(out) ac dec 10 1 1k"');
  return { kind: 'sens', output, sweep: frequencies(scale, number(3), number(4), number(5)) };
}

function readPoleZero(statement: Statement, words: readonly string[]): Analysis {
  const [a = '', b = '', c = '', d = '', transfer, find] = words;
  if ((transfer !== 'cur' && transfer !== 'vol') || (find !== 'pol' && find !== 'zer' && find !== 'pz'))
    refuse(
      statement,
      'a .pz line does not read',
      'write ".pz in 0 out 0 vol pz": four nodes, cur or vol, and pol, zer or pz',
    );
  return { kind: 'pz', nodes: [a, b, c, d], transfer, find };
}

function isScale(word: string | undefined): word is SweepScale {
  return word === 'lin' || word === 'dec' || word === 'oct';
}

/** One frequency is one point: steps from it to itself are none to some engines. */
function frequencies<SweepScale extends string>(scale: SweepScale, points: number, from: number, to: number) {
  return from === to ? { scale: 'lin' as const, points: 1, from, to } : { scale, points, from, to };
}

/**
 * `.tran step stop [start [largest step]] [uic]`; without a largest step, ngspice takes the smaller of `step` and a
 * fiftieth of the whole.
 */
function readTransient(words: readonly string[], number: (index: number) => number): Analysis {
  const useInitialConditions = words.some((word) => word.toLowerCase() === 'uic');
  const given = words.filter((word) => word.toLowerCase() !== 'uic').length;
  const [step, stop, start] = [number(0), number(1), given > 2 ? number(2) : 0];
  return {
    kind: 'tran',
    step,
    stop,
    ...(start > 0 ? { start } : {}),
    maxStep: given > 3 ? number(3) : Math.min(step, (stop - start) / 50),
    ...(useInitialConditions ? { useInitialConditions } : {}),
  };
}

function refuse(statement: Statement, what: string, advice: string): never {
  refuseLine(statement.line, what, advice);
}
