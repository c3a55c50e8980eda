import type { Composition, Instance } from '../compose/composition.js';
import { blocksOf, type Block } from '../compose/hierarchy.js';
import { commentLine } from '../deck/comment.js';

/** A block in its circuit, and the subcircuit that it is an instance of. */
export interface PlacedBlock {
  readonly block: Block;
  readonly subcircuit: string;
}

/** The blocks of a composition as subcircuits; blocks that are alike share one. @param cells subcircuit by instance */
export function renderBlocks(
  composition: Composition,
  cells: ReadonlyMap<string, string>,
): { readonly texts: readonly string[]; readonly placed: readonly PlacedBlock[] } {
  const texts = new Map<string, string>();
  const placed = blocksOf(composition).map((block): PlacedBlock => {
    for (const subcircuit of blockNames(composition, block)) {
      const text = blockText(block, subcircuit, cells);
      if ((texts.get(subcircuit) ?? text) !== text) continue;
      texts.set(subcircuit, text);
      return { block, subcircuit };
    }
    throw new Error(`no name is left for ${block.element}`);
  });
  return { texts: [...texts.values()], placed };
}

/** SPICE name of the composition's subcircuit. Cells that are called so have to give way. */
export function subcircuitName(composition: Composition): string {
  return `${spiceName(composition.name)}_top`;
}

/** Every name that the composition and its blocks may have. */
export function outerNames(composition: Composition): string[] {
  return [
    subcircuitName(composition),
    ...blocksOf(composition).flatMap((block) => [...blockNames(composition, block)]),
  ];
}

/** A name every simulator reads: Spectre and Xyce take no hyphen. */
export function spiceName(name: string): string {
  return name.replace(/[^a-z0-9]+/g, '_');
}

/** The instance of a block; what a synapse of a group makes of the rule stands here, where it differs. */
export function placedLines({ block, subcircuit }: PlacedBlock): string[] {
  const made = block.member === undefined ? [] : [...new Set(block.instances.map(({ makes }) => makes ?? ''))];
  return [
    ...made.filter((makes) => makes !== '').map(commentLine),
    `${block.element} ${block.ports.join(' ')} ${subcircuit}`,
  ];
}

/** What makes the rule, each part under its equation; then what serves it. */
export function cellLines(
  instances: readonly Instance[],
  cells: ReadonlyMap<string, string>,
  { netOf, elementOf, member }: Pick<Block, 'netOf' | 'elementOf' | 'member'> = PLAIN,
): string[] {
  // A synapse of a group is like the others: what it makes of the rule is said where it is placed.
  const made = ({ makes }: Instance): string | undefined => (member === undefined ? makes : undefined);
  const line = (instance: Instance): string => {
    const nets = instance.cell.ports.map((port) => netOf(instance.nets[port.name] ?? '')).join(' ');
    return `${elementOf(instance)} ${nets} ${cells.get(instance.id) ?? ''}`;
  };
  const parts = [...new Set(instances.map(made))].filter((makes) => makes !== undefined);
  const serving = instances.filter((instance) => made(instance) === undefined);
  return [
    ...parts.flatMap((part) => [
      commentLine(part),
      ...instances.filter((instance) => made(instance) === part).map(line),
    ]),
    ...(parts.length > 0 && serving.length > 0 ? ['* complements of events'] : []),
    ...serving.map(line),
  ];
}

const PLAIN: Pick<Block, 'netOf' | 'elementOf'> = { netOf: (net) => net, elementOf: ({ element }) => element };

/** What an array has many of, and what it has once. */
const PARTS: Readonly<Record<Block['part'], string>> = {
  synapse: 'one synapse: its biases come from a block that an array shares',
  group: 'what the synapses of a group have in common',
  bias: 'biases: one block serves every synapse of an array; the reference currents enter at the same nets',
};

function* blockNames({ name }: Composition, { part, member }: Block): Generator<string> {
  yield `${spiceName(name)}_${part}`;
  if (member !== undefined) yield `${spiceName(name)}_${part}_${member}`;
}

function blockText(block: Block, subcircuit: string, cells: ReadonlyMap<string, string>): string {
  const { part, ports, instances } = block;
  return [
    commentLine(PARTS[part]),
    `.subckt ${subcircuit} ${ports.map(block.netOf).join(' ')}`,
    ...cellLines(instances, cells, block),
    `.ends ${subcircuit}`,
    '',
  ].join('\n');
}
