import type { ColumnSpec } from '../../data/column.js';
import type { FitData } from '../../data/table.js';
import { derive, scatterOf } from '../../derived.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { FitModel, FitPlan, FitTarget } from '../../target.js';
import { inversionCoefficient, type EkvName } from '../../../ekv/ekv.js';
import { cardsOf } from './cards.js';
import { LONG, SHORT, ekvValues, parametersFor } from './parameters.js';
import { fittedOf, problemOf, type Fitted } from './problem.js';
import { readDevice } from './sweeps.js';
import { synthetic } from './synthetic.js';

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
  const fitted = fittedOf(device);
  return {
    notes: [...device.notes, ...notes],
    problems: [problemOf(device, fitted, parameters, names)],
    derived: ([estimate]) => (estimate === undefined ? [] : derivedOf(estimate, names.indexOf('lambda'))),
    faults: () => [],
    warnings: ([estimate]) => {
      const { name, rms } = worstSweep(estimate, names, fitted);
      return rms > GOOD_SWEEP
        ? [`the sweep ${name} is ${rms.toFixed(3)} decades (rms) off between its floor and moderate inversion`]
        : [];
    },
    cards: ([estimate], _derived, origin) => {
      if (estimate === undefined) throw new Error('a card of a fit without estimate');
      return cardsOf(device, names, estimate, origin);
    },
  };
}

/** Scatter, and the Early voltage where the slope over the drain voltage at place `lambda` is seen. */
function derivedOf(estimate: Estimate, lambda: number): Estimated[] {
  const { value, standardError } = estimate.parameters[lambda] ?? { value: 0, standardError: Infinity };
  return [
    ...scatterOf(estimate, 'sd', 'scatter of log10(|id|) of one point'),
    ...(value > 3 * standardError
      ? [
          derive(
            estimate,
            (values) => 1 / (values[lambda] ?? NaN),
            { name: 'VA', meaning: 'Early voltage', unit: 'V' },
            { logarithmic: true },
          ),
        ]
      : []),
  ];
}

function worstSweep(
  estimate: Estimate | undefined,
  names: readonly EkvName[],
  { curves, points }: Fitted,
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
