import { z } from 'zod';
import { conditionsShape } from '../../result/conditions.js';

const text = z.string();
const { corner, temperature, supply, capacitor, bias, netlist } = conditionsShape;
const engine = z.strictObject({ name: text, version: text });

const status = z.enum(['identical', 'same', 'different']).describe('to the last digit; within the tolerance; or not');

const replayedRun = z.strictObject({
  run: text.describe('its folder'),
  spec: text,
  experiment: text,
  corner,
  temperature,
  supply,
  capacitor,
  bias,
  netlist,
  sample: z.int().optional(),
  recorded: engine,
  engine: engine.describe('what simulated now'),
  edited: z.boolean().describe('the deck is not the one that was recorded'),
  problems: z
    .array(text)
    .describe('why the record cannot be what was simulated: it was changed, or ends elsewhere; then it is different'),
  status,
  tolerance: z.number().describe('share of the range'),
  vectors: z.array(
    z.strictObject({
      name: text,
      share: z
        .number()
        .nullable()
        .describe('root mean square of the difference over the range; null where times are missing'),
      largest: z.number().nullable().describe('largest difference, V or A'),
      at: z.number().describe('seconds'),
    }),
  ),
});

/** What `rulespice replay --json` prints. */
export const replayResult = z.strictObject({
  status: status.describe('the worst of the runs'),
  runs: z.array(replayedRun),
});

export type ReplayedRun = z.output<typeof replayedRun>;
export type ReplayResult = z.output<typeof replayResult>;
