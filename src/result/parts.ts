/** How a part of a circuit is called among its predictions: `synapse block x1`. Names of instances have no space. */
export function partName({ part, member }: { readonly part: string; readonly member?: string }): string {
  if (part === 'all') return part;
  return `${part} block${member === undefined ? '' : ` ${member}`}`;
}

const PART = /^(\w+ block( \w+)?|all)$/;

/** What is predicted of every part, in the order of a table. */
export const PART_PROPERTIES = ['area', 'capacitance', 'decoupling', 'static power'] as const;

/** A prediction, as far as a table of parts reads it. */
interface Predicted {
  readonly instance: string;
  readonly property: string;
  readonly value: number;
  readonly unit: string;
}

/** One part of a circuit with what it takes, by property. */
export interface PartRow {
  readonly name: string;
  readonly takes: ReadonlyMap<string, Pick<Predicted, 'value' | 'unit'>>;
}

/** What the parts of a circuit take, from its predictions; empty for a circuit that was not sized here. */
export function partRows(predictions: readonly Predicted[]): PartRow[] {
  const names = new Set(predictions.map(({ instance }) => instance).filter((instance) => PART.test(instance)));
  const rows = [...names].map((name): PartRow => ({
    name,
    takes: new Map(predictions.filter(isOf(name)).map((row) => [row.property, row])),
  }));
  return rows.some(({ takes }) => takes.has('area')) ? rows.filter(({ takes }) => takes.size > 0) : [];
}

/** The predictions that say nothing of a part as a whole. */
export function otherPredictions<Row extends Predicted>(predictions: readonly Row[]): Row[] {
  const parts = partRows(predictions).map(({ name }) => name);
  return predictions.filter((row) => !parts.some((name) => isOf(name)(row)));
}

function isOf(part: string): (row: Predicted) => boolean {
  const properties: readonly string[] = PART_PROPERTIES;
  return ({ instance, property }) => instance === part && properties.includes(property);
}
