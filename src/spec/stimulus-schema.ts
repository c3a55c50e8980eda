import { z } from 'zod';
import { readQuantity } from '../units/quantity.js';
import { choice, list, plainNumber, quantity, section, wholeNumber } from './fields.js';
import { HIGHEST_RATE, LONGEST_DURATION, MOST_EVENTS, MOST_WINDOW_POINTS, MOST_WINDOW_WEIGHTS } from './limits.js';
import { currentsSchema } from './neuron-schema.js';
import { fileBeside } from './text-fields.js';
import { windowSize } from './window.js';

/*
 * What may stand under `stimulus:`. Events are those of the rule; whether a name is one is found by semantics.
 */

const duration = (description: string) => quantity('duration', description, { above: 0, max: LONGEST_DURATION });
const time = (description: string) => quantity('duration', description, { min: 0, max: LONGEST_DURATION });
const seed = wholeNumber(
  'Seed of the random generator; the same seed gives the same events everywhere.',
  0,
  0xffffffff,
).default(1);

const windowSchema = section({
  from: quantity('duration', 'Smallest dt = t_post - t_pre.', { min: -LONGEST_DURATION, max: LONGEST_DURATION }),
  to: quantity('duration', 'Largest dt.', { min: -LONGEST_DURATION, max: LONGEST_DURATION }),
  step: quantity('duration', 'Distance of two points.', { above: 0, max: LONGEST_DURATION }),
  weights: list(plainNumber('Weight before a pair.', { min: 0, max: 1 }), '[0.2, 0.8]', { max: MOST_WINDOW_WEIGHTS })
    .meta({ description: 'Weights at which the window is measured besides the one at which the rule starts.' })
    .default([]),
}).superRefine((window, context) => {
  if (window.from >= window.to) {
    context.addIssue({ code: 'custom', path: ['to'], message: '"to" must be later than "from"; swap them' });
  } else if (new Set(window.weights).size < window.weights.length) {
    context.addIssue({ code: 'custom', path: ['weights'], message: 'names a weight twice; remove one' });
  } else if (windowSize(window) > MOST_WINDOW_POINTS) {
    context.addIssue({
      code: 'custom',
      path: ['step'],
      message: `the window has ${windowSize(window)} points and may have ${MOST_WINDOW_POINTS}; take a larger step`,
    });
  } else if (windowSize(window) < 2) {
    context.addIssue({
      code: 'custom',
      path: ['step'],
      message: 'the step is longer than the window; take a smaller step',
    });
  }
});

const onsets = list(time('Onset of an event.'), '[10 ms, 30 ms]', { max: MOST_EVENTS }).meta({
  description: 'Onset times, ascending.',
});

/** Lists of times by event, beside the duration. */
const spikesSchema = z
  .object(
    { duration: duration('Length of the experiment.'), pre: onsets.default([]), post: onsets.default([]) },
    { error: 'expected a section with pre, post, duration' },
  )
  .catchall(onsets)
  .transform(({ duration: length, ...events }) => ({ events: events, duration: length }))
  .superRefine(({ events, duration: length }, context) => {
    for (const [event, times] of Object.entries(events)) {
      const unordered = times.findIndex((at, index) => at <= (times[index - 1] ?? -1));
      if (unordered >= 0)
        context.addIssue({
          code: 'custom',
          path: [event, unordered],
          message: 'is not later than the event before it; list the times in ascending order',
        });
      const late = times.findIndex((at) => at >= length);
      if (late >= 0)
        context.addIssue({
          code: 'custom',
          path: [event, late],
          message: 'lies beyond the duration of the experiment; lengthen "duration"',
        });
    }
  });

/** `20 Hz` for pre and post, or a rate for each event. */
const rates = (lowest: { above: number } | { min: number }) => {
  const rate = quantity('frequency', 'Mean rate of events.', { ...lowest, max: HIGHEST_RATE });
  return z
    .union(
      [
        rate.transform((both): Record<string, number> => ({ pre: both, post: both })),
        z.record(z.string(), rate, { error: 'expected a section of events and rates' }),
      ],
      {
        error: ({ input }) => {
          const reading = typeof input === 'number' ? readQuantity(input, 'frequency') : undefined;
          return reading && 'fault' in reading
            ? reading.fault
            : 'expected a rate such as "20 Hz", or a section of events and rates such as { pre: 20 Hz, post: 10 Hz }';
        },
      },
    )
    .meta({ description: 'Mean rate of pre and post, or of each event.' });
};

