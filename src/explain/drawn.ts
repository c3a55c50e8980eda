import { conditionGrid, drawn, type CompiledSpec } from '../compile.js';
import type { PlacedTransistor } from '../nonideality/placed-transistor.js';
import { stimulusOf } from '../quantities/vocabulary.js';
import { equations } from '../rule/equations.js';
import { sourceOf } from '../rule/presets.js';
import { sourceText } from '../rule/print.js';
import type { DutPort, DutSpec } from '../spec/dut.js';
import type { Spec } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import type { DrawnCheck, DrawnExplanation, DrawnNetlist } from './types.js';

/**
 * Explains a spec whose circuit somebody drew: what each port is taken for, what its netlists hold, and what will be
 * checked of it. Nothing is simulated.
 *
 * @throws UserError for what is wrong in the netlists or in what the spec says of them
 */
export function explainDrawn(spec: Spec, dut: DutSpec): DrawnExplanation {
  const compiled = drawn(spec, dut);
  const conditions = conditionGrid(spec, compiled.process).length / dut.netlists.length;
  return {
    spec: spec.name,
    rule: compiled.rule.kind,
    equations: equations(compiled.rule),
    source: spec.rule.kind === 'lif' ? '' : sourceText(sourceOf(spec.rule)),
    process: compiled.process.name,
    ports: portsOf(dut, compiled),
    netlists: dut.netlists.map(({ name, file }) => netlistOf(name, file, compiled)),
    checks: spec.verify.map((check): DrawnCheck => {
      const stimulus = stimulusOf(check, compiled);
      const { quantity, against, metric, max } = check;
      return { quantity, against, metric, max, ...(stimulus === undefined ? {} : { stimulus }) };
    }),
    conditions,
    warnings: compiled.dut.warnings ?? [],
  };
}

function netlistOf(name: string | undefined, file: string, { dut, conditions }: CompiledSpec): DrawnNetlist {
  const one = dut.under({ ...conditions, ...(name === undefined ? {} : { netlist: name }) });
  const { transistors } = one.varied();
  return {
    ...(name === undefined ? {} : { name }),
    file,
    subcircuit: one.subcircuit,
    transistors: (['nfet', 'pfet'] as const).map((polarity) => {
      const alike = transistors.filter((transistor: PlacedTransistor) => transistor.polarity === polarity);
      return {
        polarity,
        number: alike.length,
        area: alike.reduce((sum, { area }) => sum + area, 0),
        libraryMismatch: alike.filter((transistor) => transistor.libraryMismatch?.() !== undefined).length,
      };
    }),
  };
}

/** What the spec says of every port and of every net inside, in words. */
function portsOf({ ports, nodes }: DutSpec, { conditions }: CompiledSpec): DrawnExplanation['ports'] {
  const supply = formatQuantity(conditions.supply, 'V');
  return [
    ...Object.entries(ports).map(([port, role]) => ({ port, is: wordsOf(role, supply) })),
    ...Object.entries(nodes).map(([port, role]) => ({ port, is: `inside; ${wordsOf(role, supply)}` })),
  ];
}

function wordsOf(role: DutPort, supply: string): string {
  const volts = (value: number): string => formatQuantity(value, 'V');
  switch (role.role) {
    case 'supply':
      return `supply, ${role.voltage === undefined ? `${supply} nominal` : volts(role.voltage)}`;
    case 'ground':
      return 'ground, 0 V';
    case 'event': {
      const low = role.active === 'low';
      const [rest, up] = role.levels?.map(volts) ?? (low ? [supply, '0 V'] : ['0 V', supply]);
      return `event ${role.event}: ${rest} at rest, ${up} while it lasts`;
    }
    case 'complement':
      return `complement of ${role.of}`;
    case 'bias':
      if ('voltage' in role) return `bias, ${volts(role.voltage)}`;
      return `bias, ${formatQuantity(Math.abs(role.current), 'A')} ${flow(role.current)}`;
    case 'state': {
      const unit = role.kind === 'current' ? 'A' : 'V';
      const [zero, one] = role.range.map((value) => formatQuantity(value, unit));
      return `state ${role.state}: 0 is ${role.fromRest ? 'where it stands at the start' : zero}, 1 is ${one}`;
    }
    case 'input':
      return `input of a neuron, current flows ${role.flows}`;
    case 'spike':
      return `spikes of a neuron, ${role.edge} edge`;
    case 'output':
      return role.load > 0 ? `output with ${formatQuantity(role.load, 'F')}` : 'output, nothing at it';
  }
}

function flow(current: number): string {
  return current < 0 ? 'out of it to ground' : 'into it';
}
