import { z } from 'zod';
import { didYouMean } from '../units/did-you-mean.js';
import { readQuantity } from '../units/quantity.js';
import { choice, identifier, list, plainNumber, quantity, section, wholeNumber } from './fields.js';
import { LONGEST_DURATION, MOST_EVENTS, MOST_WINDOW_POINTS, SHORTEST_PULSE } from './limits.js';
import { QUANTITIES, QUANTITY_NAMES } from './quantities.js';
import { simulationSchema } from './simulation-schema.js';
import type { Quantity } from './types.js';
import { windowSize } from './window.js';

/*
 * What a user writes, section by section. Each schema yields the matching interface of types.ts.
 * Rules inside one section are refined here; rules between sections are in semantics.ts.
 */

const temperature = (description: string) => quantity('temperature', description, { min: -55, max: 150 });
const supply = (description: string) => quantity('voltage', description, { above: 0, max: 20 });
const capacitance = (description: string) => quantity('capacitance', description, { above: 0, max: 1e-6 });
const tau = (description: string) => quantity('duration', description, { above: 0, max: 100 });
const duration = (description: string) => quantity('duration', description, { above: 0, max: LONGEST_DURATION });

const traceRule = section({
  kind: z.literal('trace').meta({ description: 'A single exponential trace.' }),
  tau: tau('Time constant of the decay.'),
  amplitude: plainNumber('What an event adds to the trace or sets it to, in rule units.', { above: 0 }).default(1),
  pairing: choice(['all-to-all', 'nearest'], 'Whether events add up, or each sets the trace anew.').default('all-to-all'),
});

const side = (what: string) =>
  section({
    amplitude: plainNumber(`Weight change by ${what} of one pair at dt -> 0, in units of the weight range.`, { above: 0, max: 1 }),
    tau: tau(`Time constant of ${what}.`),
  });

const stdpRule = section({
  kind: z.literal('stdp').meta({ description: 'Pair-based spike-timing-dependent plasticity.' }),
  dependence: choice(['additive'], 'How the weight change depends on the weight.').default('additive'),
  pairing: choice(['all-to-all', 'nearest'], 'Which earlier events of the other side count.').default('all-to-all'),
  potentiation: side('potentiation'),
  depression: side('depression'),
  weight: section({ initial: plainNumber('Weight at the start, 0 to 1.', { min: 0, max: 1 }).default(0.5) }).prefault({}),
});

const ruleSchema = z.discriminatedUnion('kind', [traceRule, stdpRule], {
  error: ({ code, input }) => {
    if (code !== 'invalid_union') return 'expected a section with kind "trace" or "stdp" and its parameters';
    const { kind } = input as { kind?: unknown };
    return `expected "trace" or "stdp"${typeof kind === 'string' ? didYouMean(kind, ['trace', 'stdp']) : ''}`;
  },
});

const processSchema = section({
  name: identifier('Process the circuit is designed in.', 'sky130').default('sky130'),
  corner: identifier('Process corner.', 'tt').exactOptional(),
  temperature: temperature('Temperature of the circuit.').prefault('27 C'),
  supply: supply('Supply voltage; the nominal one of the process when absent.').exactOptional(),
}).prefault({});

const traceCircuit = section({
  cell: identifier('Cell that holds a trace; one that does what the events of the rule do when absent.', 'dpi').exactOptional(),
  capacitance: capacitance('State capacitor; chosen by the design when absent.').exactOptional(),
  area: quantity('area', 'Area budget of the state capacitor, instead of `capacitance`.', { above: 0, max: 1e-6 }).exactOptional(),
  current: quantity('current', 'Output current that stands for 1 in rule units.', { above: 0, max: 1e-3 }).exactOptional(),
}).superRefine((trace, context) => {
  if (trace.capacitance !== undefined && trace.area !== undefined) {
    context.addIssue({ code: 'custom', path: ['area'], message: '"area" and "capacitance" both set the same capacitor; keep one of them' });
  }
});

const voltage = quantity('voltage', 'Voltage on the weight capacitor.', { min: 0, max: 20 });

