import { z } from 'zod';
import { documentShape } from './document.js';
import type { Immutable } from './immutable.js';
import { circuitShape } from './rule.js';

const text = z.string();
const number = z.number().nullable();

const byRoad = <T extends z.ZodType>(value: T) =>
  z.object({ rule: value.exactOptional(), model: value.exactOptional(), circuit: value.exactOptional() });
const againstRoad = z.object({ rule: number.exactOptional(), model: number.exactOptional() });

/** Neurons and synapses in closed loop, on every road that was run. */
export const networkResultSchema = z.object({
  kind: z.literal('network'),
  ...documentShape,
  ...circuitShape,
  duration: z.number().describe('s'),
  neurons: z.array(
    z.object({
      name: text,
      driven: z.boolean().describe('by a synapse; the others are the same on every road'),
      spikes: byRoad(z.array(z.number())).describe('spike times, s'),
      difference: againstRoad.describe(
        'largest time between a spike of the circuit and its partner, s; null without spikes',
      ),
    }),
  ),
  synapses: z.array(
    z.object({
      from: text,
      to: text,
      final: byRoad(number).describe('weight at the end, rule units'),
      error: againstRoad.describe("NRMSE of the circuit's weight, a fraction; null where the reference never moves"),
    }),
  ),
});

export type NetworkResult = Immutable<z.infer<typeof networkResultSchema>>;
