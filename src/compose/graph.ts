import type { CellDefinition, Targets } from '../cells/cell.js';
import type { Claims, Purpose } from './claims.js';
import type { Composition, Instance, Output, ReferenceInput } from './composition.js';
import type { EventInput } from './events.js';
import type { InstanceName } from './instance-names.js';

/** A composition under way: cells are placed, and some of their ports may still be open. */
export interface Graph {
  readonly name: string;
  readonly title: string;
  readonly equations?: readonly string[];
  readonly unit?: Composition['unit'];
  readonly instances: readonly PlacedCell[];
  readonly events: readonly EventInput[];
  readonly references: readonly ReferenceInput[];
  readonly outputs: readonly Output[];
  /** The names that are taken; whoever makes a net or an instance takes its name here. */
  readonly claims: Claims;
}

/** A cell in the graph. */
export interface PlacedCell {
  readonly id: string;
  readonly element: string;
  readonly role: string;
  readonly cell: CellDefinition;
  /** Net by port; ports that are open have none. */
  readonly nets: Readonly<Record<string, string>>;
  /** Ports whose net has a name, and nothing that drives it yet. */
  readonly undriven: ReadonlySet<string>;
  readonly targets: Targets;
  readonly serves?: Instance['serves'];
  readonly shared?: true;
  readonly member?: string;
  /** What of the rule it is there for: a place in the spec, and the equation it makes. */
  readonly purpose: Purpose | undefined;
  readonly makes?: string;
}

/** One step of a graph towards a composition. */
export type GraphPass = (graph: Graph) => Graph;

/** The net of an input that only its own driver will drive, and the claim on it. */
export function ownNet({ claims }: Pick<Graph, 'claims'>, id: string, port: string): string {
  const net = `${id}_${port}`;
  claims.take('net', net, `the port ${port} of ${id}`);
  return net;
}

/** Takes the names of an instance. @param what it is, for messages */
export function takeInstance(
  claims: Claims,
  { id, element }: Pick<InstanceName, 'id' | 'element'>,
  what: string,
): void {
  claims.take('instance', id, what);
  claims.take('element', element, what);
}