const weightCircuit = section({
  capacitance: capacitance('Weight capacitor; chosen by the design when absent.').exactOptional(),
  range: z
    .tuple([voltage, voltage], { error: ({ code }) => (code === 'too_big' ? 'expected two voltages, low and high' : 'expected two voltages such as [0.6 V, 1.4 V]') })
    .meta({ description: 'Voltages that stand for weight 0 and 1.' })
    .superRefine(([low, high], context) => {
      if (low >= high) context.addIssue({ code: 'custom', message: 'the voltage for weight 0 must be below the voltage for weight 1; swap or move them' });
    })
    .exactOptional(),
});

const size = z
  .string({ error: 'expected a size W/L in micrometres such as "5/2", or "1/8 x4" for four in parallel' })
  .regex(/^[0-9]+(?:\.[0-9]+)?\/[0-9]+(?:\.[0-9]+)?(?: x[1-9][0-9]{0,3})?$/, { error: 'expected a size W/L in micrometres such as "5/2", or "1/8 x4" for four in parallel' });

const circuitSchema = section({
  trace: traceCircuit.prefault({}),
  weight: weightCircuit.prefault({}),
  sizes: z
    .record(z.string(), size, { error: 'expected a section of device roles and sizes such as { trace-p: 5/2 }' })
    .meta({ description: 'Transistor sizes by role, instead of those of the process; `rulespice characterise` lists the roles.' })
    .default({}),
  pulse: quantity('duration', 'Duration of an event pulse.', { min: SHORTEST_PULSE, max: 0.1 }).prefault('0.5 ms'),
}).prefault({});

const windowSchema = section({
  from: quantity('duration', 'Smallest dt = t_post - t_pre.', { min: -LONGEST_DURATION, max: LONGEST_DURATION }),
  to: quantity('duration', 'Largest dt.', { min: -LONGEST_DURATION, max: LONGEST_DURATION }),
  step: quantity('duration', 'Distance of two points.', { above: 0, max: LONGEST_DURATION }),
}).superRefine((window, context) => {
  if (window.from >= window.to) {
    context.addIssue({ code: 'custom', path: ['to'], message: '"to" must be later than "from"; swap them' });
  } else if (windowSize(window) > MOST_WINDOW_POINTS) {
    context.addIssue({ code: 'custom', path: ['step'], message: `the window has ${windowSize(window)} points and may have ${MOST_WINDOW_POINTS}; take a larger step` });
  } else if (windowSize(window) < 2) {
    context.addIssue({ code: 'custom', path: ['step'], message: 'the step is longer than the window; take a smaller step' });
  }
});

const eventTimes = (channel: string) =>
  list(quantity('duration', `Onset of a ${channel} event.`, { min: 0, max: LONGEST_DURATION }), '[10 ms, 30 ms]', { max: MOST_EVENTS }).meta({
    description: `Onset times of the ${channel} events, ascending.`,
  });

const spikesSchema = section({
  pre: eventTimes('presynaptic'),
  post: eventTimes('postsynaptic').default([]),
  duration: duration('Length of the experiment.'),
}).superRefine((spikes, context) => {
  for (const channel of ['pre', 'post'] as const) {
    const unordered = spikes[channel].findIndex((time, index, times) => time <= (times[index - 1] ?? -1));
    if (unordered >= 0) {
      context.addIssue({ code: 'custom', path: [channel, unordered], message: 'is not later than the event before it; list the times in ascending order' });
    }
    const late = spikes[channel].findIndex((time) => time >= spikes.duration);
    if (late >= 0) context.addIssue({ code: 'custom', path: [channel, late], message: 'lies beyond the duration of the experiment; lengthen "duration"' });
  }
});

const rate = quantity('frequency', 'Mean rate of events.', { above: 0, max: 1000 });

