import type { BenchMeasure, BenchSource, CellDefinition, DesignContext } from '../cells/cell.js';
import { sizeCell } from '../cells/sized.js';
import { CompositionBuilder } from '../compose/builder.js';
import type { Composition } from '../compose/composition.js';
import { hierarchicalNet } from '../compose/hierarchy.js';
import { designComposition, type Design } from '../design/design.js';
import type { Analysis, Circuit } from '../engine/simulator.js';
import { spiceNumber } from '../units/format.js';
import { column, type Waveforms } from '../waveform/waveforms.js';
import { interpolate } from '../waveform/interpolate.js';
import { ComposedDut } from './composed-dut.js';
import { benchText } from './testbench.js';
import { EVENT_EDGE } from '../spec/limits.js';

/** A cell with its bias cells, its sources and what is to be measured on it. */
export interface CellBench {
  readonly composition: Composition;
  readonly design: Design;
  readonly circuit: Circuit;
  readonly runs: readonly CellBenchRun[];
}

export interface CellBenchRun {
  readonly analysis: Analysis;
  /** Vectors to keep. */
  readonly save: readonly string[];
  readonly measures: readonly ExpectedMeasure[];
}

export interface ExpectedMeasure {
  readonly measure: BenchMeasure;
  /** SPICE name of the measured vector. */
  readonly vector: string;
  /** From theory, in the measure's unit. */
  readonly expected: number;
}

/** Name of the cell's instance in its bench. */
const CELL = 'cell';
const POINTS = 1000;

/**
 * Puts one cell, completed with its bias cells, into the circuit its testbench asks for. Every port with a source or a
 * measure becomes a port of the device under test.
 *
 * @param cards stands in for the model cards, e.g. an `.include` in a netlist for people
 */
export function cellBench(cell: CellDefinition, context: DesignContext, cards?: string): CellBench {
  const { targets, measures: asked, sources: sourcesOf, description } = cell.testbench;
  const sized = sizeCell(cell, targets, context);
  const sources = sourcesOf(context, sized);
  const composition = benchComposition(cell, sources);
  const instance = composition.instances.find(({ id }) => id === CELL);
  if (!instance) throw new Error(`the bench of ${cell.name} has lost its cell`);
  const design = designComposition(composition, context);
  const { process, corner, temperature, supply } = context;
  const dut = new ComposedDut(design, process);
  const bench = { dut, process, conditions: { process: process.name, corner, temperature, supply }, options: {} };
  const measures = asked.map((measure) => {
    const port = portOf(measure.vector);
    const vector = measure.vector.startsWith('i(')
      ? `i(v_${port})`
      : `v(${hierarchicalNet(composition, instance, port)})`;
    return { measure, vector, expected: measure.expected(context, sized) };
  });
  return {
    composition,
    design,
    circuit: {
      title: `${cell.name}: ${description}`,
      text: [...benchText(bench, cards), ...sources.map(sourceLine), ''].join('\n'),
    },
    runs: runsOf(measures),
  };
}

/** The cell with its bias cells; what has a source or a measure is a port. */
function benchComposition(cell: CellDefinition, sources: readonly BenchSource[]): Composition {
  const { targets, measures, description } = cell.testbench;
  const isEvent = ({ port }: BenchSource): boolean =>
    cell.ports.some(({ name, kind }) => name === port && kind === 'event');
  const builder = new CompositionBuilder(
    `${cell.name}-bench`,
    `${cell.title}: ${description}`,
    sources.filter(isEvent).map(({ port }) => ({ net: port, event: port, late: false })),
  );
  const nets = builder.add(CELL, cell.name, Object.fromEntries(sources.map(({ port }) => [port, port])), targets);
  const grown = builder.build();
  const inside = [...grown.events.map(({ net }) => net), ...grown.references.map(({ net }) => net)];
  const shown = new Set(
    [...sources.map(({ port }) => port), ...measures.map(({ vector }) => portOf(vector))].map(
      (port) => nets[port] ?? port,
    ),
  );
  return {
    ...grown,
    outputs: [...shown].filter((net) => !inside.includes(net)).map((net) => ({ net, kind: 'voltage', state: net })),
  };
}

/** What one measure reads from the result of its run, in its unit. */
export function measuredValue({ measure, vector }: ExpectedMeasure, result: Waveforms): number {
  const values = column(result, vector);
  const value = measure.transient ? interpolate(result.axis.values, values, [measure.transient.at])[0] : values[0];
  return value ?? NaN;
}

/** One operating point for all static measures, one transient per length. */
function runsOf(measures: readonly ExpectedMeasure[]): CellBenchRun[] {
  const lengths = [...new Set(measures.map(({ measure }) => measure.transient?.stop))];
  return lengths.map((stop) => {
    const read = measures.filter(({ measure }) => measure.transient?.stop === stop);
    const analysis: Analysis =
      stop === undefined ? { kind: 'op' } : { kind: 'tran', step: stop / POINTS, stop, maxStep: stop / POINTS };
    return { analysis, save: [...new Set(read.map(({ vector }) => vector))], measures: read };
  });
}

/** `v(out)` -> `out` */
function portOf(vector: string): string {
  const port = /^[vi]\((.+)\)$/.exec(vector)?.[1];
  if (port === undefined) throw new Error(`a bench measures v(port) or i(port), not "${vector}"`);
  return port;
}

/** A voltage against ground, or a current into the port. */
function sourceLine({ port, kind, value, pulse }: BenchSource): string {
  const nodes = kind === 'voltage' ? `${port} 0` : `0 ${port}`;
  const name = `${kind === 'voltage' ? 'v' : 'i'}_${port}`;
  if (!pulse) return `${name} ${nodes} dc ${spiceNumber(value)}`;
  const points: readonly (readonly [number, number])[] = [
    [0, value],
    [pulse.start, value],
    [pulse.start + EVENT_EDGE, pulse.high],
    [pulse.end, pulse.high],
    [pulse.end + EVENT_EDGE, value],
  ];
  return (
    `${name} ${nodes} ` +
    `pwl(${points.map(([time, level]) => `${spiceNumber(time)} ${spiceNumber(level)}`).join(' ')})`
  );
}
