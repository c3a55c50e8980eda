import { z } from 'zod';
import { dutSchema } from './dut-schema.js';
import { choice, identifier, list, quantity, section, specName, supply, temperature } from './fields.js';
import { SHORTEST_PULSE } from './limits.js';
import { networkSchema } from './network-schema.js';
import { STIMULI } from './quantity-vocabulary.js';
import { ruleSchema } from './rule-schema.js';
import { simulationSchema } from './simulation-schema.js';
import { stimulusSchema } from './stimulus-schema.js';
import { fileBeside, paragraph } from './text-fields.js';
import { variationsSchema } from './variations-schema.js';

/*
 * What a user writes, section by section. Each schema yields the matching interface of types.ts.
 * Rules inside one section are refined here; rules between sections are in semantics.ts.
 */

const capacitance = (description: string) => quantity('capacitance', description, { above: 0, max: 1e-6 });

const DEFAULT_PROCESS = 'sky130';

const processSchema = section({
  name: identifier(
    `Process the circuit is designed in; ${DEFAULT_PROCESS} when absent.`,
    DEFAULT_PROCESS,
  ).exactOptional(),
  file: fileBeside('process file', 'process.yaml')
    .meta({
      description:
        'A process file beside the spec, with transistors that `rulespice fit mosfet` wrote, instead of `name`.',
      examples: ['process.yaml'],
    })
    .exactOptional(),
  corner: identifier('Process corner.', 'tt').exactOptional(),
  temperature: temperature('Temperature of the circuit.').prefault('27 C'),
  supply: supply('Supply voltage; the nominal one of the process when absent.').exactOptional(),
})
  .superRefine(({ name, file }, context) => {
    if (name !== undefined && file !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['file'],
        message: '"name" and "file" both choose the process; keep one of them',
      });
  })
  .transform(({ name, ...rest }) => ({ ...rest, name: name ?? rest.file ?? DEFAULT_PROCESS }))
  .prefault({});

const traceCircuit = section({
  cell: identifier(
    'Cell that holds a trace; one that does what the events of the rule do when absent.',
    'dpi',
  ).exactOptional(),
  capacitance: capacitance('State capacitor; chosen by the design when absent.').exactOptional(),
  area: quantity('area', 'Area budget of the state capacitor, instead of `capacitance`.', {
    above: 0,
    max: 1e-6,
  }).exactOptional(),
  current: quantity('current', 'Output current that stands for 1 in rule units.', {
    above: 0,
    max: 1e-3,
  }).exactOptional(),
}).superRefine((trace, context) => {
  if (trace.capacitance !== undefined && trace.area !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['area'],
      message: '"area" and "capacitance" both set the same capacitor; keep one of them',
    });
  }
});

const voltage = quantity('voltage', 'Voltage on the weight capacitor.', { min: 0, max: 20 });

const weightCircuit = section({
  capacitance: capacitance('Weight capacitor; chosen by the design when absent.').exactOptional(),
  range: z
    .tuple([voltage, voltage], {
      error: ({ code }) =>
        code === 'too_big' ? 'expected two voltages, low and high' : 'expected two voltages such as [0.6 V, 1.4 V]',
    })
    .meta({ description: 'Voltages that stand for weight 0 and 1.' })
    .superRefine(([low, high], context) => {
      if (low >= high)
        context.addIssue({
          code: 'custom',
          message: 'the voltage for weight 0 must be below the voltage for weight 1; swap or move them',
        });
    })
    .exactOptional(),
});

const size = z
  .string({ error: 'expected a size W/L in micrometres such as "5/2", or "1/8 x4" for four in parallel' })
  .regex(/^[0-9]+(?:\.[0-9]+)?\/[0-9]+(?:\.[0-9]+)?(?: x[1-9][0-9]{0,3})?$/, {
    error: 'expected a size W/L in micrometres such as "5/2", or "1/8 x4" for four in parallel',
  });

const circuitSchema = section({
  trace: traceCircuit.prefault({}),
  weight: weightCircuit.prefault({}),
  sizes: z
    .record(z.string(), size, { error: 'expected a section of device roles and sizes such as { trace-p: 5/2 }' })
    .meta({
      description:
        'Transistor sizes by role, instead of those of the process; `rulespice characterise` lists the roles.',
    })
    .default({}),
  pulse: quantity('duration', 'Duration of an event pulse.', { min: SHORTEST_PULSE, max: 0.1 }).prefault('0.5 ms'),
}).prefault({});

const QUANTITY = 'expected a quantity such as "tau", "window" or "a+", or a state of the rule such as "w"';

/** Names what a check compares; the names there are come from the vocabulary of quantities. */
export const quantitySchema = z
  .string({ error: QUANTITY })
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,31}(-[A-Za-z0-9_]{1,31}){0,3}[+-]?$/, { error: QUANTITY })
  .meta({
    description: 'What is compared: a state of the rule, or a number taken from a response or a learning window.',
  });

/** One item of `verify` as it is written; src/spec/checks.ts says what it means. */
export const checkSchema = section({
  quantity: quantitySchema,
  against: choice(['rule', 'model'], '`rule`: is the design good? `model`: do we understand it?'),
  metric: choice(
    ['nrmse', 'relative-error', 'difference', 'spread'],
    'How the difference is measured; inferred from the quantity when absent. `spread`: what noise does to a state.',
  ).exactOptional(),
  max: quantity('ratio', 'Largest allowed value of the metric.', { above: 0, max: 1 }),
  stimulus: choice(STIMULI, 'Experiment to measure on; chosen from the quantity when absent.').exactOptional(),
});

/** The sections one by one, so that what is right in one can be checked although another is wrong. */
export const sections = {
  rulespice: z
    .literal(1, { error: 'expected 1, the version of the format' })
    .meta({ description: 'Version of the format.' }),
  name: specName('trace-20ms').meta({ description: 'Names the run directory and the netlist.' }),
  description: paragraph(2000).meta({ description: 'One or two sentences for the report.' }).exactOptional(),
  rule: ruleSchema.meta({ description: 'The learning rule.' }),
  process: processSchema,
  circuit: circuitSchema,
  dut: dutSchema.exactOptional(),
  stimulus: stimulusSchema,
  verify: list(checkSchema, '[{ quantity: tau, against: rule, max: 3 % }]', { min: 1, max: 100 }),
  variations: variationsSchema,
  simulation: simulationSchema,
  network: networkSchema.exactOptional(),
};

export const specSchema = section(sections);
