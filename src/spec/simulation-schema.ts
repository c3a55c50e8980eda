import { z } from 'zod';
import { choice, plainNumber, quantity, section, wholeNumber, yesOrNo } from './fields.js';
import { REFUSED_OPTIONS, TUNABLE_OPTIONS, type TunableOption } from './simulator-option-lists.js';
import { adviceFor, allowedValues } from './simulator-options.js';

/**
 * The simulator options a spec may set; a refused one is named with its reason, by loading and by editors.
 * The values that parse are harmless or flagged (src/spec/simulator-options.ts).
 */
const optionsSchema = section<Readonly<Record<string, z.ZodExactOptional<z.ZodType<number | string>>>>>(
  Object.fromEntries([
    ...TUNABLE_OPTIONS.map((option) => [option.name, valueOf(option).exactOptional()]),
    ...REFUSED_OPTIONS.flatMap(({ names, because }) =>
      names.map((name) => [
        name,
        z
          .never({ error: `no spec may set it, because it ${because}` })
          .meta({ description: `Refused: it ${because}.` })
          .exactOptional(),
      ]),
    ),
  ]),
  TUNABLE_OPTIONS.map(({ name }) => name),
);

function valueOf(option: TunableOption) {
  const { description, whole, effect } = option;
  const allowed = allowedValues(option);
  const [first, last] = allowed;
  if (typeof first === 'string') return choice(allowed as [string, ...string[]], description);
  // A limit of iterations is only a sane number; every other bound has its reason.
  const because = option.flagged || first === last ? `it ${effect}; ${adviceFor(option)}` : '';
  if (whole) return wholeNumber(description, first, Number(last), because);
  return first === Number.MIN_VALUE
    ? plainNumber(description, { above: 0, max: Number(last) }, because)
    : plainNumber(description, { min: Number(first), max: Number(last) }, because);
}

export const simulationSchema = section({
  timeout: quantity('duration', 'Wall-clock limit of one simulation.', { above: 0, max: 86_400 }).prefault('60 s'),
  options: optionsSchema.prefault({}),
  trim: yesOrNo('Correct the biases in closed loop before verifying.').default(false),
  numerics: section({
    tolerance: quantity('ratio', 'How far a result may move, as a share of its limit.', { above: 0, max: 1 }).prefault(
      '10 %',
    ),
  })
    .meta({ description: 'Measure every verdict again with half the time step and on a second engine.' })
    .exactOptional(),
}).prefault({});
