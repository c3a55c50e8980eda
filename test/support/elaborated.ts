import type { Composition } from '../../src/compose/composition.js';
import { elaborate, type Elaboration } from '../../src/compose/elaborate.js';
import { loadProcess } from '../../src/process/load.js';
import { ruleOf } from '../../src/rule/language.js';
import type { RuleSource } from '../../src/rule/source.js';
import type { CircuitSpec } from '../../src/spec/types.js';

/** Rules made into cells on sky130, and states to make rules of. */

const process = loadProcess('sky130');
export const circuit: CircuitSpec = { trace: {}, weight: {}, sizes: {}, pulse: 0.5e-3 };
export const x = { decay: 20e-3 };
export const y = { decay: 30e-3 };
export const w = { range: [0, 1] as const, initial: 0.5 };

export function built(source: RuleSource, given: Partial<CircuitSpec> = {}): Elaboration {
  return elaborate('test', ruleOf(source, 'explicit'), { circuit: { ...circuit, ...given }, process, temperature: 27 });
}

/** Cell and nets of an instance: `gated-sink in=y_syn on=pre`. */
export function nets(composition: Composition, id: string, ports: readonly string[]): string {
  const instance = composition.instances.find((candidate) => candidate.id === id);
  if (!instance) throw new Error(`no ${id}; there are ${composition.instances.map((one) => one.id).join(', ')}`);
  return [instance.cell.name, ...ports.map((port) => `${port}=${instance.nets[port] ?? '-'}`)].join(' ');
}
