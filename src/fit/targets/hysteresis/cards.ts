import { stringify } from 'yaml';
import type { ParameterSet } from '../../../devices/parameter-set.js';
import { devicePorts, renderDevice } from '../../../netlist/render-device.js';
import { ZERO_CELSIUS } from '../../../units/constants.js';
import { formatQuantity } from '../../../units/format.js';
import { cardHead, type Card } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { Origin } from '../../origin.js';
import { benchOf } from './card-bench.js';
import { drivenDevice, simulate, TOLERANCE, type DeviceValues } from './simulation.js';
import type { LoopFit } from './loop-fit.js';

/** Digits of every number: parameters that lean on each other must not be rounded one by one to their own errors. */
const DIGITS = 8;

/** A parameter set as those in models/devices, and the device as a subcircuit that is simulated on every recording. */
export function cardsOf(work: LoopFit, estimate: Estimate, origin: Origin): Card[] {
  const { fit, loop, orientation } = work;
  const values = rounded(work.deviceValues(estimate.values));
  const set = setOf(work, values, origin);
  const subckt = `${fit.device.name}_${set.name}`.replaceAll('-', '_');
  const text = renderDevice(set, { subckt });
  const currents = simulate(fit, loop, orientation, [values], TOLERANCE.card).map(([row]) => row ?? new Float64Array());
  const [bench, ...more] = loop.recordings.map((recording, index) =>
    benchOf(work, set, values, { recording, index, text, subckt, current: currents[index] ?? new Float64Array() }),
  );
  if (bench === undefined) throw new Error('a loop without recordings');
  return [
    { format: 'yaml', text: `${cardHead(origin, `parameter set of ${fit.device.name}`)}${yamlOf(set)}` },
    {
      format: 'spice',
      text:
        `${cardHead(origin, `${fit.device.name} as .subckt ${subckt} ${devicePorts(set).join(' ')}`, '*')}* ` +
        `${set.region}\n${text}`,
      benches: [bench, ...more],
    },
  ];
}

/** The fitted device as a parameter set; its states begin as those of the first recording. */
function setOf(work: LoopFit, values: DeviceValues, origin: Origin): ParameterSet {
  const { fit, loop } = work;
  const [first] = loop.recordings;
  if (first === undefined) throw new Error('a loop without recordings');
  const { start } = drivenDevice(fit, values, first, 0);
  const temperature =
    fit.ambient === undefined || first.temperature === undefined
      ? {}
      : { [fit.ambient]: Number((first.temperature + ZERO_CELSIUS).toPrecision(DIGITS)) };
  return {
    name: nameOf(origin),
    device: fit.device,
    title: `${fit.device.title} fitted to ${origin.name}`,
    source: origin.source,
    licence: 'as the data',
    region: regionOf(work),
    parameters: {
      ...Object.fromEntries(
        fit.device.parameters.map((parameter) => [parameter.name, values.parameters[parameter.name] ?? NaN]),
      ),
      ...temperature,
    },
    initial: Object.fromEntries(
      fit.device.states.map((state, index) => [state.name, Number((start[index] ?? NaN).toPrecision(DIGITS))]),
    ),
    deviceToDevice: {},
  };
}

/** The data's name in the letters that a file and a subcircuit may have. */
function nameOf({ name }: Origin): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'device'
  );
}

function rounded({ parameters, starts }: DeviceValues): DeviceValues {
  const round = (value: number): number => Number(value.toPrecision(DIGITS));
  return {
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, round(value)])),
    starts: starts.map(round),
  };
}

/** As a file of models/devices. */
function yamlOf({ name, device, title, source, licence, region, parameters, initial }: ParameterSet): string {
  const written = (value: number | undefined, unit: string): string | number =>
    unit === '1' ? (value ?? NaN) : `${value ?? NaN} ${unit}`;
  return stringify(
    {
      name,
      device: device.name,
      title,
      source,
      licence,
      region,
      parameters: Object.fromEntries(
        device.parameters.map((parameter) => [parameter.name, written(parameters[parameter.name], parameter.unit)]),
      ),
      initial: Object.fromEntries(device.states.map((state) => [state.name, written(initial[state.name], state.unit)])),
    },
    { lineWidth: 120 },
  );
}

/** Where the numbers hold: what was measured. */
function regionOf({ fit, loop: { recordings }, orientation }: LoopFit): string {
  const volts = recordings.flatMap((recording) => [...recording.volts]);
  const rates = recordings
    .flatMap(({ time, volts: own }) =>
      [...time.keys()]
        .slice(1)
        .map((point) =>
          Math.abs(((own[point] ?? NaN) - (own[point - 1] ?? NaN)) / ((time[point] ?? NaN) - (time[point - 1] ?? NaN))),
        ),
    )
    .filter((rate) => rate > 0);
  const low = (of: readonly number[]): number => of.reduce((least, value) => Math.min(least, value), Infinity);
  const high = (of: readonly number[]): number => of.reduce((most, value) => Math.max(most, value), -Infinity);
  const temperatures = [
    ...new Set(
      recordings.flatMap(({ temperature }) => (temperature === undefined ? [] : [formatQuantity(temperature, 'C', 4)])),
    ),
  ];
  return [
    `sweeps from ${formatQuantity(low(volts), 'V')} to ${formatQuantity(high(volts), 'V')} at ` +
      `${formatQuantity(low(rates), 'V/s')} to ${formatQuantity(high(rates), 'V/s')}`,
    temperatures.length > 0 ? `at ${temperatures.join(', ')}` : 'temperature not told',
    ...(orientation < 0 ? [`first port (${fit.device.ports[0].name}) on the second terminal of the data`] : []),
  ].join('; ');
}
