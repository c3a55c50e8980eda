import { z } from 'zod';
import { plainNumber, section } from './fields.js';
import { kind, tau } from './rule-fields.js';

/* A rule written out: states, and what events and time do to them. */

const EXPRESSION = 'expected a number or an expression such as "-0.5 * y"';
const expression = z.union([z.string(), z.number()], { error: EXPRESSION }).meta({
  description: 'Sum of products of numbers and states; `= 1` sets instead of adding.',
  examples: [1, '-0.5 * y', '0.1 * e * (1 - w)'],
});

const end = <const Value extends number>(value: Value) =>
  z.literal(value, { error: `expected ${value}: rule units run from 0 to 1` });

const state = section({
  decay: tau('Time constant of a trace.').exactOptional(),
  range: z
    .tuple([end(0), end(1)], { error: 'expected [0, 1]' })
    .meta({ description: 'Marks a weight.' })
    .exactOptional(),
  initial: plainNumber('Weight at the start, 0 to 1.', { min: 0, max: 1 }).exactOptional(),
});

export const explicitRule = section({
  kind: kind('explicit', 'A rule written out; the word may be left out.').optional(),
  states: z
    .record(z.string(), state, {
      error: 'expected a section of states such as { x: { decay: 20 ms }, w: { initial: 0.5 } }',
    })
    .refine((states) => Object.keys(states).length > 0, {
      error: 'expected at least one state such as x: { decay: 20 ms }',
    })
    .meta({ description: 'Decaying traces and weights, by name.' }),
  on: z
    .record(
      z.string(),
      z.record(z.string(), expression, {
        error: 'expected a section of states and what is added to them, such as { x: +1 }',
      }),
      {
        error: 'expected a section of events such as { pre: { x: +1 } }',
      },
    )
    .meta({ description: 'What each event adds to which state.' })
    .exactOptional(),
  drift: z
    .record(z.string(), expression, {
      error: 'expected a section of states and what is added to them per second, such as { w: -w / 10 s }',
    })
    .meta({ description: 'What is added to which state all the time, per second.' })
    .exactOptional(),
  outputs: z
    .record(z.string(), expression, {
      error: 'expected a section of outputs and what they show, such as { z: x / (x + y) }',
    })
    .meta({ description: 'What the rule shows of its states: sums of products, or a quotient of two.' })
    .exactOptional(),
  tick: tau('Period of the event "tick".').exactOptional(),
}).transform((rule) => ({ ...rule, kind: 'explicit' as const }));
