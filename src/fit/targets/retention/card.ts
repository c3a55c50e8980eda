import type { RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import { cardHead, digits } from '../../card.js';
import type { Estimate, Estimated } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import type { Cells } from './cells.js';

/**
 * The law with the times and levels it was seen at, as `parseRelaxationLaw` (src/nonideality/measured-relaxation.ts)
 * reads it.
 */
export function card(
  law: RelaxationLaw,
  cells: Cells,
  estimate: Estimate | undefined,
  derived: readonly Estimated[],
  origin: Origin,
): string {
  const found = [...(estimate?.parameters ?? []), ...derived];
  const number = (name: string): string => {
    const one = found.find((candidate) => candidate.name === name);
    return one === undefined ? '0' : digits(one.value, one.standardError);
  };
  const fittedSpread = found.some(({ name }) => name === 'spread exponent');
  const shift = [
    `size: ${number('shift')} S`,
    ...['slope', 'bend', 'detour', 'tilt'].map((key) => `${key}: ${number(key)} S`),
    `exponent: ${law.clock === 'log' ? '1' : number('shift exponent')}`,
  ];
  const spread = [
    `size: ${number('spread')} S`,
    `rise: ${number('rise')}`,
    `fall: ${number('fall')}`,
    `exponent: ${fittedSpread ? number('spread exponent') : law.spread.exponent}`,
  ];
  return `${cardHead(origin, 'relaxation of programmed cells (parseRelaxationLaw reads it)')}retention:
  clock: ${law.clock}
${law.clock === 'log' ? `  onset: ${number('onset')} s\n` : ''}  time: ${law.time} s
  level: ${Number(law.level.toPrecision(8))} S
  shift: { ${shift.join(', ')} }
  spread: { ${spread.join(', ')} }
  read-noise: ${number('read noise')} S
  kept: ${number('kept')}
  forgetting: ${number('forgetting')}
  drift: { exponent: ${number('drift exponent')}, reference: ${cells.times[0] ?? NaN} s }
  measured: { ${seenAt(law, cells)} }
`;
}

/** The times and levels that the law was seen at. */
function seenAt({ time }: RelaxationLaw, { fitted, times }: Cells): string {
  const starts = fitted.map(({ start }) => start);
  return [
    `from: ${times[0] ?? NaN} s`,
    `to: ${time} s`,
    `lowest: ${Math.min(...starts)} S`,
    `highest: ${Math.max(...starts)} S`,
  ].join(', ');
}
