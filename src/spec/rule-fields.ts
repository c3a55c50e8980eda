import { z } from 'zod';
import { plainNumber, quantity, section } from './fields.js';

/* Fields that several kinds of rule have. */

export const tau = (description: string) => quantity('duration', description, { above: 0, max: 100 });
export const amplitude = (description: string) => plainNumber(description, { above: 0, max: 1 });
export const kind = <const Name extends string>(name: Name, description: string) =>
  z.literal(name).meta({ description });

/** Complains about keys that the chosen form needs and does not have, or has and does not know. */
export function fitForm(
  rule: { readonly form: string } & Readonly<Record<string, unknown>>,
  forms: Readonly<Record<string, readonly string[]>>,
  context: z.RefinementCtx,
): void {
  const fitting = forms[rule.form] ?? [];
  for (const key of new Set(Object.values(forms).flat())) {
    if (fitting.includes(key) && rule[key] === undefined)
      context.addIssue({ code: 'custom', path: ['form'], message: `the form "${rule.form}" needs "${key}"; add it` });
    if (!fitting.includes(key) && rule[key] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `the form "${rule.form}" has none; remove it or change the form`,
      });
  }
}

export const weight = section({
  initial: plainNumber('Weight at the start, 0 to 1.', { min: 0, max: 1 }).default(0.5),
}).prefault({});
