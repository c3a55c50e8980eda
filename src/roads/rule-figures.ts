import type { Figure } from '../result/figure.js';
import { expandRule } from '../rule/presets.js';
import { quantityNames, weightState, type Rule } from '../rule/rule.js';
import { simulateRule } from '../rule/simulate.js';
import { edgeOf } from '../spec/limits.js';
import type { Spec } from '../spec/types.js';
import type { Experiment } from '../stimulus/experiment.js';
import { expandExperiments } from '../stimulus/experiments.js';
import { uniformGrid } from '../waveform/interpolate.js';

/** Points of a curve over time: what an eye can see on a page. */
const POINTS = 600;

/**
 * What the textbook rule does with the stimuli of a spec, without a circuit: its learning window (t_post - t_pre in s,
 * change of the weight in rule units) and its states over time (s, rule units). Milliseconds, so that a page can
 * follow a slider. A rule that is a neuron, and a drawn circuit, have no such figures.
 * @throws UserError for trains without events, and where a state grows without bound
 */
export function ruleFigures(spec: Spec): Figure[] {
  const rule = expandRule(spec.rule);
  if (rule.neuron || spec.dut) return [];
  const experiments = expandExperiments(spec);
  const pairs = experiments.filter(({ name, start }) => name === 'window' && start === undefined);
  const trains = experiments.filter(({ name }) => name !== 'window' && name !== 'credit');
  return [...windowFigure(rule, spec, pairs), ...trains.flatMap((one) => stateFigures(rule, spec, one))];
}

/** A circuit's event takes effect by the end of its pulse: so do the rule's, as in `runRule`. */
function statesOf(rule: Rule, { circuit }: Spec, { events }: Experiment, time: Float64Array) {
  const latency = circuit.pulse + edgeOf(circuit) / 2;
  const late = Object.entries(events).map(([event, onsets]) => [event, onsets.map((onset) => onset + latency)]);
  return simulateRule(rule, Object.fromEntries(late) as Experiment['events'], time).states;
}

function windowFigure(rule: Rule, spec: Spec, pairs: readonly Experiment[]): Figure[] {
  const weight = weightState(rule);
  if (!weight || pairs.length === 0) return [];
  const points = pairs
    .map((pair) => {
      const ends = Float64Array.of(pair.measuredFrom ?? 0, pair.duration);
      const [before = NaN, after = NaN] = statesOf(rule, spec, pair, ends).get(weight.name) ?? [];
      return { dt: pair.dt ?? 0, change: after - before };
    })
    .sort((a, b) => a.dt - b.dt);
  const [x, y] = [points.map(({ dt }) => dt), points.map(({ change }) => change)];
  return [
    {
      title: 'learning window',
      xTitle: 't_post - t_pre (s)',
      yTitle: `change of ${weight.name} (rule units)`,
      series: [{ name: 'rule', role: 'rule', mark: 'line', x, y }],
    },
  ];
}

function stateFigures(rule: Rule, spec: Spec, experiment: Experiment): Figure[] {
  const time = uniformGrid(0, experiment.duration, POINTS);
  const states = statesOf(rule, spec, experiment, time);
  return quantityNames(rule).flatMap((name) => {
    const values = states.get(name);
    if (!values) return [];
    return [
      {
        title: `${name}: ${experiment.label}`,
        xTitle: 'time (s)',
        yTitle: `${name} (rule units)`,
        series: [{ name: 'rule', role: 'rule' as const, mark: 'line' as const, x: [...time], y: [...values] }],
      },
    ];
  });
}
