import type { FitModel, FitTarget } from '../../target.js';
import { bandProblem, plainly } from './band.js';
import { card } from './card.js';
import { flicker } from './flicker.js';
import type { Hypothesis } from './hypothesis.js';
import { telegraph } from './telegraph.js';
import { tracesOf } from './traces.js';
import { white } from './white.js';

/** Noise of a conductance that is read again and again: every trace by itself, its samples and its spectrum. */
export const readNoise: FitTarget = {
  name: 'read-noise',
  title: 'Read noise and random telegraph noise',
  summary:
    'levels, amplitude and dwell times of a trap, white noise, and the exponent of the spectrum, from ' +
    'conductance against time',
  references: [
    'Machlup: J. Appl. Phys. 25 (1954) 341 (random telegraph noise)',
    'Rabiner: Proc. IEEE 77 (1989) 257 (hidden Markov models)',
    'Whittle: Ark. Mat. 2 (1953) 423 (likelihood of a spectrum)',
  ],
  columns: [
    { name: 't', meaning: 'time', kinds: ['duration'] },
    { name: 'g', meaning: 'conductance', kinds: ['conductance'] },
    { name: 'trace', meaning: 'which trace', kinds: ['text'], optional: true },
  ],
  models: [modelOf(telegraph), modelOf(flicker), modelOf(white)],
  synthetic: (seed) => telegraph.synthetic(seed),
  quickSeeds: 8,
};

function modelOf(hypothesis: Hypothesis): FitModel {
  return {
    name: hypothesis.name,
    summary: hypothesis.summary,
    equations: [
      ...hypothesis.equations,
      'spectrum: S(f) = density (f / middle)^-exponent over the band from 15 periods in the trace to 10 ' +
        'samples in a period',
    ],
    plan: (data) => {
      const traces = tracesOf(data);
      const marks = traces.map(({ name }) => (traces.length > 1 ? ` ${name}` : ''));
      return {
        // Samples and spectrum of each trace in turn.
        problems: traces.flatMap((trace, index) => [
          hypothesis.problem(trace, marks[index] ?? ''),
          bandProblem(trace, marks[index] ?? ''),
        ]),
        derived: (estimates) =>
          traces.flatMap((trace, index) => {
            const one = estimates[2 * index];
            return one === undefined ? [] : hypothesis.derived(one, trace, marks[index] ?? '');
          }),
        notes: traces.map(plainly),
        warnings: (estimates) =>
          traces.flatMap((trace, index) => {
            const one = estimates[2 * index];
            return one === undefined ? [] : hypothesis.warnings(one, trace);
          }),
        faults: () => [],
        cards: (estimates, _derived, origin) => [{ format: 'yaml', text: card(hypothesis, traces, estimates, origin) }],
      };
    },
    synthetic: (seed) => hypothesis.synthetic(seed),
  };
}
