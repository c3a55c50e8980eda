import { sizeCell } from '../cells/sized.js';
import type { DesignContext, SizedCell, Targets, Trim } from '../cells/cell.js';
import type { Composition, Instance, ReferenceInput } from '../compose/composition.js';
import { DesignRefusal } from '../process/process.js';

/** A composition with every number filled in. Reference currents are the knobs that may still be trimmed. */
export interface Design {
  readonly composition: Composition;
  readonly sized: ReadonlyMap<string, SizedCell>;
  readonly references: readonly SizedReference[];
}

export interface SizedReference extends ReferenceInput {
  /** amperes, volts where the direction is `voltage` */
  readonly value: number;
  readonly trims?: Trim;
  readonly description: string;
}

/**
 * Sizes every instance of a composition: functional cells from their targets, then the cells that serve them.
 * Uses DC characterisation only. Throws DesignRefusal naming the instance that physics forbids.
 */
export function designComposition(composition: Composition, context: DesignContext): Design {
  const sized = new Map<string, SizedCell>();
  const size = (instance: Instance, targets: Targets): void => {
    try {
      sized.set(instance.id, sizeCell(instance.cell, targets, context));
    } catch (error) {
      if (!(error instanceof DesignRefusal)) throw error;
      throw new DesignRefusal(`${instance.id} (${instance.cell.name}): ${error.reason}`, error.wayOut);
    }
  };
  // Serving cells need the currents of those they serve; a served cell may itself serve, so go round until all are
  // sized.
  let waiting = [...composition.instances];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ serves }) => serves === undefined || sized.has(serves.instance));
    if (ready.length === 0)
      throw new Error(`instances serve each other in a circle: ${waiting.map(({ id }) => id).join(', ')}`);
    for (const instance of ready) {
      const current = instance.serves && referenceValue(sized, instance.serves.instance, instance.serves.reference);
      size(instance, current === undefined ? instance.targets : { ...instance.targets, current });
    }
    waiting = waiting.filter((instance) => !ready.includes(instance));
  }
  const references = composition.references.map((reference) => {
    const owner = composition.instances.find(({ id }) => id === reference.instance);
    const definition = owner?.cell.currents.find(({ name }) => name === reference.reference);
    if (!owner || !definition)
      throw new Error(`no cell defines the reference ${reference.reference} of ${reference.instance}`);
    return {
      ...reference,
      value: referenceValue(sized, reference.instance, reference.reference),
      description: definition.description,
      ...trimOf(composition, owner, reference.reference),
    };
  });
  return { composition, sized, references };
}

/** The same silicon with other reference currents, keyed by DUT port. */
export function withReferences(design: Design, values: ReadonlyMap<string, number>): Design {
  return {
    ...design,
    references: design.references.map((reference) => ({
      ...reference,
      value: values.get(reference.net) ?? reference.value,
    })),
  };
}

/**
 * The same circuit as other silicon has it: all capacitors and all reference currents off by these relative errors.
 * Reference voltages stay.
 */
export function withTolerances(
  design: Design,
  { capacitor = 0, bias = 0 }: { readonly capacitor?: number; readonly bias?: number },
): Design {
  if (capacitor === 0 && bias === 0) return design;
  const scaled = (values: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value * (1 + capacitor)]));
  return {
    ...design,
    sized: new Map([...design.sized].map(([id, sized]) => [id, { ...sized, parameters: scaled(sized.parameters) }])),
    references: design.references.map((reference) =>
      reference.direction === 'voltage' ? reference : { ...reference, value: reference.value * (1 + bias) },
    ),
  };
}

/** A current that is passed on from cell to cell is trimmed for the cell that asked for it. */
function trimOf(composition: Composition, owner: Instance, name: string): { trims?: Trim } {
  if (owner.serves) {
    const asker = composition.instances.find(({ id }) => id === owner.serves?.instance);
    if (asker) return trimOf(composition, asker, owner.serves.reference);
  }
  const trims = owner.cell.currents.find((current) => current.name === name)?.trims;
  return trims ? { trims } : {};
}

function referenceValue(sized: ReadonlyMap<string, SizedCell>, instance: string, name: string): number {
  const value = sized.get(instance)?.references[name];
  if (value === undefined) throw new Error(`the design of ${instance} gives no reference "${name}"`);
  return value;
}
