import type { Dut } from '../netlist/dut.js';
import type { PredictionRow, SizingRow } from '../report/types.js';

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

/** What the design predicts of itself, and the total area and power; empty for a circuit that was not sized here. */
export function predictionRows({ design }: Dut): PredictionRow[] {
  if (!design) return [];
  const rows = [...design.sized].flatMap(([instance, { predictions }]) =>
    predictions.map((prediction) => ({ instance, ...prediction })),
  );
  const total = (property: string): number =>
    rows.filter((row) => row.property === property).reduce((sum, row) => sum + row.value, 0);
  return [
    ...rows,
    { instance: 'all', property: 'area', value: total('area'), unit: 'm2', note: 'gates and capacitors, no wiring' },
    {
      instance: 'all',
      property: 'static power',
      value: total('static power'),
      unit: 'W',
      note: 'reference currents only',
    },
  ];
}
