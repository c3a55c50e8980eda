import type { Encoding } from '../../compose/encoding.js';
import { seenStates, type DutSpec } from '../../spec/dut.js';

/** How the ports and nets of a drawn circuit stand for the states of its rule. */
export function encodingOf(dut: Pick<DutSpec, 'ports' | 'nodes'>): Encoding {
  const states = seenStates(dut);
  const currents = states.filter(({ kind }) => kind === 'current');
  return {
    traces: new Map(currents.map(({ state, range: [zero, one] }) => [state, one - zero])),
    rest: new Map(currents.map(({ state, range: [zero] }) => [state, zero])),
    voltages: new Map(
      states
        .filter(({ kind }) => kind === 'voltage')
        .map(({ state, range, fromRest }) => [state, { range, capacitance: NaN, ...(fromRest ? { fromRest } : {}) }]),
    ),
    gains: new Map(),
  };
}
