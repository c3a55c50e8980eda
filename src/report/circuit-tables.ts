import type { NetworkResult } from '../result/network.js';
import type { RuleResult } from '../result/rule.js';
import { formatQuantity } from '../units/format.js';
import { otherPredictions, PART_PROPERTIES, partRows } from '../result/parts.js';
import { columnsOf, type ShownTable } from './shown-table.js';
import { conditionsText, plainText } from './words.js';

/** What is known of a circuit before and beside its verdicts: predictions, sizes, the course of a trim. */
export function circuitTables({
  predictions,
  sizing,
  trim,
}: Pick<RuleResult | NetworkResult, 'predictions' | 'sizing' | 'trim'>): ShownTable[] {
  return [predictionTable(otherPredictions(predictions)), partTable(predictions), sizingTable(sizing), trimTable(trim)];
}

type Circuit = RuleResult | NetworkResult;

function predictionTable(predictions: Circuit['predictions']): ShownTable {
  return {
    title: 'Predictions',
    columns: columnsOf('Instance', 'Property', '#Value', '~Note'),
    rows: predictions.map(({ instance, property, value, unit, note = '' }) => [
      plainText(instance),
      plainText(property),
      number(value, unit),
      plainText(note),
    ]),
  };
}

/** What an array has many of, what it has once, and both. */
function partTable(predictions: Circuit['predictions']): ShownTable {
  return {
    title: 'Area, capacitance and static power',
    note: 'gates and capacitors, no wiring; one bias block serves every synapse of an array',
    columns: columnsOf('Part', '#Area', '#Capacitance', '#of it decoupling', '#Static power'),
    rows: partRows(predictions).map(({ name, takes }) => [
      plainText(name),
      ...PART_PROPERTIES.map((property) => {
        const taken = takes.get(property);
        return taken ? number(taken.value, taken.unit) : '';
      }),
    ]),
  };
}

function sizingTable(sizing: Circuit['sizing']): ShownTable {
  return {
    title: 'Sizing',
    note: `${sizing.length} elements`,
    folded: true,
    columns: columnsOf('Instance', 'Cell', 'Element', '#Value', '~Because'),
    rows: sizing.map(({ instance, cell, element, value, unit, because }) => [
      plainText(instance),
      plainText(cell),
      plainText(element),
      typeof value === 'number' ? number(value, unit) : plainText(`${value} ${unit}`),
      plainText(because),
    ]),
  };
}

function trimTable(trim: Circuit['trim']): ShownTable {
  return {
    title: 'Trim history',
    note: `${trim.length} steps`,
    folded: true,
    columns: columnsOf('#Step', 'Conditions', 'Quantity', '#Target', '#Measured', 'Bias', '#Set to'),
    rows: trim.map((row) => [
      String(row.iteration),
      conditionsText(row.conditions),
      plainText(row.quantity),
      number(row.target, row.unit),
      number(row.measured, row.unit),
      plainText(row.bias),
      number(row.biasValue, row.biasUnit),
    ]),
  };
}

function number(value: number, unit: string | undefined): string {
  return formatQuantity(value, plainText(unit ?? ''), 4);
}
