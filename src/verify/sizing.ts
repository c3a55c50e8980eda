import type { CompiledSpec } from '../compile.js';
import { instanceBudgets, partBudgets } from '../design/budget.js';
import type { Dut } from '../netlist/dut.js';
import { partName, type PART_PROPERTIES } from '../result/parts.js';
import type { PredictionRow, SizingRow } from '../result/rule.js';

/**
 * The sizing table: every device, capacitor and bias with the equation that gave it; empty for a circuit that was not
 * sized here.
 */
export function sizingRows({ design }: Dut): SizingRow[] {
  if (!design) return [];
  const { composition, sized } = design;
  return composition.instances.flatMap((instance) =>
    (sized.get(instance.id)?.notes ?? []).map((note) => ({ instance: instance.id, cell: instance.cell.name, ...note })),
  );
}

/**
 * What the design predicts of itself, and what its parts take: the unit of an array, the biases that its units share,
 * and both together. Empty for a circuit that was not sized here.
 */
export function predictionRows({
  dut: { design },
  conditions,
}: Pick<CompiledSpec, 'dut' | 'conditions'>): PredictionRow[] {
  if (!design) return [];
  const power = (current: number): number => current * conditions.supply;
  const budgets = instanceBudgets(design);
  return [
    ...[...design.sized].flatMap(([instance, { predictions }]) => [
      ...predictions.map((prediction) => ({ instance, ...prediction })),
      ...staticPower(instance, power(budgets.get(instance)?.current ?? 0)),
    ]),
    ...partBudgets(design).flatMap(({ area, capacitance, decoupling, current, ...part }) => {
      const row = (property: (typeof PART_PROPERTIES)[number], value: number, unit: string, note: string) => ({
        instance: partName(part),
        property,
        value,
        unit,
        note,
      });
      return [
        row('area', area, 'm2', 'gates and capacitors, no wiring'),
        row('capacitance', capacitance, 'F', 'capacitors, no gates'),
        row('decoupling', decoupling, 'F', 'of the capacitance, what only holds biases still'),
        row('static power', power(current), 'W', STATIC),
      ];
    }),
  ];
}

const STATIC = 'reference currents, and their copies that flow at rest';

function staticPower(instance: string, value: number): PredictionRow[] {
  return value > 0 ? [{ instance, property: 'static power', value, unit: 'W', note: 'at rest' }] : [];
}
