import { LARGEST_LABEL, curvatureOf } from '../../../nonideality/update-curve.js';
import { derive } from '../../derived.js';
import type { Estimate, Estimated } from '../../estimate.js';
import { studentQuantile } from '../../inference/diagnostics.js';
import { shapesOf } from './curve-shapes.js';
import { sizeFactor } from './noise.js';
import { LABEL, SCATTER, START } from './parameters.js';
import type { Scatter } from './scatter.js';

/** What follows from both directions: noise, memory, curvature and asymmetry. */
export function derivedOf(estimates: readonly Estimate[], scatter: Scatter): Estimated[] {
  return [
    ...estimates.flatMap((one) => noiseOf(one, scatter)),
    ...estimates.flatMap(memory),
    ...estimates.map(curvature),
    asymmetry(estimates),
  ];
}

/** Standard deviations of the update and of a reading, where the hypothesis has them. */
function noiseOf(estimate: Estimate, scatter: Scatter): Estimated[] {
  const unit = estimate.problem.parameters[START]?.unit ?? '';
  const { name, observed } = estimate.problem;
  const shapes = shapesOf(
    Float64Array.from(observed, (_, index) => index / (observed.length - 1)),
    observed,
  );
  // The size of the whole is known to 1 / (2 nu) in the variance of its logarithm, whatever its parts.
  const options = { logarithmic: true, more: 1 / (2 * estimate.freedom) };
  return (['update', 'read'] as const).flatMap((part) => {
    const size = (values: Float64Array): number => {
      const noise = scatter.noise(values.slice(SCATTER));
      return (estimate.scatter / sizeFactor(shapes, noise)) * Math.sqrt(noise[part]);
    };
    if (!(size(estimate.values) > 0)) return [];
    return [
      derive(
        estimate,
        size,
        {
          name: `${part} noise ${name}`,
          meaning:
            part === 'update'
              ? 'standard deviation that one pulse adds to its change'
              : 'standard deviation between reads',
          unit,
        },
        options,
      ),
    ];
  });
}

/** The same as the share that a pulse leaves, in pulses; the interval is carried over. */
function memory({ parameters, problem }: Estimate): Estimated[] {
  const kept = parameters.find(({ name }) => name === `kept ${problem.name}`);
  if (kept === undefined) return [];
  const pulsesOf = (share: number): number => -1 / Math.log(share);
  return [
    {
      name: `memory ${problem.name}`,
      meaning: 'pulses over which a deviation falls to 1/e',
      unit: '',
      value: pulsesOf(kept.value),
      standardError: (pulsesOf(kept.value) ** 2 / kept.value) * kept.standardError,
      low: pulsesOf(kept.low),
      high: pulsesOf(kept.high),
    },
  ];
}

/** The interval is that of the label, carried over: A falls steadily with it. */
function curvature(estimate: Estimate): Estimated {
  const label = estimate.parameters[LABEL];
  if (label === undefined) throw new Error('pulses fits a label');
  const inverse = (at: number): number => 1 / curvatureOf(Math.min(Math.max(at, -LARGEST_LABEL), LARGEST_LABEL));
  const slope = (inverse(label.value + 1e-4) - inverse(label.value - 1e-4)) / 2e-4;
  return {
    name: `N/A ${estimate.problem.name}`,
    meaning: 'pulses over curvature; 0 is linear',
    unit: '',
    value: inverse(label.value),
    standardError: Math.abs(slope) * label.standardError,
    low: inverse(label.low),
    high: inverse(label.high),
  };
}

/** Sum of the labels (src/nonideality/update-curve.ts); the two traces are independent. */
function asymmetry(estimates: readonly Estimate[]): Estimated {
  const labels = estimates.map(({ parameters }) => parameters[LABEL]);
  const value = labels.reduce((sum, label) => sum + (label?.value ?? NaN), 0);
  const error = Math.hypot(...labels.map((label) => label?.standardError ?? NaN));
  const reach = studentQuantile(Math.min(...estimates.map(({ freedom }) => freedom))) * error;
  return {
    name: 'asymmetry',
    meaning: 'NL up + NL down; 0 where the two directions cancel everywhere',
    unit: '',
    value,
    standardError: error,
    low: value - reach,
    high: value + reach,
  };
}