const poissonSchema = section({ rate: rates({ above: 0 }), duration: duration('Length of the experiment.'), seed });

const stepsSchema = section({
  rates: list(
    section({ rate: rates({ min: 0 }), duration: duration('How long these rates hold.') }),
    '[{ rate: 10 Hz, duration: 500 ms }, { rate: 50 Hz, duration: 500 ms }]',
    { min: 1, max: 100 },
  ).meta({
    description: 'Rates that hold one after the other.',
  }),
  seed,
});

const burst = section({
  spikes: wholeNumber('Events of one burst.', 1, 1000),
  interval: duration('Time from one event of a burst to the next.').exactOptional(),
  delay: time('Time from the start of the burst.').prefault('0 ms'),
}).superRefine(({ spikes, interval }, context) => {
  if (spikes > 1 && interval === undefined)
    context.addIssue({ code: 'custom', path: ['spikes'], message: 'more than one event needs an "interval"; add it' });
});

const burstsSchema = z
  .object(
    {
      repeat: wholeNumber('Number of bursts.', 1, 1000).default(1),
      every: duration('Time from one burst to the next.'),
    },
    { error: 'expected a section with repeat, every, and bursts by event such as pre: { spikes: 5, interval: 10 ms }' },
  )
  .catchall(burst)
  .transform(({ repeat, every, ...events }) => ({
    events: events as unknown as Record<string, z.infer<typeof burst>>,
    repeat,
    every,
  }));

const csvSchema = section({
  file: fileBeside('CSV file', 'spikes.csv').meta({
    description:
      'CSV file with the columns time_s or time_ms and event (pre, post, reward, ...), relative to the spec.',
  }),
  duration: duration('Length of the experiment.'),
});

/** How much of a pair's eligibility a late reward still finds. */
const creditSchema = section({
  delays: list(
    quantity('duration', 'Time from the pair to the reward.', { above: 0, max: LONGEST_DURATION }),
    '[100 ms, 300 ms, 1 s]',
    { min: 2, max: 50 },
  ).meta({ description: 'Delays of the reward, ascending.' }),
  dt: quantity('duration', 'dt = t_post - t_pre of the pair.', {
    min: -LONGEST_DURATION,
    max: LONGEST_DURATION,
  }).prefault('5 ms'),
}).superRefine(({ delays }, context) => {
  const unordered = delays.findIndex((delay, index) => delay <= (delays[index - 1] ?? 0));
  if (unordered >= 0)
    context.addIssue({
      code: 'custom',
      path: ['delays', unordered],
      message: 'is not longer than the delay before it; list them in ascending order',
    });
});

/** When the third factor comes, in every experiment. */
const schedule = (what: string) =>
  section({
    after: choice(['pre', 'post'], `A ${what} follows every event of this side.`).exactOptional(),
    delay: time('Time from that event to it.').exactOptional(),
    times: onsets.exactOptional(),
    every: duration('Period.').exactOptional(),
  })
    .superRefine(({ after, delay, times, every }, context) => {
      const given = [after, times, every].filter((one) => one !== undefined).length;
      if (given !== 1)
        context.addIssue({ code: 'custom', path: [], message: `expected one of "after", "times" and "every"` });
      if (after !== undefined && delay === undefined)
        context.addIssue({ code: 'custom', path: ['after'], message: 'needs a "delay"; add it' });
      if (after === undefined && delay !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['delay'],
          message: 'belongs to "after"; add it or remove the delay',
        });
    })
    .meta({ description: `When a ${what} comes, in every experiment.` });

const historySchema = z
  .union(
    [
      z.literal('rest'),
      section({
        warm: wholeNumber('Conditioning events (pairs before a window) before the measured part.', 1, 1000),
        interval: duration('Time from one conditioning event to the next, and from the last to the measured part.'),
      }),
    ],
    { error: 'expected "rest", or a section such as { warm: 10, interval: 200 ms }' },
  )
  .meta({ description: 'What the circuit has seen before the measured part of every experiment; rest when absent.' });

export const stimulusSchema = section({
  history: historySchema.exactOptional(),
  window: windowSchema.exactOptional(),
  spikes: spikesSchema.exactOptional(),
  poisson: poissonSchema.exactOptional(),
  bursts: burstsSchema.exactOptional(),
  steps: stepsSchema.exactOptional(),
  csv: csvSchema.exactOptional(),
  credit: creditSchema.exactOptional(),
  reward: schedule('reward').exactOptional(),
  punish: schedule('punishment').exactOptional(),
  currents: currentsSchema.exactOptional(),
}).prefault({});
