import { cardHead, digits } from '../../card.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import { HEIGHT, TAU } from './parameters.js';
import type { Recorded } from './recorded.js';
import { nearest } from './shapes.js';

/** The rule of a spec, with all that was fitted as comments. */
export function card(
  estimate: Estimate,
  derived: readonly Estimated[],
  origin: Origin,
  { shape, unit }: Recorded,
): string {
  const text = ({ value, standardError }: Estimated): string => digits(value, standardError);
  const [height, tau] = [estimate.parameters[HEIGHT], estimate.parameters[TAU]];
  if (height === undefined || tau === undefined) throw new Error('a trace has an amplitude and a time constant');
  const range = (one: Estimated): string =>
    `(${text({ ...one, value: one.low })} to ${text({ ...one, value: one.high })})`;
  const more = [...estimate.parameters.slice(2), ...derived].map(
    (one) => `# ${one.name}: ${text(one)}${one.unit === '' ? '' : ` ${one.unit}`}   ${range(one)}, ${one.meaning}`,
  );
  const inCircuit =
    unit === 'A' ? `; in a circuit: circuit: { trace: { current: ${Math.abs(Number(text(height)))} A } }` : '';
  return `${cardHead(origin, 'rule of a spec')}# tau: ${text(tau)} s ${range(tau)}
# A: ${text(height)}${unit === '' ? '' : ` ${unit}`} ${range(height)}, the 1 of the rule${inCircuit}
${more.join('\n')}
rule:
  kind: trace
  tau: ${text(tau)} s
  amplitude: 1
  pairing: ${shape === nearest ? 'nearest' : 'all-to-all'}
`;
}
