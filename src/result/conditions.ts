import { z } from 'zod';
import type { Conditions } from '../process/conditions.js';

/** The conditions of one simulation as they stand in a JSON result. */
export const conditionsShape = {
  process: z.string(),
  corner: z.string(),
  temperature: z.number().describe('degrees Celsius'),
  supply: z.number().describe('volts'),
  capacitor: z.number().exactOptional().describe('relative error of all capacitors; none when absent'),
  bias: z.number().exactOptional().describe('relative error of all reference currents; none when absent'),
  netlist: z.string().exactOptional().describe('which netlist of a drawn circuit; absent where there is one'),
};

export const conditionsSchema: z.ZodType<Conditions> = z.object(conditionsShape);
