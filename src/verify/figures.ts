import type { CompiledSpec } from '../compile.js';
import { interpolateLinear, type Sampled } from '../compare/sampled.js';
import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from '../report/types.js';
import { quantityNames, weightState } from '../rule/rule.js';
import { uniformGrid } from '../waveform/interpolate.js';
import { optimumDecay } from '../rule/credit.js';
import type { StimulusName } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import { creditPoints, windowPoints } from './quantities.js';
import { stateOf, type Recording } from './recording.js';
import type { Roads } from './measure.js';

/** Points of a curve in a figure: what an eye can see on a page. */
const POINTS = 1200;

/** The pictures of one condition: every state of every single experiment, and the learning window. */
export function figuresOf(compiled: CompiledSpec, roads: Roads, conditions: Conditions): Figure[] {
  const singles = roads.circuit.filter(
    ({ experiment }) => experiment.name !== 'window' && experiment.name !== 'credit',
  );
  const figures = singles.flatMap((recording) =>
    quantityNames(compiled.rule).map((name) => overlay(name, recording, roads, conditions)),
  );
  const has = (name: StimulusName): boolean => roads.circuit.some(({ experiment }) => experiment.name === name);
  return [
    ...(has('window') ? [changeFigure(compiled, roads, conditions, WINDOW)] : []),
    ...(has('credit') ? [changeFigure(compiled, roads, conditions, creditSweep(compiled))] : []),
    ...figures,
  ];
}

/** A sweep whose every point is a weight change of its own experiment. */
interface Sweep {
  readonly name: StimulusName;
  readonly title: string;
  readonly caption: string;
  readonly xTitle: string;
  readonly points: typeof windowPoints;
}

const WINDOW: Sweep = {
  name: 'window',
  title: 'learning window',
  caption: 'by one pair from rest; dt = t(post) - t(pre)',
  xTitle: 'dt (s)',
  points: windowPoints,
};

/**
 * The credit that is left, with the decay at which it would stand out most from unrelated pairs for the mean of these
 * delays.
 */
function creditSweep({ spec }: CompiledSpec): Sweep {
  const delays = spec.stimulus.credit?.delays ?? [];
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  const [exponential, fixed] = [1, Infinity].map((shape) => formatQuantity(optimumDecay({ mean, shape }), 's', 3));
  return {
    name: 'credit',
    title: 'credit against delay',
    caption:
      `by one pair and a reward after the delay; for delays of ${formatQuantity(mean, 's', 3)} on average ` +
      `the best decay is ${exponential ?? ''} (exponentially distributed) to ${fixed ?? ''} (always the same)`,
    xTitle: 'delay of the reward (s)',
    points: creditPoints,
  };
}

function overlay(state: string, circuit: Recording, roads: Roads, conditions: Conditions): Figure {
  const same = (recordings: readonly Recording[] | undefined): Recording | undefined =>
    recordings?.find(({ experiment }) => experiment.label === circuit.experiment.label);
  const found = stateOf(circuit, state);
  const grid = uniformGrid(0, found.x[found.x.length - 1] ?? 0, POINTS);
  const line = (role: Series['role'], recording: Recording | undefined): Series[] =>
    recording ? [series(role, grid, interpolateLinear(stateOf(recording, state), grid))] : [];
  const model = same(roads.model);
  return {
    title: `${state}: ${circuit.experiment.label}`,
    conditions,
    xTitle: 'time (s)',
    yTitle: `${state} (rule units)`,
    series: [...line('rule', same(roads.rule)), ...line('model', model), ...line('circuit', circuit)],
    ...(model
      ? {
          residual: {
            yTitle: 'circuit - model',
            series: [series('circuit', grid, difference(found, stateOf(model, state), grid))],
          },
        }
      : {}),
  };
}

function changeFigure(compiled: CompiledSpec, roads: Roads, conditions: Conditions, sweep: Sweep): Figure {
  const points = (recordings: readonly Recording[]): ReturnType<typeof windowPoints> =>
    sweep.points(
      recordings.filter(({ experiment }) => experiment.name === sweep.name),
      compiled.rule,
    );
  const circuit = points(roads.circuit);
  const rule = points(roads.rule);
  const weight = weightState(compiled.rule)?.name ?? 'w';
  const residual = circuit.change.map((value, index) => value - (rule.change[index] ?? NaN));
  return {
    title: sweep.title,
    caption: `change of ${weight} ${sweep.caption}`,
    conditions,
    xTitle: sweep.xTitle,
    yTitle: `change of ${weight}`,
    series: [
      { ...series('rule', rule.dt, rule.change) },
      ...(roads.model ? [{ ...series('model', points(roads.model).dt, points(roads.model).change) }] : []),
      { ...series('circuit', circuit.dt, circuit.change), mark: 'points' },
    ],
    residual: { yTitle: 'circuit - rule', series: [{ ...series('circuit', circuit.dt, residual), mark: 'points' }] },
  };
}

function difference(a: Sampled, b: Sampled, grid: Float64Array): Float64Array {
  const other = interpolateLinear(b, grid);
  return interpolateLinear(a, grid).map((value, index) => value - (other[index] ?? NaN));
}

/** Points where one curve has ended are left out: a figure holds finite numbers only. */
function series(role: Series['role'], x: Float64Array, y: Float64Array): Series {
  const kept = [...x.keys()].filter((index) => Number.isFinite(y[index] ?? NaN));
  return {
    name: role,
    role,
    mark: 'line',
    x: kept.map((index) => x[index] ?? 0),
    y: kept.map((index) => y[index] ?? 0),
  };
}
