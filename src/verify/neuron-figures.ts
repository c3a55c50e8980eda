import { interpolateLinear } from '../compare/sampled.js';
import { fitted, curveOf, shapesOf } from '../quantities/measuring/neuron.js';
import type { Conditions } from '../process/conditions.js';
import type { Figure, Series } from '../result/figure.js';
import { lifRate, MEMBRANE } from '../rule/neuron.js';
import type { LifNeuronModel } from '../rule/parameters.js';
import type { Rule } from '../rule/rule.js';
import { formatQuantity } from '../units/format.js';
import { uniformGrid } from '../waveform/interpolate.js';
import type { Roads } from './measure.js';

/** Points of the curve of the stated neuron, and of a membrane. */
const CURVE_POINTS = 200;
const MEMBRANE_POINTS = 1200;

/** The pictures of a neuron: its f-I curve, the shape of its spike, and the membrane where it is seen. */
export function neuronFigures(rule: Rule, roads: Roads, conditions: Conditions): Figure[] {
  return [
    ...curveFigure(rule, roads, conditions),
    ...spikeFigure(roads, conditions),
    ...membraneFigure(roads, conditions),
  ];
}

function curveFigure(rule: Rule, roads: Roads, conditions: Conditions): Figure[] {
  const { neuron } = rule;
  const circuit = curveOf(roads.circuit);
  const [first, last] = [circuit[0], circuit.at(-1)];
  if (!neuron || !first || !last) return [];
  const expected = new Map(curveOf(roads.rule).map(({ current, rate }) => [current, rate]));
  const x = circuit.map(({ current }) => current);
  const found = fitted(roads.circuit, rule);
  const points = (y: readonly number[]): Series => ({ name: 'circuit', role: 'circuit', mark: 'points', x, y: [...y] });
  return [
    {
      title: 'f-I curve',
      caption: `spikes a second under a constant current${'fit' in found ? `; ${fitText(found.fit)}` : ''}`,
      conditions,
      xTitle: 'current (A)',
      yTitle: 'rate (Hz)',
      series: [statedCurve(neuron, last.current), points(circuit.map(({ rate }) => rate))],
      residual: {
        yTitle: 'circuit - rule',
        series: [points(circuit.map(({ rate, current }) => rate - (expected.get(current) ?? NaN)))],
      },
    },
  ];
}

/** The stated neuron from no current on, with its threshold as a point of its own. */
function statedCurve(neuron: LifNeuronModel, largest: number): Series {
  const above = Math.max(largest, neuron.threshold);
  const grid = uniformGrid(0, above, CURVE_POINTS);
  const x = [...new Set([...grid, neuron.threshold])].sort((a, b) => a - b);
  return { name: 'rule', role: 'rule', mark: 'line', x, y: x.map((current) => lifRate(neuron, current)) };
}

function fitText({ threshold, tau, refractory }: { threshold: number; tau: number; refractory: number }): string {
  return (
    `nearest leaky integrate-and-fire neuron: threshold ${formatQuantity(threshold, 'A', 3)}, tau ` +
    `${formatQuantity(tau, 's', 3)}, refractory ${formatQuantity(refractory, 's', 3)}`
  );
}

function spikeFigure(roads: Roads, conditions: Conditions): Figure[] {
  const shapes = shapesOf(roads.circuit);
  const shape = shapes[Math.floor(shapes.length / 2)];
  if (!shape) return [];
  const { output, width, amplitude } = shape;
  return [
    {
      title: 'shape of a spike',
      caption: `the output of the circuit: ${formatQuantity(amplitude, 'V', 3)} for ${formatQuantity(width, 's', 3)}`,
      conditions,
      xTitle: 'time after the crossing of the level (s)',
      yTitle: 'output (V)',
      series: [{ name: 'circuit', role: 'circuit', mark: 'line', x: [...output.x], y: [...output.y] }],
    },
  ];
}

/** The membrane under the middle one of the currents. */
function membraneFigure(roads: Roads, conditions: Conditions): Figure[] {
  const driven = roads.circuit.filter(({ experiment }) => experiment.name === 'currents');
  const circuit = driven[Math.floor(driven.length / 2)];
  const curve = circuit?.states.get(MEMBRANE);
  if (!circuit || !curve) return [];
  const rule = roads.rule.find(({ experiment }) => experiment.label === circuit.experiment.label);
  const grid = uniformGrid(0, curve.x[curve.x.length - 1] ?? 0, MEMBRANE_POINTS);
  const stated = rule?.states.get(MEMBRANE);
  const line = (role: 'rule' | 'circuit', { x, y }: typeof curve): Series => ({
    name: role,
    role,
    mark: 'line',
    x: [...grid],
    y: [...interpolateLinear({ x, y }, grid)],
  });
  return [
    {
      title: `membrane: ${circuit.experiment.label}`,
      caption: '0 is rest and 1 the threshold, as the spec says of the net',
      conditions,
      xTitle: 'time (s)',
      yTitle: `${MEMBRANE} (rule units)`,
      series: [...(stated ? [line('rule', stated)] : []), line('circuit', curve)],
    },
  ];
}
