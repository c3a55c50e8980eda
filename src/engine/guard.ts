import { didYouMean } from '../units/did-you-mean.js';
import { analysisOfPlot, isIntegratedNoise, totalsOf, vectorName, waveformsOfPlot } from '../waveform/plots.js';
import { RawfileError, readRawfile, type RawPlot } from '../waveform/rawfile.js';
import type { AnalysisKind, Column, Waveforms } from '../waveform/waveforms.js';
import { causeOf, classify, errorOf, warningsOf } from './diagnostics.js';
import { SimulationError, type SimulationErrorKind } from './errors.js';
import type { EngineOutput } from './executor.js';
import type { Analysis, DcSweep, SweepScale } from './simulator.js';

/** Relative slack of "the analysis reached its end". */
const END_SLACK = 1e-6;
const LOG_CHARACTERS = 20_000;

/** What a run has to bring back. */
export interface Expectation {
  readonly nonce: string;
  readonly analysis: Analysis;
  /** Requested vectors; undefined for a user's deck, whose own `.save` lines decide. */
  readonly save?: readonly string[];
}

/**
 * Turns an engine's output into waveforms, or throws. In this order: no fatal or unknown diagnostic; a rawfile that
 * parses; our nonce in its title; a plot of the right analysis; every requested vector; the end of the analysis
 * reached; every value finite. The engine's exit code is not looked at: it is 0 after failed and 1 after useful runs.
 * @throws SimulationError whose kind says which of these failed; `log` holds the engine's words.
 */
export function acceptResult(output: EngineOutput, expected: Expectation): Waveforms {
  return guarded(output, () => {
    const { plot, totals } = selectPlot(output.raw, expected);
    if ((plot.vectors[0]?.values.length ?? 0) === 0)
      throw new Rejection('no-output', `the ${expected.analysis.kind} result is empty`);
    return checkWaveforms(
      { ...waveformsOfPlot(plot, expected.analysis.kind), ...(totals ? { totals } : {}) },
      expected,
    );
  });
}

/**
 * The same for an engine that hands over vectors: `title` is that of the circuit that made them.
 * @throws SimulationError
 */
export function acceptWaveforms(output: TypedOutput, expected: Expectation): Waveforms {
  return guarded(output, () => {
    if (!carries(output.title, expected.nonce))
      throw new Rejection('stale', `the engine gave the result of another run ("${output.title}")`);
    return checkWaveforms(output.waveforms, expected);
  });
}

