import type { RuleSpec } from '../rule/parameters.js';
import type { Check, Quantity, StimulusSpec } from './types.js';

export type StimulusName = NonNullable<Check['stimulus']>;

interface QuantityInfo {
  readonly kinds: readonly RuleSpec['kind'][];
  readonly metric: Check['metric'];
  /** Experiments the quantity can be measured on, the preferred one first. */
  readonly stimuli: readonly StimulusName[];
}

const TRAINS = ['spikes', 'poisson', 'csv'] as const;

/** Which rules have a quantity, how it is compared and where it is measured. */
export const QUANTITIES: Readonly<Record<Quantity, QuantityInfo>> = {
  tau: { kinds: ['trace'], metric: 'relative-error', stimuli: ['impulse'] },
  peak: { kinds: ['trace'], metric: 'relative-error', stimuli: ['impulse'] },
  x: { kinds: ['trace', 'stdp'], metric: 'nrmse', stimuli: [...TRAINS, 'impulse'] },
  y: { kinds: ['stdp'], metric: 'nrmse', stimuli: TRAINS },
  w: { kinds: ['stdp'], metric: 'nrmse', stimuli: TRAINS },
  window: { kinds: ['stdp'], metric: 'nrmse', stimuli: ['window'] },
  a_plus: { kinds: ['stdp'], metric: 'relative-error', stimuli: ['window'] },
  a_minus: { kinds: ['stdp'], metric: 'relative-error', stimuli: ['window'] },
  tau_plus: { kinds: ['stdp'], metric: 'relative-error', stimuli: ['window'] },
  tau_minus: { kinds: ['stdp'], metric: 'relative-error', stimuli: ['window'] },
  // How far a closed-loop trim had to move a bias from the design: a circuit that needs 20 % is not the one that was designed.
  trim: { kinds: ['trace', 'stdp'], metric: 'relative-error', stimuli: ['impulse'] },
};

/** Spellings accepted in a spec and the names used inside. */
export const QUANTITY_NAMES: ReadonlyMap<string, Quantity> = new Map([
  ...(Object.keys(QUANTITIES) as Quantity[]).map((name): [string, Quantity] => [name, name]),
  ['a+', 'a_plus'], ['a-', 'a_minus'], ['tau+', 'tau_plus'], ['tau-', 'tau_minus'],
]);

/** The experiment a check is measured on: its own `stimulus`, else the preferred one present; undefined when there is none. */
export function stimulusOf(check: Pick<Check, 'quantity' | 'stimulus'>, stimulus: StimulusSpec): StimulusName | undefined {
  return check.stimulus ?? QUANTITIES[check.quantity].stimuli.find((name) => name === 'impulse' || stimulus[name] !== undefined);
}
