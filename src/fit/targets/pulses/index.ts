import { cardHead, cardNumber, digits } from '../../card.js';
import type { ColumnSpec } from '../../data/column.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import type { FitModel, FitTarget } from '../../target.js';
import { derivedOf } from './answers.js';
import { END, LABEL, START } from './parameters.js';
import { problemOf } from './problem.js';
import { accumulated, forgotten, independent, type Scatter } from './scatter.js';
import { synthetic } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 'g_up', meaning: 'conductance after each potentiating pulse', kinds: ['conductance', 'number'] },
  { name: 'g_down', meaning: 'conductance after each depressing pulse', kinds: ['conductance', 'number'] },
];

/**
 * Conductance after identical pulses: the curve of the update, and how much of its scatter stays from pulse to pulse.
 */
export const pulses: FitTarget = {
  name: 'pulses',
  title: 'Potentiation and depression by identical pulses',
  summary:
    'nonlinearity label NL and curvature A of both directions, asymmetry, update noise and read noise, ' +
    'from one row per pulse',
  references: [
    'Chen, Peng, Yu: NeuroSim+, IEDM 2017 (curve and label)',
    'Gong et al.: Nature Communications 9 (2018) 2102 (signal and noise of updates)',
  ],
  columns,
  models: [modelOf(forgotten), modelOf(accumulated), modelOf(independent)],
  synthetic,
};

function modelOf(scatter: Scatter): FitModel {
  return {
    name: scatter.name,
    summary: scatter.summary,
    equations: [
      'g(n) = start + (end - start) (1 - exp(-n / A)) / (1 - exp(-N / A)), N pulses from the first row to ' +
        'the last; NL is the label of A / N',
      scatter.equation,
    ],
    plan: (data) => ({
      problems: [problemOf(data, 'up', scatter), problemOf(data, 'down', scatter)],
      derived: (estimates) => derivedOf(estimates, scatter),
      faults: (estimates) =>
        estimates.flatMap(({ values, problem }, index) => {
          const rise = (values[END] ?? NaN) - (values[START] ?? NaN);
          return rise * (index === 0 ? 1 : -1) > 0
            ? []
            : [`${problem.name} moves the conductance the other way (are the columns exchanged?)`];
        }),
      cards: (estimates, derived, origin) => [{ format: 'yaml', text: card(estimates, derived, origin) }],
    }),
  };
}

function card([up, down]: readonly Estimate[], derived: readonly Estimated[], origin: Origin): string {
  const number = (name: string): string => {
    const found = derived.find((one) => one.name === name);
    return found === undefined ? '0' : digits(found.value, found.standardError);
  };
  const unit = up?.problem.parameters[START]?.unit === 'S' ? ' S' : '';
  return `${cardHead(origin, 'answer to identical pulses (parseMeasuredUpdate reads it)')}update:
  lowest: ${cardNumber(up, START)}${unit}
  highest: ${cardNumber(down, START)}${unit}
  pulses: ${(up?.points ?? 1) - 1}
  nonlinearity: { potentiation: ${cardNumber(up, LABEL)}, depression: ${cardNumber(down, LABEL)} }
  update-noise: { potentiation: ${number('update noise up')}${unit}, depression: ${number('update noise down')}${unit} }
  read-noise: { potentiation: ${number('read noise up')}${unit}, depression: ${number('read noise down')}${unit} }
`;
}
