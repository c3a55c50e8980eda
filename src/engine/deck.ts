import { randomBytes } from 'node:crypto';
import { spiceNumber } from '../units/format.js';
import { keyword, statements } from './deck-lines.js';
import { assertSafeDeck } from './deck-safety.js';
import { SimulationError } from './errors.js';
import type { Analysis, Circuit, DcSweep } from './simulator.js';

const VECTORS_PER_SAVE_LINE = 8;
const ANALYSES = new Set(['.tran', '.dc', '.ac', '.op', '.noise', '.tf', '.pz', '.sens', '.disto', '.four']);

/** A fresh word for a title: a result that does not carry it comes from another run. */
export function newNonce(): string {
  return `rulespice-${randomBytes(8).toString('hex')}`;
}

/**
 * The deck of one analysis: title with the nonce, the circuit, one `.save` list, the analysis line, `.end`.
 * Numbers are printed without suffixes; a `tran` always carries its largest time step.
 * The circuit has passed `assertCircuit` when it was opened.
 * @throws SimulationError of kind `refused-deck` when the save list is empty or a name in it or in the analysis is
 *   malformed.
 */
export function buildDeck(circuit: Circuit, analysis: Analysis, save: readonly string[], nonce: string): string {
  return joinDeck(nonce, circuit, [...saveLines(analysis, save), analysisLine(analysis)]);
}

/** Puts a title with the nonce, a circuit and further lines together. */
export function joinDeck(nonce: string, circuit: Circuit, lines: readonly string[]): string {
  const title = circuit.title
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replaceAll('`', ' ')
    .slice(0, 200);
  return [`${nonce} ${title}`.trim(), circuit.text.trimEnd(), ...lines, '.end', ''].join('\n');
}

/**
 * Checks a circuit once, when it is opened: safe text, and no analysis or `.end` of its own.
 * @throws SimulationError of kind `refused-deck` or `undefined-parameter`.
 */
export function assertCircuit(circuit: Circuit): void {
  assertSafeDeck(circuit.text);
  const own = statements(circuit.text).find(
    (statement) => ANALYSES.has(keyword(statement)) || keyword(statement) === '.end',
  );
  if (own)
    throw new SimulationError(
      'refused-deck',
      `line ${own.line} of the circuit: "${keyword(own)}" does not belong into a circuit; give the ` +
        `analysis to run() instead`,
    );
}

/** The dot command of an analysis, e.g. `.tran 1e-5 0.15 0 1e-5 uic`. */
export function analysisLine(analysis: Analysis): string {
  switch (analysis.kind) {
    case 'op':
      return '.op';
    case 'dc':
      return `.dc ${analysis.sweeps.map(sweepText).join(' ')}`;
    case 'ac':
      return `.ac ${analysis.scale} ${analysis.points} ${spiceNumber(analysis.from)} ${spiceNumber(analysis.to)}`;
    case 'tran': {
      const times = [analysis.step, analysis.stop, analysis.start ?? 0, analysis.maxStep].map(spiceNumber).join(' ');
      return `.tran ${times}${analysis.useInitialConditions === true ? ' uic' : ''}`;
    }
    case 'noise': {
      const output = /^v\(.*\)$/i.test(analysis.output) ? analysis.output : `v(${analysis.output})`;
      return (
        `.noise ${word(output)} ${word(analysis.source)} ${analysis.scale ?? 'dec'} ${analysis.points} ` +
        `${spiceNumber(analysis.from)} ${spiceNumber(analysis.to)}`
      );
    }
  }
}

function sweepText({ source, from, to, step }: DcSweep): string {
  return [word(source), ...[from, to, step].map(spiceNumber)].join(' ');
}

function word(name: string): string {
  if (!/^[^\s`]+$/.test(name)) throw new SimulationError('refused-deck', `"${name}" is no name of a node or source`);
  return name;
}

/**
 * @throws SimulationError of kind `refused-deck` when the list is empty or a name in it could be anything but a vector.
 */
export function assertSaveList(save: readonly string[]): void {
  if (save.length === 0)
    throw new SimulationError(
      'refused-deck',
      'the list of vectors to save is empty; name at least one, such as v(out)',
    );
  for (const name of save) {
    if (!/^(\w+\([^\s()`]+\)|@[^\s`]+|[a-z_]\w*)$/i.test(name))
      throw new SimulationError(
        'refused-deck',
        `"${name}" cannot be saved; name a vector such as v(out), i(v1) or @m1[id]`,
      );
  }
}

function saveLines(analysis: Analysis, save: readonly string[]): string[] {
  assertSaveList(save);
  // A .noise result holds spectra, which a .save list of circuit vectors would suppress.
  if (analysis.kind === 'noise') return [];
  const lines: string[] = [];
  for (let start = 0; start < save.length; start += VECTORS_PER_SAVE_LINE)
    lines.push(`.save ${save.slice(start, start + VECTORS_PER_SAVE_LINE).join(' ')}`);
  return lines;
}
