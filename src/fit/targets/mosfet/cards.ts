import { explanation, subcircuit } from '../../../ekv/subcircuit.js';
import { cardHead, type Card } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import type { EkvName } from '../../../ekv/ekv.js';
import { benchesOf } from './benches.js';
import { ekvValues, measuredAt } from './parameters.js';
import { constantsCard } from './process.js';
import type { Device } from './sweeps.js';

/** Constants for a process file, and the transistor as a subcircuit that is swept as it was measured. */
export function cardsOf(device: Device, names: readonly EkvName[], estimate: Estimate, origin: Origin): Card[] {
  const values = ekvValues(names, estimate.values);
  const name = cardName(device);
  const text = subcircuit(name, device.polarity, values);
  return [
    {
      format: 'yaml',
      text: cardHead(origin, `${device.name}, for a process file`) + constantsCard(device, name, estimate, origin),
    },
    {
      format: 'spice',
      text:
        cardHead(origin, `${device.name} as .subckt ${name} d g s b`, '*') +
        explanation(measuredAt(device.sweeps)) +
        text,
      benches: benchesOf(device, text, name, values),
    },
  ];
}

/** `ekvn_10_0p13`: polarity and drawn size, as the bins of a process are called. */
function cardName({ polarity, width, length }: Device): string {
  const size = (metres: number): string => String(Number((metres * 1e6).toPrecision(6))).replace('.', 'p');
  const drawn = width === undefined || length === undefined ? '' : `_${size(width)}_${size(length)}`;
  return `ekv${polarity === 'nfet' ? 'n' : 'p'}${drawn}`;
}
