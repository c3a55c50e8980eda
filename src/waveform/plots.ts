import type { RawPlot, RawVector } from './rawfile.js';
import { hasAxis, POINT, type AnalysisKind, type Column, type Waveforms } from './waveforms.js';

const PLOT_NAMES: Record<AnalysisKind, string> = {
  op: 'Operating Point',
  dc: 'DC transfer characteristic',
  ac: 'AC Analysis',
  tran: 'Transient Analysis',
  noise: 'Noise Spectral Density Curves',
  tf: 'Transfer Function',
  pz: 'Pole-Zero Analysis',
  sens: 'Sensitivity Analysis',
  spectrum: 'Spectrum',
};

/**
 * The analysis a plot holds, told from its `Plotname:` line; undefined for the engine's own plots (constants,
 * integrated noise).
 */
export function analysisOfPlot(plot: RawPlot): AnalysisKind | undefined {
  const name = plot.plotname.toLowerCase();
  if (name.startsWith('operating point')) return 'op';
  if (name.startsWith('dc transfer')) return 'dc';
  if (name.startsWith('ac analysis')) return 'ac';
  if (name.startsWith('transient')) return 'tran';
  if (name.startsWith('noise spectral')) return 'noise';
  if (name.startsWith('transfer function')) return 'tf';
  if (name.startsWith('pole-zero')) return 'pz';
  if (name.startsWith('spectrum')) return 'spectrum';
  return name.startsWith('sensitivity') ? 'sens' : undefined;
}

/** Whether a plot holds the integrals of a noise analysis. */
export function isIntegratedNoise({ plotname }: RawPlot): boolean {
  return plotname.toLowerCase().startsWith('integrated noise');
}

/** The integrals of a noise analysis by name: `onoise_total`. */
export function totalsOf({ vectors }: RawPlot): ReadonlyMap<string, number> {
  return new Map(
    vectors.map(({ name, values }) => [name.toLowerCase().replace(/^[vi]\((.*)\)$/, '$1'), values[0] ?? NaN]),
  );
}

/**
 * The name we use for a vector: lower case, `v(node)`, `i(source)`, `@device[parameter]`.
 * Accepts every spelling the engines use: `V(1)`, bare node names, `v1#branch`, `i(@m1[id])`, `v(v-sweep)`.
 */
export function vectorName(name: string, type = ''): string {
  const lower = name.toLowerCase();
  const wrapped = /^[vi]\((@.+|[a-z]+-sweep)\)$/.exec(lower);
  if (wrapped) return wrapped[1]!;
  if (lower.endsWith('#branch')) return `i(${lower.slice(0, -'#branch'.length)})`;
  if (/^[a-z]+\(.*\)$/.test(lower) || lower.startsWith('@') || lower.endsWith('-sweep') || /^[oi]noise/.test(lower))
    return lower;
  if (type === 'voltage') return `v(${lower})`;
  return type === 'current' ? `i(${lower})` : lower;
}

/**
 * A plot as waveforms with our names; the first vector is the axis, except for `op`, which gets an axis of one point.
 */
export function waveformsOfPlot(plot: RawPlot, analysis: AnalysisKind): Waveforms {
  const columns = plot.vectors.map((vector) => toColumn(ABOUT_CIRCUIT.includes(analysis) ? bare(vector) : vector));
  const [first, ...rest] = columns;
  if (first === undefined || isOnePoint(analysis, first)) return { analysis, axis: POINT, columns: index(columns) };
  // A frequency is written as a complex number with an imaginary part of zero.
  return { analysis, axis: { name: first.name, kind: first.kind, values: first.values }, columns: index(rest) };
}

/**
 * Readers such as spicelib look here for the program whose format it is. ngspice carries out what it finds here when it
 * loads a file: a comment.
 */
const COMMAND = '* rulespice, in the format of ngspice';

/** Waveforms as a plot to write into a rawfile; `title` and `date` go into its header. */
export function plotOfWaveforms(waveforms: Waveforms, header: { title: string; date: string }): RawPlot {
  const columns = [...(hasAxis(waveforms) ? [waveforms.axis] : []), ...waveforms.columns.values()];
  return {
    ...header,
    command: COMMAND,
    plotname: PLOT_NAMES[waveforms.analysis],
    // Readers take every "AC Analysis" for complex, whatever its flags say.
    complex: waveforms.analysis === 'ac' || columns.some(({ imaginary }) => imaginary !== undefined),
    vectors: columns.map(({ name, kind, values, imaginary }) => ({
      name,
      type: kind === 'other' ? 'notype' : kind,
      values,
      ...(imaginary ? { imaginary } : {}),
    })),
  };
}

/** The same, and the integrals of a noise analysis as a plot of their own, as ngspice writes them. */
export function plotsOfWaveforms(waveforms: Waveforms, header: { title: string; date: string }): RawPlot[] {
  const { totals } = waveforms;
  const spectrum = plotOfWaveforms(waveforms, header);
  if (!totals || totals.size === 0) return [spectrum];
  return [
    spectrum,
    {
      ...header,
      command: COMMAND,
      plotname: 'Integrated Noise',
      complex: false,
      vectors: [...totals].map(([name, value]) => ({ name, type: 'voltage', values: Float64Array.of(value) })),
    },
  ];
}

/** Analyses whose vectors are no voltages of nodes, whatever the engine calls them. */
const ABOUT_CIRCUIT: readonly AnalysisKind[] = ['tf', 'pz', 'sens'];

function isOnePoint(analysis: AnalysisKind, { kind }: Column): boolean {
  return analysis === 'op' || (ABOUT_CIRCUIT.includes(analysis) && kind !== 'frequency');
}

/** ngspice writes `v(Transfer_function)`, `v(pole(1))` and `v(r1)`: the sensitivity to r1. */
function bare(vector: RawVector): RawVector {
  if (vector.type === 'frequency') return vector;
  return { ...vector, type: 'notype', name: vector.name.replace(/^[vi]\((.*)\)$/, '$1') };
}

function toColumn({ name, type, values, imaginary }: RawVector): Column {
  return { name: vectorName(name, type), kind: columnKind(type), values, ...(imaginary ? { imaginary } : {}) };
}

function columnKind(type: string): Column['kind'] {
  return type === 'time' || type === 'frequency' || type === 'voltage' || type === 'current' ? type : 'other';
}

function index(columns: readonly Column[]): ReadonlyMap<string, Column> {
  return new Map(columns.map((column) => [column.name, column]));
}
