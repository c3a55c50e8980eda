import { cardHead } from '../../card.js';
import type { ColumnSpec } from '../../data/column.js';
import { derive, scatterOf } from '../../derived.js';
import type { Estimate } from '../../estimate.js';
import type { FitData } from '../../data/table.js';
import type { FitModel, FitPlan, FitTarget } from '../../target.js';
import { benchesOf } from './benches.js';
import { drainCurrent, inversionCoefficient, type EkvName } from '../../../ekv/ekv.js';
import { LONG, SHORT, ekvValues, parametersFor } from './parameters.js';
import { constantsCard } from './process.js';
import { explanation, subcircuit } from '../../../ekv/subcircuit.js';
import { readDevice, type Device, type Point } from './sweeps.js';
import { synthetic } from './synthetic.js';

// Taken once, as in ekv.ts.
const { log10, max } = Math;

const columns: readonly ColumnSpec[] = [
  { name: 'vg', meaning: 'gate voltage against the source', kinds: ['voltage'] },
  { name: 'vd', meaning: 'drain voltage against the source', kinds: ['voltage'] },
  { name: 'id', meaning: 'drain current', kinds: ['current'] },
  { name: 'vb', meaning: 'bulk voltage against the source', kinds: ['voltage'], optional: true },
  { name: 'T', meaning: 'temperature', kinds: ['temperature'], optional: true },
  { name: 'W', meaning: 'drawn width', kinds: ['length'], optional: true },
  { name: 'L', meaning: 'drawn length', kinds: ['length'], optional: true },
  { name: 'device', meaning: 'name of the device', kinds: ['text'], optional: true },
];

/** Sweeps whose rms from the floor to moderate inversion is above this are named, decades. */
const GOOD_SWEEP = 0.05;
/** Inversion coefficient at which moderate inversion ends. */
const MODERATE = 10;

/** Gate sweeps of one transistor: every sweep in one fit of log10(id). */
export const mosfet: FitTarget = {
  name: 'mosfet',
  title: 'MOS transistor, weak to strong inversion',
  summary: 'EKV parameters of one transistor from gate sweeps',
  references: [
    'Enz, Vittoz: Charge-based MOS Transistor Modeling (2006)',
    'Enz, Krummenacher, Vittoz: Analog Integr. Circ. Signal Process. 8 (1995) 83',
    'Liu et al.: BSIM3v3 Manual (1996), threshold of short channels',
  ],
  columns,
  models: [
    { ...model(LONG), name: 'long', summary: 'long channel: one threshold, linear drain effects' },
    {
      ...model(SHORT),
      name: 'short',
      summary:
        'short channel: velocity saturation, a drain effect on the threshold that slows down, and a part ' +
        'of the width with a lower threshold',
    },
  ],
  synthetic,
};

function model(names: readonly EkvName[]): Pick<FitModel, 'equations' | 'plan'> {
  return {
    equations: [
      'id = IS (T/300 K)^BEX (i_f - i_r) (1 + lambda vds) / (1 + theta 2 UT q_f)   i = q + q^2, 2 q + ln ' +
        'q = (up - 0 or vds) / UT',
      'vgs - VT = up + (n - 1) sqrt(0.8 V) ..., n = d vgs / d up in weak inversion',
      'VT = VT0 + TCV (T - 300 K) + gamma (sqrt(0.8 V + vsb) - sqrt(0.8 V)) + k2 vsb - sigma vds',
      ...(names.includes('edge')
        ? [
            'id is shared by (1 - edge) of the width with VT and edge of it with VT - dVT (1 + dVTB vsb); ' +
              '/ sqrt(1 + (EC 2 UT (q_f - q_r))^2)',
            'sigma (1 + sigmaB vsb + TCS (T - 300 K)) VQ (sqrt(1 + 2 vds / VQ) - 1) instead of sigma vds; ' +
              'body effect times 1 + TCG (T - 300 K)',
          ]
        : []),
    ],
    plan: (data) => planOf(data, names),
  };
}

