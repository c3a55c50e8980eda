import type { Measurement } from '../../compare/measurement.js';
import { weightState, type Rule } from '../../rule/rule.js';
import { seenStates } from '../../spec/dut.js';
import type { Spec } from '../../spec/types.js';
import { formatQuantity } from '../../units/format.js';
import type { Evidence } from '../quantity.js';
import { changeOf, windowPoints } from './changes.js';

/**
 * Whether one side of a learning window is nothing but what its events do by themselves: charge that edges inject.
 * @param direction +1 for post after pre
 * @returns why it is no learning; undefined where it is, where the rule asks for nothing, or where no event was seen
 *   alone
 */
export function noLearning(
  { circuit, other, alone = [], rule, spec }: Evidence,
  direction: 1 | -1,
): string | undefined {
  const [found, wanted] = [windowPoints(circuit, rule), windowPoints(other, rule)];
  const side = [...found.dt.keys()].filter((index) => Math.sign(found.dt[index] ?? 0) === direction);
  const asked = side.map((index) => wanted.change[index] ?? 0);
  if (side.length === 0 || alone.length === 0 || asked.every((change) => change === 0)) return undefined;
  const blanks = alone.map((recording) => changeOf(recording, rule));
  const together = blanks.reduce((sum, change) => sum + change, 0);
  const blank = Math.max(...blanks.map(Math.abs), Math.abs(together));
  const moved = side.map((index) => found.change[index] ?? NaN);
  if (moved.some((change) => Math.abs(change - together) > blank)) return undefined;
  const largest = moved.reduce((most, change) => (Math.abs(change) > Math.abs(most) ? change : most), 0);
  const [name, sign] = [sideName(asked), direction > 0 ? '>' : '<'];
  return (
    `no ${name}: the weight moves by at most ${changeText(largest, spec, rule)} at any dt ${sign} 0, and by ` +
    `${changeText(together, spec, rule)} by the same two events without each other ` +
    `(blank: ${blanks.map((change) => changeText(change, spec, rule)).join(' and ')})`
  );
}

/** A check of a side that learns nothing is as wrong as can be. */
export function failedBy(reason: string, measurement: Measurement): Measurement {
  return { ...measurement, measured: Math.max(1, measurement.measured ?? 1), reason, headline: true };
}

/** A change of the weight: in volts where a port of a drawn circuit carries it, in rule units otherwise. */
export function changeText(change: number, { dut }: Pick<Spec, 'dut'>, rule: Rule): string {
  const carrier = dut && seenStates(dut).find(({ state }) => state === weightState(rule)?.name);
  if (!carrier) return formatQuantity(change, '', 3);
  const [zero, one] = carrier.range;
  return formatQuantity(change * (one - zero), carrier.kind === 'voltage' ? 'V' : 'A', 3);
}

function sideName(asked: readonly number[]): string {
  return asked.reduce((sum, change) => sum + change, 0) > 0 ? 'potentiation' : 'depression';
}