/** What an engine without rawfiles brings back. */
export interface TypedOutput {
  readonly title: string;
  readonly waveforms: Waveforms;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

function guarded(output: Pick<EngineOutput, 'stdout' | 'stderr'>, check: () => Waveforms): Waveforms {
  const log = logOf(output);
  const diagnostics = classify(output.stdout, output.stderr);
  const error = errorOf(diagnostics, log);
  if (error) throw error;
  const reject = (kind: SimulationErrorKind, message: string): never => {
    // What the engine complained about on the way explains an empty or short result better than its shortness does.
    const cause = kind === 'stale' || kind === 'missing-vector' ? undefined : causeOf(diagnostics);
    throw cause
      ? new SimulationError(cause.kind, `${cause.message}; ${message}`, log)
      : new SimulationError(kind, message, log);
  };
  try {
    const warnings = warningsOf(diagnostics);
    return { ...check(), ...(warnings.length > 0 ? { warnings } : {}) };
  } catch (problem) {
    if (problem instanceof Rejection) return reject(problem.kind, problem.message);
    if (problem instanceof RawfileError) return reject('truncated', problem.message);
    throw problem;
  }
}

class Rejection extends Error {
  constructor(
    readonly kind: SimulationErrorKind,
    message: string,
  ) {
    super(message);
  }
}

interface Selected {
  readonly plot: RawPlot;
  /** Of a noise analysis. */
  readonly totals?: ReadonlyMap<string, number>;
}

function selectPlot(raw: Uint8Array | undefined, { nonce, analysis }: Expectation): Selected {
  const plots = raw === undefined ? [] : readRawfile(raw);
  const own = plots.filter(({ title }) => carries(title, nonce));
  const plot = own.find((candidate) => analysisOfPlot(candidate) === analysis.kind);
  const integrated = analysis.kind === 'noise' ? own.find((candidate) => isIntegratedNoise(candidate)) : undefined;
  if (plot) return { plot, ...(integrated ? { totals: totalsOf(integrated) } : {}) };
  const foreign = plots.filter((candidate) => analysisOfPlot(candidate) !== undefined && !own.includes(candidate));
  if (foreign.length > 0)
    throw new Rejection('stale', `the engine gave the result of another run ("${foreign[0]!.title}")`);
  throw new Rejection('no-output', `the engine gave no ${analysis.kind} result`);
}

function carries(title: string, nonce: string): boolean {
  return title.toLowerCase().includes(nonce.toLowerCase());
}

function checkWaveforms(all: Waveforms, { analysis, save }: Expectation): Waveforms {
  if (all.axis.values.length === 0) throw new Rejection('no-output', `the ${analysis.kind} result is empty`);
  const columns = save === undefined ? withoutArtefacts(all.columns) : requested(all, save, analysis.kind);
  if (columns.size === 0) throw new Rejection('missing-vector', `the ${analysis.kind} result has no vectors`);
  for (const [name, value] of all.totals ?? [])
    if (!Number.isFinite(value)) throw new Rejection('not-finite', `${name} is ${value}`);
  checkEnd(analysis, all.axis.values);
  checkFinite(all.axis, all.axis);
  for (const column of columns.values()) checkFinite(column, all.axis);
  return { ...all, columns };
}

function requested(all: Waveforms, save: readonly string[], kind: AnalysisKind): ReadonlyMap<string, Column> {
  const names = save.map((name) => vectorName(name));
  const missing = names.filter((name) => !all.columns.has(name));
  if (missing.length > 0) {
    throw new Rejection('missing-vector', missingVectors(kind, missing, [...all.columns.keys()]));
  }
  return new Map(names.map((name) => [name, all.columns.get(name)!]));
}

/** The message about vectors that a result lacks, given those it has. */
export function missingVectors(kind: AnalysisKind, missing: readonly string[], known: readonly string[]): string {
  return (
    `the ${kind} result has no ` +
    `${missing.map((name) => `"${name}"`).join(', ')}${didYouMean(missing[0] ?? '', known)}; it has ` +
    `${known.slice(0, 20).join(', ') || 'nothing'}`
  );
}

/** ngspice adds a `v(all)` copy when it writes a single vector. */
function withoutArtefacts(columns: ReadonlyMap<string, Column>): ReadonlyMap<string, Column> {
  return new Map([...columns].filter(([name]) => name !== 'v(all)'));
}

function checkEnd(analysis: Analysis, axis: Float64Array): void {
  const last = axis[axis.length - 1]!;
  switch (analysis.kind) {
    case 'op':
    case 'tf':
    case 'pz':
      return;
    case 'sens':
      if (analysis.sweep) checkFrequencies(analysis.sweep, axis);
      return;
    case 'tran':
      for (let index = 1; index < axis.length; index += 1) {
        if (axis[index]! < axis[index - 1]!)
          throw new Rejection('truncated', `time runs backwards at ${axis[index]} s`);
      }
      if (!(last >= analysis.stop * (1 - END_SLACK)))
        throw new Rejection('truncated', `the transient ends at ${last} s instead of ${analysis.stop} s`);
      return;
    case 'ac':
    case 'noise':
      return checkFrequencies(analysis, axis);
    case 'dc': {
      const inner = sweepPoints(analysis.sweeps[0]);
      const outer = analysis.sweeps[1] ? sweepPoints(analysis.sweeps[1]) : 1;
      // Rounding in the engine may add or drop the last value of each sweep.
      if (axis.length < Math.max(1, inner - 1) * Math.max(1, outer - 1))
        throw new Rejection('truncated', `the sweep has ${axis.length} points instead of ${inner * outer}`);
      const { to, step } = analysis.sweeps[0];
      if (Math.abs(last - to) > Math.abs(step) * (1 + END_SLACK))
        throw new Rejection('truncated', `the sweep ends at ${last} instead of ${to}`);
    }
  }
}

interface Frequencies {
  readonly scale?: SweepScale;
  readonly points: number;
  readonly to: number;
}

function checkFrequencies({ scale, points, to }: Frequencies, axis: Float64Array): void {
  if (scale === 'lin') expectPoints(axis.length, points);
  else expectFrequency(axis[axis.length - 1]!, to, (scale === 'oct' ? 2 : 10) ** (1 / points));
}

function expectPoints(found: number, wanted: number): void {
  if (found < wanted) throw new Rejection('truncated', `the sweep has ${found} points instead of ${wanted}`);
}

/** The last frequency of a logarithmic sweep lies less than one step below its end. */
function expectFrequency(last: number, to: number, step: number): void {
  if (!(last >= (to / step) * (1 - END_SLACK)))
    throw new Rejection('truncated', `the sweep ends at ${last} Hz instead of ${to} Hz`);
}

function sweepPoints({ from, to, step }: DcSweep): number {
  return Math.floor(Math.abs((to - from) / step) + END_SLACK) + 1;
}

function checkFinite({ name, values, imaginary }: Column, axis: Column): void {
  for (const part of imaginary ? [values, imaginary] : [values]) {
    const at = part.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) throw new Rejection('not-finite', `${name} is ${part[at]} at ${axis.name} = ${axis.values[at] ?? at}`);
  }
}

/** What the engine printed, errors first, shortened in the middle. */
export function logOf({ stdout, stderr }: Pick<EngineOutput, 'stdout' | 'stderr'>): string {
  const log = [...stderr, ...stdout].join('\n');
  return log.length <= LOG_CHARACTERS
    ? log
    : `${log.slice(0, LOG_CHARACTERS / 2)}\n[...]\n${log.slice(-LOG_CHARACTERS / 2)}`;
}
