import { processTransistor, HANDLES } from '../../ekv/process-transistor.js';
import { holdsAt, nearest, scaledTo } from '../../ekv/scaling.js';
import type { EkvValues } from '../../ekv/ekv.js';
import type { FittedTransistor } from '../../ekv/transistor.js';
import type { FittedDevices, ProcessFile, Shifts } from '../process-file.js';
import { DesignRefusal, geometryLabel, type Device, type Handles } from '../process.js';
import { requireWithin, spelled, wrappedName } from './lines.js';
import type { Style } from './style.js';

/** Transistors that were fitted to measurements, as subcircuits of behavioural sources; one per size in use. */
export function fitted(file: ProcessFile, devices: FittedDevices): Style {
  return {
    // The process file holds the fits.
    hash: '',
    cards: (corner, wanted) => {
      const source = file.corners[corner];
      if (!source || 'file' in source || 'sections' in source)
        throw new Error(`process ${file.name} has no corner ${corner}`);
      return [...new Map(wanted.map((device) => [modelName(device), device])).values()]
        .map((device) =>
          processTransistor(
            modelName(device),
            device.polarity,
            shifted(scaledTo(measured(file, devices, device), device.geometry), source[device.polarity]),
            device.geometry,
            file.diffusion,
            devices,
          ),
        )
        .join('\n');
    },
    instance: (name, nodes, device) => {
      requireWithin(device, file.name, devices.width, devices.length);
      return `${wrappedName(name)} ${nodes} ${modelName(device)}`;
    },
    transistors: (name, { geometry: { w, l, m } }) => [{ path: wrappedName(name), area: w * l * m, handles }],
  };
}

/** `fitn_1_8_x4` */
function modelName({ polarity, geometry: { w, l, m } }: Device): string {
  return `fit${polarity === 'nfet' ? 'n' : 'p'}_${spelled(w)}_${spelled(l)}${m > 1 ? `_x${m}` : ''}`;
}

/** The measured transistor that stands for a size. */
function measured(
  { name }: ProcessFile,
  { transistors }: FittedDevices,
  { polarity, geometry }: Device,
): FittedTransistor {
  const found = nearest(
    transistors.filter((one) => one.polarity === polarity),
    geometry,
  );
  if (!found) throw new DesignRefusal(`${name} has no measured ${polarity}`, 'add one to devices.transistors');
  if (holdsAt(found, geometry)) return found;
  throw new DesignRefusal(
    `${name} has no ${polarity} of ${geometryLabel(geometry)}: the nearest that was measured, ` +
      `${geometryLabel({ ...found.size, m: 1 })}, has a short channel's effects, which hold at its own ` +
      `length only`,
    'fit one of that length, or a long one with --model long',
  );
}

function shifted(values: EkvValues, { threshold = 0, current = 1 }: NonNullable<Shifts['nfet']> = {}): EkvValues {
  return { ...values, VT0: values.VT0 + threshold, IS: values.IS * current };
}

function handles(path: string): Handles {
  return {
    threshold: (volts) => ({ instance: `${path}.${HANDLES.threshold}`, parameter: 'dc', value: volts }),
    mobility: (logarithm) => ({ instance: `${path}.${HANDLES.mobility}`, parameter: 'dc', value: logarithm }),
    current: `@b.${path}.${HANDLES.channel}[i]`,
    drainSource: `v(${path}.${HANDLES.drainSource})`,
  };
}
