import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { ComposedSpec } from '../../src/compile.js';

/** Rise and fall time of events of our own circuits, s; what stands between is as long as SPICE counts it. */
const EDGE = 1e-6;

/** An example that rulespice composed, as a spec beside its netlist says it. */
export function drawnSpec(
  name: string,
  { design, dut, encoding, process, rule, spec }: ComposedSpec,
  processName: string,
): string {
  const written = parse(readFileSync(join('examples', `${name}.yaml`), 'utf8')) as Record<string, unknown>;
  const verify = (written['verify'] as { against: string; metric?: string }[]).filter(
    ({ against, metric }) => against === 'rule' && metric !== 'spread',
  );
  const range = (state: string, kind: string): unknown => {
    if (kind === 'voltage') return encoding.voltages.get(state)!.range.map((volts) => `${volts} V`);
    const rest = encoding.rest?.get(state) ?? 0;
    return [rest, rest + encoding.traces.get(state)!].map((current) => `${current} A`);
  };
  const at = `${process.constants.monitorVoltage} V`;
  const ports: Record<string, unknown> = { vdd: 'supply', vss: 'ground' };
  for (const { net, event } of dut.events) ports[net] = { event };
  for (const { net, direction, value } of dut.references)
    ports[net] = { bias: direction === 'voltage' ? `${value} V` : `${direction === 'to-ground' ? '-' : ''}${value} A` };
  for (const { net, kind, state } of dut.outputs)
    ports[net] = {
      state,
      range: range(state, kind),
      ...(kind === 'current' ? { at } : {}),
      ...(encoding.voltages.get(state)?.fromRest === true ? { zero: 'rest' } : {}),
    };
  expect(dut.events.some(({ late }) => late)).toBe(false);
  expect(rule.states.length).toBeGreaterThan(0);
  expect(design.composition.name).toBe(written['name']);
  return stringify({
    rulespice: 1,
    name: written['name'],
    rule: written['rule'],
    process: { ...(written['process'] as object), name: processName },
    dut: {
      netlist: 'stdp_synapse.spice',
      subcircuit: dut.subcircuit,
      pulse: `${spec.circuit.pulse - EDGE} s`,
      edge: `${EDGE} s`,
      rest: '10 ms',
      ports,
    },
    stimulus: written['stimulus'],
    verify,
  });
}
