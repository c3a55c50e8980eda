import type { ListedConditions, VariationsSpec } from './types.js';

/** The conditions of a spec one by one; what one leaves out is nominal. `{}` alone is the nominal ones. */
export function listedConditions({
  corners,
  temperatures,
  supplies,
  capacitors,
  biases,
  grid,
  list,
}: Pick<
  VariationsSpec,
  'corners' | 'temperatures' | 'supplies' | 'capacitors' | 'biases' | 'grid' | 'list'
>): ListedConditions[] {
  if (list) return [...list];
  const axes: readonly (readonly ListedConditions[])[] = [
    corners.map((corner) => ({ corner })),
    temperatures.map((temperature) => ({ temperature })),
    supplies.map((supply) => ({ supply })),
    capacitors.map((capacitor) => ({ capacitor })),
    biases.map((bias) => ({ bias })),
  ];
  if (grid === 'one-at-a-time') return [{}, ...axes.flat()];
  return axes.reduce<ListedConditions[]>(
    (found, axis) => (axis.length === 0 ? found : found.flatMap((rest) => axis.map((one) => ({ ...rest, ...one })))),
    [{}],
  );
}