const poissonSchema = section({
  rate: z
    .union([rate.transform((both) => ({ pre: both, post: both })), section({ pre: rate, post: rate })], {
      error: ({ input }) => {
        const reading = typeof input === 'number' ? readQuantity(input, 'frequency') : undefined;
        return reading && 'fault' in reading ? reading.fault : 'expected a rate such as "20 Hz", or a section with pre and post';
      },
    })
    .meta({ description: 'Mean rate of both channels, or of each.' }),
  duration: duration('Length of the experiment.'),
  seed: wholeNumber('Seed of the random generator; the same seed gives the same events everywhere.', 0, 0xffffffff).default(1),
});

const csvSchema = section({
  file: z
    .string({ error: 'expected the name of a CSV file such as "spikes.csv"' })
    .regex(/^(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))(?![\\/]|[A-Za-z]:)[^\0\r\n\\]{1,500}$/, {
      error: 'expected a path below the folder of the spec, with "/" and without ".."; copy the file next to the spec',
    })
    .meta({ description: 'CSV file with the columns time_s or time_ms and event (pre or post), relative to the spec.' }),
  duration: duration('Length of the experiment.'),
});

const stimulusSchema = section({
  window: windowSchema.exactOptional(),
  spikes: spikesSchema.exactOptional(),
  poisson: poissonSchema.exactOptional(),
  csv: csvSchema.exactOptional(),
}).prefault({});

const quantityNames = [...QUANTITY_NAMES.keys()] as [string, ...string[]];

/** One item of `verify`; the metric is inferred when absent. */
export const checkSchema = section({
  quantity: choice(quantityNames, 'What is compared.').transform((name) => QUANTITY_NAMES.get(name) as Quantity),
  against: choice(['rule', 'model'], '`rule`: is the design good? `model`: do we understand it?'),
  metric: choice(['nrmse', 'relative-error'], 'How the difference is measured; inferred from the quantity when absent.').exactOptional(),
  max: quantity('ratio', 'Largest allowed value of the metric.', { above: 0, max: 1 }),
  stimulus: choice(['impulse', 'window', 'spikes', 'poisson', 'csv'], 'Experiment to measure on; chosen from the quantity when absent.').exactOptional(),
}).transform((check) => ({ ...check, metric: check.metric ?? QUANTITIES[check.quantity].metric }));

const variationsSchema = section({
  corners: list(identifier('Process corner.', 'tt'), '[tt, ff, ss]', { max: 20 }).default([]),
  temperature: list(temperature('Temperature.'), '[0 C, 27 C, 60 C]', { max: 50 }).default([]),
  supply: list(supply('Supply voltage.'), '[1.8 V]', { max: 50 }).default([]),
})
  .superRefine((variations, context) => {
    for (const key of ['corners', 'temperature', 'supply'] as const) {
      const values: readonly (string | number)[] = variations[key];
      const twice = values.findIndex((value, index) => values.indexOf(value) < index);
      if (twice >= 0) context.addIssue({ code: 'custom', path: [key, twice], message: 'is listed twice; every combination runs once, remove one' });
    }
  })
  .transform(({ corners, temperature: temperatures, supply: supplies }) => ({ corners, temperatures, supplies }))
  .prefault({});

/** The sections one by one, so that what is right in one can be checked although another is wrong. */
export const sections = {
  rulespice: z.literal(1, { error: 'expected 1, the version of the format' }).meta({ description: 'Version of the format.' }),
  name: z
    .string({ error: 'expected a name of small letters, digits and "-" such as "trace-20ms"' })
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'expected a name of small letters, digits and "-" such as "trace-20ms"' })
    .meta({ description: 'Names the run directory and the netlist.' }),
  description: z
    .string({ error: 'expected text' })
    .max(2000, { error: 'expected at most 2000 characters' })
    .meta({ description: 'One or two sentences for the report.' })
    .transform(oneLine)
    .exactOptional(),
  rule: ruleSchema.meta({ description: 'The learning rule.' }),
  process: processSchema,
  circuit: circuitSchema,
  stimulus: stimulusSchema,
  verify: list(checkSchema, '[{ quantity: tau, against: rule, max: 3 % }]', { min: 1, max: 100 }),
  variations: variationsSchema,
  simulation: simulationSchema,
};

export const specSchema = section(sections);

/** Line breaks and control characters would end the comment a description becomes in a netlist. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}