function planOf(data: FitData, model: readonly EkvName[]): FitPlan {
  const device = readDevice(data);
  const { parameters, names, notes } = parametersFor(model, device.sweeps);
  const sweeps = device.sweeps
    .map((sweep) => ({ ...sweep, points: sweep.points.filter(({ heldOut }) => !heldOut) }))
    .filter(({ points }) => points.length > 0);
  const points = sweeps.flatMap((sweep) => sweep.points);
  const held = device.sweeps.flatMap((sweep) => sweep.points.filter(({ heldOut }) => heldOut));
  const log = (of: readonly Point[]): Float64Array => Float64Array.from(of, ({ current }) => Math.log10(current));
  const [observed, left] = [log(points), log(held)];
  const misses = (of: readonly Point[], seen: Float64Array, values: Float64Array): Float64Array => {
    const p = ekvValues(names, values);
    return Float64Array.from(
      of,
      ({ bias, leakage }, index) => (seen[index] ?? NaN) - log10(max(drainCurrent(p, bias) + leakage, 1e-40)),
    );
  };
  const mean = observed.reduce((sum, value) => sum + value, 0) / observed.length;
  const mirror = device.polarity === 'nfet' ? 1 : -1;
  let from = 0;
  const curves = sweeps.map(({ panel, name, points: own }) => ({ panel, name, from, to: (from += own.length) }));
  const worst = (estimate: Estimate | undefined): { name: string; rms: number } =>
    worstSweep(estimate, names, curves, points);
  return {
    notes: [...device.notes, ...notes],
    problems: [
      {
        name: device.name,
        parameters,
        curves,
        x: Float64Array.from(points, ({ bias }) => mirror * bias.vgs),
        observed: Float64Array.from(points, ({ current }) => current),
        rows: points.map(({ row }) => row),
        xTitle: 'vg (V)',
        yTitle: 'log10(|id| / A)',
        draw: Math.log10,
        predict: (values) => {
          const p = ekvValues(names, values);
          return Float64Array.from(points, ({ bias, leakage }) => drainCurrent(p, bias) + leakage);
        },
        residuals: (values) => misses(points, observed, values),
        known: false,
        noise: 'normal scatter of one unknown size of log10(|id|) at every point',
        nothing: { residuals: observed.map((value) => value - mean), parameters: 1 },
        heldOut: { points: held.length, residuals: (values) => misses(held, left, values) },
      },
    ],
    derived: ([estimate]) => {
      if (estimate === undefined) return [];
      const at = names.indexOf('lambda');
      const { value, standardError } = estimate.parameters[at] ?? { value: 0, standardError: Infinity };
      return [
        ...scatterOf(estimate, 'sd', 'scatter of log10(|id|) of one point'),
        ...(value > 3 * standardError
          ? [
              derive(
                estimate,
                (values) => 1 / (values[at] ?? NaN),
                { name: 'VA', meaning: 'Early voltage', unit: 'V' },
                { logarithmic: true },
              ),
            ]
          : []),
      ];
    },
    faults: () => [],
    warnings: ([estimate]) => {
      const { name, rms } = worst(estimate);
      return rms > GOOD_SWEEP
        ? [`the sweep ${name} is ${rms.toFixed(3)} decades (rms) off between its floor and moderate inversion`]
        : [];
    },
    cards: ([estimate], _derived, origin) => {
      if (estimate === undefined) throw new Error('a card of a fit without estimate');
      const values = ekvValues(names, estimate.values);
      const name = cardName(device);
      const text = subcircuit(name, device.polarity, values);
      return [
        {
          format: 'yaml',
          text: cardHead(origin, `${device.name}, for a process file`) + constantsCard(device, name, estimate, origin),
        },
        {
          format: 'spice',
          text: `${cardHead(origin, `${device.name} as .subckt ${name} d g s b`, '*')}${explanation()}${text}`,
          benches: benchesOf(device, text, name, values),
        },
      ];
    },
  };
}

/** `ekvn_10_0p13`: polarity and drawn size, as the bins of a process are called. */
function cardName({ polarity, width, length }: Device): string {
  const size = (metres: number): string => String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
  const drawn = width === undefined || length === undefined ? '' : `_${size(width)}_${size(length)}`;
  return `ekv${polarity === 'nfet' ? 'n' : 'p'}${drawn}`;
}

function worstSweep(
  estimate: Estimate | undefined,
  names: readonly EkvName[],
  curves: readonly { readonly panel: string; readonly name: string; readonly from: number; readonly to: number }[],
  points: readonly Point[],
): { name: string; rms: number } {
  if (estimate === undefined) return { name: '', rms: 0 };
  const values = ekvValues(names, estimate.values);
  const sweeps = curves.map(({ panel, name, from, to }) => {
    const squares = points
      .slice(from, to)
      .flatMap(({ bias }, index) =>
        inversionCoefficient(values, bias) < MODERATE ? [(estimate.residuals[from + index] ?? NaN) ** 2] : [],
      );
    return {
      name: `${panel}, ${name}`,
      rms: squares.length === 0 ? 0 : Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length),
    };
  });
  return sweeps.reduce((most, sweep) => (sweep.rms > most.rms ? sweep : most));
}
