import type { CompiledSpec } from '../compile.js';
import { interpolateLinear, type Sampled } from '../compare/sampled.js';
import type { WindowPoints } from '../compare/window-fit.js';
import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from '../result/figure.js';
import type { Verdict } from '../result/verdict.js';
import { quantityNames, weightState } from '../rule/rule.js';
import { uniformGrid } from '../waveform/interpolate.js';
import type { StimulusName } from '../spec/types.js';
import { quantities } from '../quantities/registry.js';
import { startsOf } from '../quantities/measuring/changes.js';
import { stateOf, type Recording } from '../quantities/measuring/recording.js';
import { missedRoad } from './from-rule.js';
import type { Roads } from './measure.js';
import { neuronFigures } from './neuron-figures.js';

/** Points of a curve in a figure: what an eye can see on a page. */
const POINTS = 1200;

/** Quantities whose every experiment is one point of a picture. */
const sweeps = quantities.flatMap(({ stimuli, sweep }) => (sweep ? [{ ...sweep, stimuli }] : []));

type SweptQuantity = (typeof sweeps)[number];

/** The experiments whose points make one picture, or several. */
function sweptBy({ stimuli }: SweptQuantity, recordings: readonly Recording[]): readonly Recording[] {
  return recordings.filter(({ experiment }) => stimuli.includes(experiment.name));
}

/**
 * The pictures of one condition: every state of every single experiment, and the learning window; each with the
 * difference to the road that was missed in it.
 */
export function figuresOf(
  compiled: CompiledSpec,
  roads: Roads,
  conditions: Conditions,
  verdicts: readonly Verdict[] = [],
): Figure[] {
  if (compiled.rule.neuron) return neuronFigures(compiled.rule, roads, conditions);
  const swept = (name: StimulusName): boolean => sweeps.some(({ stimuli }) => stimuli.includes(name));
  const singles = roads.circuit.filter(({ experiment }) => !swept(experiment.name));
  const figures = singles.flatMap((recording) =>
    quantityNames(compiled.rule)
      .filter((name) => recording.states.has(name))
      .map((name) => overlay({ compiled, roads, conditions, verdicts }, name, recording)),
  );
  const changes = sweeps
    .filter(({ stimuli }) => roads.circuit.some(({ experiment }) => stimuli.includes(experiment.name)))
    .flatMap((sweep) =>
      startsOf(sweptBy(sweep, roads.circuit)).map((start) =>
        changeFigure({ compiled, roads, conditions, verdicts }, sweep, start),
      ),
    );
  return [...changes, ...figures];
}

/** What a picture is made of. */
interface Drawn {
  readonly compiled: CompiledSpec;
  readonly roads: Roads;
  readonly conditions: Conditions;
  readonly verdicts: readonly Verdict[];
}

function overlay({ compiled, roads, conditions, verdicts }: Drawn, state: string, circuit: Recording): Figure {
  const same = (recordings: readonly Recording[] | undefined): Recording | undefined =>
    recordings?.find(({ experiment }) => experiment.label === circuit.experiment.label);
  const found = stateOf(circuit, state);
  const grid = uniformGrid(0, found.x[found.x.length - 1] ?? 0, POINTS);
  const line = (role: Series['role'], recording: Recording | undefined): Series[] =>
    recording ? [series(role, grid, interpolateLinear(stateOf(recording, state), grid))] : [];
  const [rule, model] = [same(roads.rule), same(roads.model)];
  const of = { quantity: state, experiment: circuit.experiment.name };
  const missed = missedRoad(verdicts, of, quantityNames(compiled.rule));
  const reference = missed === 'rule' ? rule : (model ?? rule);
  return {
    title: `${state}: ${circuit.experiment.label}`,
    conditions,
    of,
    xTitle: 'time (s)',
    yTitle: `${state} (rule units)`,
    series: [...line('rule', rule), ...line('model', model), ...line('circuit', circuit)],
    ...(reference?.states.has(state)
      ? {
          residual: {
            yTitle: `circuit - ${reference === model ? 'model' : 'rule'}`,
            series: [series('circuit', grid, difference(found, stateOf(reference, state), grid))],
          },
        }
      : {}),
  };
}

function changeFigure(
  { compiled, roads, conditions, verdicts }: Drawn,
  sweep: SweptQuantity,
  start: number | undefined,
): Figure {
  const points = (recordings: readonly Recording[]): WindowPoints =>
    sweep.points(sweptBy(sweep, recordings), compiled.rule, start);
  const circuit = points(roads.circuit);
  const rule = points(roads.rule);
  const model = roads.model && points(roads.model);
  const weight = weightState(compiled.rule)?.name ?? 'w';
  const of = { quantity: weight, experiment: sweep.stimuli[0] ?? '' };
  const missed = missedRoad(verdicts, of, quantityNames(compiled.rule));
  const reference = (missed === 'model' ? model : undefined) ?? rule;
  const residual = circuit.change.map((value, index) => value - (reference.change[index] ?? NaN));
  return {
    title: sweep.title,
    caption: `change of ${weight}${start === undefined ? '' : ` = ${start}`} ${sweep.caption(compiled.spec)}`,
    conditions,
    of,
    xTitle: sweep.xTitle,
    yTitle: `change of ${weight}`,
    series: [
      { ...series('rule', rule.dt, rule.change) },
      ...(model ? [{ ...series('model', model.dt, model.change) }] : []),
      { ...series('circuit', circuit.dt, circuit.change), mark: 'points' },
    ],
    residual: {
      yTitle: `circuit - ${reference === rule ? 'rule' : 'model'}`,
      series: [{ ...series('circuit', circuit.dt, residual), mark: 'points' }],
    },
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
