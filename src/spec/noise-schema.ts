import { z } from 'zod';
import { list, quantity, section, wholeNumber } from './fields.js';
import { MOST_SAMPLES } from './limits.js';

const TRANSISTOR = 'expected a transistor such as "x.mtau": instance and name in its cell';

const trapSchema = section({
  transistor: z
    .string({ error: TRANSISTOR })
    .regex(/^[A-Za-z0-9_]+\.[A-Za-z0-9_]+$/, { error: TRANSISTOR })
    .meta({
      description: 'The transistor beside which the trap sits, as `explain` and the table of sensitivities call it.',
      examples: ['x.mtau'],
    }),
  amplitude: quantity('ratio', 'Loss of current while the trap is occupied.', { above: 0, max: 1 }),
  capture: quantity('duration', 'Mean time until an empty trap captures.', { above: 0, max: 1e6 }),
  emission: quantity('duration', 'Mean time until an occupied trap emits.', { above: 0, max: 1e6 }),
});

export const noiseSchema = section({
  runs: wholeNumber('Runs with noise; the spread is known to about 1 / sqrt(2 runs).', 5, MOST_SAMPLES).default(20),
  seed: wholeNumber(
    'Seed of the draws: the same seed and run is the same noise on every machine and engine, and in the model.',
    0,
    2 ** 31 - 1,
  ).default(1),
  confidence: quantity('ratio', 'Confidence of the statement about a spread.', { min: 0.5, max: 0.9999 }).prefault(
    '95 %',
  ),
  thermal: z
    .boolean({ error: 'expected true or false' })
    .meta({ description: 'Shot noise 2qI of every channel.' })
    .default(true),
  flicker: quantity(
    'area',
    'Flicker coefficient k of the transistors: a current I has the density I^2 k / (W L f). None when absent.',
    { above: 0, max: 1e-6 },
  ).exactOptional(),
  traps: list(trapSchema, '[{ transistor: x.mtau, amplitude: 10 %, capture: 50 ms, emission: 20 ms }]', {
    max: 100,
  }).default([]),
}).superRefine((noise, context) => {
  if (!noise.thermal && noise.flicker === undefined && noise.traps.length === 0)
    context.addIssue({
      code: 'custom',
      path: ['thermal'],
      message: 'no noise is left; add flicker or traps, or leave thermal on',
    });
});
