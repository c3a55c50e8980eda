import { shipped } from '../../shelf/shelves.js';
import { memoize } from '../../units/memoize.js';
import { sha256Hex } from '../../units/sha256.js';
import type { ProcessFile } from '../process-file.js';
import { DesignRefusal, geometryLabel, type Device } from '../process.js';
import { modelCards } from './cards.js';
import { deviceSizes, spelled } from './lines.js';
import type { Style } from './style.js';

type Bins = Extract<ProcessFile['devices'], { readonly style: 'model' }>;

/** Discrete sizes, each with a card of its own in a file beside the process file. */
export function bins(file: ProcessFile, devices: Bins, folder: string): Style {
  const texts = new Map<string, string>();
  for (const [corner, source] of Object.entries(file.corners)) {
    if ('file' in source) texts.set(corner, shipped().text(`${folder}/${source.file}`));
  }
  const parsed = memoize((corner: string) => {
    const text = texts.get(corner);
    if (text === undefined) throw new Error(`no cards for corner ${corner}`);
    return modelCards(text);
  });
  return {
    hash: sha256Hex(...texts.values()),
    cards: (corner, wanted) => {
      const cards = parsed(corner);
      const chosen = new Map<string, string>();
      for (const device of wanted) {
        const name = binName(devices, device);
        const card = cards.get(name.toLowerCase());
        if (!card) {
          throw new DesignRefusal(
            `${file.name} has no ${device.polarity} card for ${geometryLabel(device.geometry)} (model ${name})`,
            `use one of the drawn sizes: ${[...cards.keys()].join(', ')}; more width comes from devices in parallel`,
          );
        }
        chosen.set(name, card.text);
      }
      return [...chosen.values()].join('\n');
    },
    drawn: (corner, { text }) => {
      const cards = parsed(corner);
      const used = new Set(text.toLowerCase().match(/[a-z_]\w*/g));
      const chosen = [...cards].filter(([name]) => used.has(name));
      return { models: chosen.map(([, card]) => card.text).join('\n'), netlist: text };
    },
    instance: (name, nodes, device) =>
      `${name} ${nodes} ${binName(devices, device)} ` +
      `${deviceSizes(device.geometry, file.diffusion)}${device.geometry.m > 1 ? ` m=${device.geometry.m}` : ''}`,
    // Parallel devices of a bin are one transistor of their common area.
    transistors: (name, { geometry: { w, l, m } }) => [{ path: name, area: w * l * m }],
  };
}

/** The model of a device: `skyn_0p42_4`. */
function binName(devices: Bins, { polarity, geometry }: Device): string {
  return devices[polarity].replace('{w}', spelled(geometry.w)).replace('{l}', spelled(geometry.l));
}
