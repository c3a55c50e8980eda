import { commentLine } from '../deck/comment.js';
import { dutPorts, type Composition, type Instance } from '../compose/composition.js';
import { blocksOf, type Block } from '../compose/hierarchy.js';
import { partBudgets } from '../design/budget.js';
import type { Design } from '../design/design.js';
import { PART_NAMES } from '../result/parts.js';
import type { Device, Process } from '../process/process.js';
import { formatQuantity } from '../units/format.js';
import { referenceUnit, suppliedAs } from './reference-words.js';
import { renderCell } from './render.js';

/**
 * The device under test as hierarchical SPICE: one `.subckt` per distinct cell, one for each of its blocks, one for the
 * composition, and a header that says where every number comes from. No sources, no analyses: a designer drops it into
 * a schematic as it is.
 */
export function renderDut(design: Design, process: Process): string {
  const { composition } = design;
  const { texts, names } = renderCells(design, process);
  const blocks = blocksOf(composition);
  return [
    header(design, process),
    ...texts,
    ...blocks.map((block) => blockText(block, composition, names)),
    commentLine(composition.title),
    `.subckt ${subcircuitName(composition)} ${dutPorts(composition).join(' ')}`,
    ...(blocks.length === 0
      ? instanceLines(composition.instances, names)
      : blocks.map(({ element, ports, part }) => `${element} ${ports.join(' ')} ${subcircuitName(composition, part)}`)),
    `.ends ${subcircuitName(composition)}`,
    '',
  ].join('\n');
}

/** What an array has many of, and what it has once. */
const PARTS: Readonly<Record<Block['part'], string>> = {
  synapse: 'one synapse: its biases come from a block that an array shares',
  group: 'synapses that regulate each other: their biases come from a block of their own',
  bias: 'biases: one block serves every synapse of an array; the reference currents enter at the same nets',
};

/** A block as a subcircuit. */
function blockText({ part, ports, instances }: Block, of: Composition, names: ReadonlyMap<string, string>): string {
  const name = subcircuitName(of, part);
  return [
    commentLine(PARTS[part]),
    `.subckt ${name} ${ports.join(' ')}`,
    ...instanceLines(instances, names),
    `.ends ${name}`,
    '',
  ].join('\n');
}

/** What makes the rule, each part under its equation; then what serves it. */
function instanceLines(instances: readonly Instance[], names: ReadonlyMap<string, string>): string[] {
  const line = (instance: Instance): string => {
    const nets = instance.cell.ports.map((port) => instance.nets[port.name] ?? '').join(' ');
    return `${instance.element} ${nets} ${names.get(instance.id) ?? ''}`;
  };
  const parts = [...new Set(instances.map(({ makes }) => makes))].filter((makes) => makes !== undefined);
  const serving = instances.filter(({ makes }) => makes === undefined);
  return [
    ...parts.flatMap((part) => [commentLine(part), ...instances.filter(({ makes }) => makes === part).map(line)]),
    ...(parts.length > 0 && serving.length > 0 ? ['* complements of events'] : []),
    ...serving.map(line),
  ];
}

/** The distinct cells of a design as subcircuits, and the subcircuit of every instance. */
export function renderCells(
  design: Design,
  process: Process,
): { readonly texts: readonly string[]; readonly names: ReadonlyMap<string, string> } {
  const cells = new Map<string, string>();
  const names = new Map<string, string>();
  const { composition } = design;
  const taken = new Set([
    subcircuitName(composition),
    ...blocksOf(composition).map(({ part }) => subcircuitName(composition, part)),
  ]);
  for (const instance of composition.instances) {
    const sized = design.sized.get(instance.id);
    if (!sized) throw new Error(`instance ${instance.id} is not sized`);
    for (const name of subcircuitNames(instance)) {
      const text = renderCell(instance.cell, sized, name, process);
      const known = cells.get(name.toLowerCase());
      if (taken.has(name.toLowerCase()) || (known !== undefined && known !== text)) continue;
      cells.set(name.toLowerCase(), text);
      names.set(instance.id, name);
      break;
    }
  }
  return { texts: [...cells.values()], names };
}

/**
 * Equal cells share a subcircuit; the name carries the instance only where two of them differ, and a number where that
 * is another cell's: `kept` is a name for a state, and `dpi-kept` a cell.
 */
function* subcircuitNames({ id, cell }: Instance): Generator<string> {
  const shared = spiceName(cell.name);
  yield shared;
  yield `${shared}_${id}`;
  for (let number = 2; ; number += 1) yield `${shared}_${id}_${number}`;
}

/**
 * SPICE name of the composition's subcircuit, or that of one of its blocks. Cells that are called so have to give way.
 */
export function subcircuitName(composition: Composition, part: Block['part'] | 'top' = 'top'): string {
  return `${spiceName(composition.name)}_${part}`;
}

/** A name every simulator reads: Spectre and Xyce take no hyphen. */
function spiceName(name: string): string {
  return name.replace(/[^a-z0-9]+/g, '_');
}

/** Every transistor of a design, for the choice of model cards. */
export function devicesOf(design: Design): Device[] {
  return [...design.sized.values()].flatMap((sized) => Object.values(sized.devices));
}

function header(design: Design, process: Process): string {
  const { composition } = design;
  const { equations = [] } = composition;
  const lines = [
    commentLine(`${composition.name}: ${composition.title}`),
    commentLine(`generated by rulespice for ${process.title}; models: ${process.source} (${process.licence})`),
    ...(equations.length === 0 ? [] : ['*', '* the rule:', ...equations.map((line) => commentLine(`  ${line}`))]),
    '*',
    `* reference ` +
      `currents${design.references.some(({ direction }) => direction === 'voltage') ? ' and voltages' : ''}, ` +
      `to be supplied at the ports:`,
    ...design.references.map(({ net, direction, value, description, instance }) =>
      commentLine(
        `  ${net}: ${formatQuantity(value, referenceUnit(direction), 4)} ${suppliedAs(direction)}, ` +
          `${description} of ${instance}`,
      ),
    ),
    ...partLines(design),
    '* where the numbers come from:',
  ];
  // What an array repeats comes first, as in the netlist.
  for (const { id, element } of composition.instances.toSorted(bySharing)) {
    for (const note of design.sized.get(id)?.notes ?? []) {
      if (typeof note.value === 'number')
        lines.push(
          commentLine(`  ${element}.${note.element} = ${formatQuantity(note.value, note.unit, 4)}: ${note.because}`),
        );
    }
  }
  return [...lines, '*'].join('\n');
}

function bySharing(one: Instance, other: Instance): number {
  return Number(one.shared === true) - Number(other.shared === true);
}

/** What the unit of an array takes, and what its biases take once. */
function partLines(design: Design): string[] {
  const lines = partBudgets(design).map(({ part, area, capacitance, decoupling, current }) => {
    const held = decoupling > 0 ? ` (${formatQuantity(decoupling, 'F', 4)} of it decoupling)` : '';
    return commentLine(
      `  ${PART_NAMES[part]}: ${formatQuantity(area, 'm2', 4)}, ${formatQuantity(capacitance, 'F', 4)}${held}, ` +
        formatQuantity(current, 'A', 4),
    );
  });
  return ['* area of gates and capacitors without wiring, capacitance, supply current at rest:', ...lines];
}
