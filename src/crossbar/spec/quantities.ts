import { FRACTION } from '../../result/verdict.js';

export const CROSSBAR_ACTIONS = ['read', 'write', 'disturb', 'margin', 'window', 'learn', 'classify'] as const;
export type CrossbarAction = (typeof CROSSBAR_ACTIONS)[number];

interface QuantityInfo {
  /** The command and section it belongs to. */
  readonly action: CrossbarAction;
  readonly unit: typeof FRACTION | '1' | 'J' | 'W';
  /** Whether small or large is good. */
  readonly bound: 'max' | 'min';
  readonly meaning: string;
  /** Compares the twin with SPICE, which is run for it only. */
  readonly spice?: true;
}

/** What can be checked. */
export const CROSSBAR_QUANTITIES = {
  'current-loss': {
    action: 'read',
    unit: FRACTION,
    bound: 'max',
    meaning: 'mean loss of bit-line current against ideal wires',
  },
  'product-error': {
    action: 'read',
    unit: FRACTION,
    bound: 'max',
    meaning: 'RMS error of the vector-matrix product, all causes',
  },
  'read-power': { action: 'read', unit: 'W', bound: 'max', meaning: 'power of the read, mean of the vectors' },
  'read-agreement': {
    action: 'read',
    unit: FRACTION,
    bound: 'max',
    meaning: 'largest relative difference of a bit-line current between twin and SPICE',
    spice: true,
  },
  'selected-change': {
    action: 'write',
    unit: '1',
    bound: 'min',
    meaning: 'smallest change of state of a selected cell',
  },
  'disturbed-change': {
    action: 'write',
    unit: '1',
    bound: 'max',
    meaning: 'largest change of state of any other cell',
  },
  'write-energy': { action: 'write', unit: 'J', bound: 'max', meaning: 'energy the sources deliver per pulse, mean' },
  'write-agreement': {
    action: 'write',
    unit: '1',
    bound: 'max',
    meaning: 'largest difference of a state between twin and SPICE',
    spice: true,
  },
  'cycles-to-level': {
    action: 'disturb',
    unit: '1',
    bound: 'min',
    meaning: 'cycles until the worst cell has lost one level, worst scheme',
  },
  'disturbed-change-after': {
    action: 'disturb',
    unit: '1',
    bound: 'max',
    meaning: 'largest change of a cell that is not selected after all cycles, worst scheme',
  },
  'read-margin': { action: 'margin', unit: FRACTION, bound: 'min', meaning: 'read margin of the largest array' },
  'largest-array': {
    action: 'margin',
    unit: '1',
    bound: 'min',
    meaning: 'largest of the sizes whose margin is the required one',
  },
  'window-potentiation': {
    action: 'window',
    unit: FRACTION,
    bound: 'min',
    meaning: 'largest rise of the weight when post fires after pre, share of the range',
  },
  'window-depression': {
    action: 'window',
    unit: FRACTION,
    bound: 'min',
    meaning: 'largest fall of the weight when post fires before pre, share of the range',
  },
  'lone-spike': {
    action: 'window',
    unit: FRACTION,
    bound: 'max',
    meaning: 'largest change of the weight by a spike of one neuron alone, share of the range',
  },
  'window-fidelity': {
    action: 'window',
    unit: FRACTION,
    bound: 'max',
    meaning: 'NRMSE of the window against the rule of the spec',
  },
  'window-agreement': {
    action: 'window',
    unit: FRACTION,
    bound: 'max',
    meaning: 'NRMSE of the window between twin and SPICE',
    spice: true,
  },
  'learned-error': {
    action: 'learn',
    unit: FRACTION,
    bound: 'max',
    meaning: 'RMS distance of the outputs from their targets over the last quarter, share of a target',
  },
  'learned-bias': {
    action: 'learn',
    unit: FRACTION,
    bound: 'max',
    meaning: 'RMS distance of the mean outputs of the last quarter from their targets, share of a target',
  },
  'wrong-bits': {
    action: 'learn',
    unit: '1',
    bound: 'max',
    meaning: 'output bits of all patterns whose mean over the last quarter has the wrong sign',
  },
  corruption: {
    action: 'learn',
    unit: '1',
    bound: 'max',
    meaning: 'largest change of a state by pulses that did not select its cell, all presentations together',
  },
  'learn-energy': {
    action: 'learn',
    unit: 'J',
    bound: 'max',
    meaning: 'energy the sources deliver for all write pulses',
  },
  'learn-agreement': {
    action: 'learn',
    unit: '1',
    bound: 'max',
    meaning:
      'largest difference of a state between twin and SPICE after every pattern was presented once, both ' +
      'in closed loop',
    spice: true,
  },
  'test-accuracy': {
    action: 'classify',
    unit: FRACTION,
    bound: 'min',
    meaning: 'right answers of the test, everything counted',
  },
  'train-accuracy': {
    action: 'classify',
    unit: FRACTION,
    bound: 'min',
    meaning: 'right answers while training, last epoch, everything counted',
  },
  'accuracy-lost': {
    action: 'classify',
    unit: FRACTION,
    bound: 'max',
    meaning: 'right answers of the test that an ideal array gives and this one does not, share of all',
  },
} as const satisfies Record<string, QuantityInfo>;

export type CrossbarQuantity = keyof typeof CROSSBAR_QUANTITIES;

/** The quantities of one action. */
export type QuantityOf<Action extends CrossbarAction> = {
  [Name in CrossbarQuantity]: (typeof CROSSBAR_QUANTITIES)[Name]['action'] extends Action ? Name : never;
}[CrossbarQuantity];

/** As `CROSSBAR_QUANTITIES[quantity]`, with every optional field. */
export function quantityInfo(quantity: CrossbarQuantity): QuantityInfo {
  return CROSSBAR_QUANTITIES[quantity];
}
