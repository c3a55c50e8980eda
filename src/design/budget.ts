import type { Instance } from '../compose/composition.js';
import { blocksOf, type Block } from '../compose/hierarchy.js';
import type { Design } from './design.js';

/** What a circuit takes, or a part of it: gates and capacitors without wiring, and what flows while nothing happens. */
export interface Budget {
  /** m2 */
  readonly area: number;
  /** F */
  readonly capacitance: number;
  /** Part of the capacitance that only holds a bias still, F. */
  readonly decoupling: number;
  /** A, while nothing happens: reference currents in the bias cells, and their copies elsewhere. */
  readonly current: number;
}

/** What one part of a circuit takes; `all` is the sum. */
export interface PartBudget extends Budget {
  readonly part: Block['part'] | 'all';
  /** Which synapse of a group. */
  readonly member?: string;
}

/** What every instance takes, by id. */
export function instanceBudgets(design: Design): ReadonlyMap<string, Budget> {
  const carried = new Map(
    design.references.filter(({ direction }) => direction !== 'voltage').map(({ net, value }) => [net, value]),
  );
  return new Map(design.composition.instances.map((instance) => [instance.id, budgetOf(instance, design, carried)]));
}

/** What the unit of an array takes, what its biases take once, and both together. */
export function partBudgets(design: Design): PartBudget[] {
  const { composition } = design;
  const each = instanceBudgets(design);
  const of = (part: PartBudget['part'], instances: readonly Instance[]): PartBudget => {
    const budgets = instances.flatMap(({ id }) => each.get(id) ?? []);
    const sum = (name: keyof Budget): number => budgets.reduce((total, budget) => total + budget[name], 0);
    return {
      part,
      area: sum('area'),
      capacitance: sum('capacitance'),
      decoupling: sum('decoupling'),
      current: sum('current'),
    };
  };
  return [
    ...blocksOf(composition).map(({ part, member, instances }) => ({
      ...of(part, instances),
      ...(member === undefined ? {} : { member }),
    })),
    of('all', composition.instances),
  ];
}

/** @param carried current of every net that a reference current enters, A */
function budgetOf({ id, cell, nets }: Instance, { sized }: Design, carried: ReadonlyMap<string, number>): Budget {
  const { parameters = {}, predictions = [] } = sized.get(id) ?? {};
  const sum = (names: readonly string[]): number => names.reduce((total, name) => total + (parameters[name] ?? 0), 0);
  const current = cell.ports.reduce((total, { name, reference, copies = 0 }) => {
    const times = reference === undefined ? copies : 1;
    return total + times * (carried.get(nets[name] ?? '') ?? 0);
  }, 0);
  return {
    area: predictions.find(({ property }) => property === 'area')?.value ?? 0,
    capacitance: sum(cell.parameters.map(({ name }) => name)),
    decoupling: sum(cell.parameters.filter(({ decouples }) => decouples === true).map(({ name }) => name)),
    current,
  };
}
