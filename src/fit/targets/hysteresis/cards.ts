import { stringify } from 'yaml';
import type { ParameterSet } from '../../../devices/parameter-set.js';
import { devicePorts, renderDevice } from '../../../netlist/render-device.js';
import { formatQuantity, spiceNumber } from '../../../units/format.js';
import { column } from '../../../waveform/waveforms.js';
import { interpolate } from '../../../waveform/interpolate.js';
import { cardHead, type Card, type CardBench } from '../../card.js';
import type { Estimate } from '../../estimate.js';
import type { Origin } from '../../target.js';
import { drivenDevice, simulate, TOLERANCE, type DeviceValues } from './simulation.js';
import type { Recording } from './loop.js';
import type { Work } from './plan.js';

/** Digits of every number: parameters that lean on each other must not be rounded one by one to their own errors. */
const DIGITS = 8;
/** Tighter than those of a design: the card is compared with the fit point by point, also where the current rises within millivolts. */
const OPTIONS = '.options gmin=1e-15 abstol=1e-15 vntol=1e-9 reltol=1e-6 chgtol=1e-18 trtol=1 method=gear itl1=500 itl4=50';
/** Steps of the simulator within one line of the stimulus, and in all at most. */
const STEPS = { perLine: 10, most: 50_000 };

/** A parameter set as those in models/devices, and the device as a subcircuit that is simulated on every recording. */
export function cardsOf(work: Work, estimate: Estimate, origin: Origin): Card[] {
  const { fit, loop, orientation } = work;
  const values = rounded(work.deviceValues(estimate.values));
  const name = origin.name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'device';
  const [first] = loop.recordings;
  if (first === undefined) throw new Error('a loop without recordings');
  const { start } = drivenDevice(fit, values, first, 0);
  const temperature = fit.ambient === undefined || first.temperature === undefined ? {} : { [fit.ambient]: Number((first.temperature + 273.15).toPrecision(DIGITS)) };
  const set: ParameterSet = {
    name, device: fit.device, title: `${fit.device.title} fitted to ${origin.name}`, source: origin.source, licence: 'as the data', region: regionOf(work),
    parameters: { ...Object.fromEntries(fit.device.parameters.map((parameter) => [parameter.name, values.parameters[parameter.name] ?? NaN])), ...temperature },
    initial: Object.fromEntries(fit.device.states.map((state, index) => [state.name, Number((start[index] ?? NaN).toPrecision(DIGITS))])), deviceToDevice: {},
  };
  const subckt = `${fit.device.name}_${name}`.replaceAll('-', '_');
  const text = renderDevice(set, { subckt });
  const currents = simulate(fit, loop, orientation, [values], TOLERANCE.card).map(([row]) => row ?? new Float64Array());
  const [bench, ...more] = loop.recordings.map((recording, index) => benchOf(work, set, values, { recording, index, text, subckt, current: currents[index] ?? new Float64Array() }));
  if (bench === undefined) throw new Error('a loop without recordings');
  return [
    { format: 'yaml', text: `${cardHead(origin, `parameter set of ${fit.device.name}`)}${yamlOf(set)}` },
    { format: 'spice', text: `${cardHead(origin, `${fit.device.name} as .subckt ${subckt} ${devicePorts(set).join(' ')}`, '*')}* ${set.region}\n${text}`, benches: [bench, ...more] },
  ];
}

function rounded({ parameters, starts }: DeviceValues): DeviceValues {
  const round = (value: number): number => Number(value.toPrecision(DIGITS));
  return { parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, round(value)])), starts: starts.map(round) };
}

/** As a file of models/devices. */
function yamlOf({ name, device, title, source, licence, region, parameters, initial }: ParameterSet): string {
  const written = (value: number | undefined, unit: string): string | number => (unit === '1' ? (value ?? NaN) : `${value ?? NaN} ${unit}`);
  return stringify({
    name, device: device.name, title, source, licence, region,
    parameters: Object.fromEntries(device.parameters.map((parameter) => [parameter.name, written(parameters[parameter.name], parameter.unit)])),
    initial: Object.fromEntries(device.states.map((state) => [state.name, written(initial[state.name], state.unit)])),
  }, { lineWidth: 120 });
}

/** Where the numbers hold: what was measured. */
function regionOf({ fit, loop: { recordings }, orientation }: Work): string {
  const volts = recordings.flatMap((recording) => [...recording.volts]);
  const rates = recordings.flatMap(({ time, volts: own }) => [...time.keys()].slice(1).map((point) => Math.abs(((own[point] ?? NaN) - (own[point - 1] ?? NaN)) / ((time[point] ?? NaN) - (time[point - 1] ?? NaN))))).filter((rate) => rate > 0);
  const low = (of: readonly number[]): number => of.reduce((least, value) => Math.min(least, value), Infinity);
  const high = (of: readonly number[]): number => of.reduce((most, value) => Math.max(most, value), -Infinity);
  const temperatures = [...new Set(recordings.flatMap(({ temperature }) => (temperature === undefined ? [] : [formatQuantity(temperature, 'C', 4)])))];
  return [
    `sweeps from ${formatQuantity(low(volts), 'V')} to ${formatQuantity(high(volts), 'V')} at ${formatQuantity(low(rates), 'V/s')} to ${formatQuantity(high(rates), 'V/s')}`,
    temperatures.length > 0 ? `at ${temperatures.join(', ')}` : 'temperature not told',
    ...(orientation < 0 ? [`first port (${fit.device.ports[0].name}) on the second terminal of the data`] : []),
  ].join('; ');
}

interface Placed {
  readonly recording: Recording;
  readonly index: number;
  readonly text: string;
  readonly subckt: string;
  /** The fit at every row, A. */
  readonly current: Float64Array;
}

/** The measured stimulus on the card: source, resistor or current limit, device. */
function benchOf({ fit, loop, orientation }: Work, set: ParameterSet, values: DeviceValues, { recording, index, text, subckt, current }: Placed): CardBench {
  const { time, volts, series, compliance, temperature, use, name } = recording;
  const points = [...use.keys()].filter((point) => use[point] !== 'none');
  const stop = time.at(-1) ?? NaN;
  const shortest = time.reduce((least, value, point) => (point === 0 ? least : Math.min(least, value - (time[point - 1] ?? NaN))), Infinity);
  const maxStep = Math.max(shortest / STEPS.perLine, stop / STEPS.most);
  const pwl = (source: string, node: string, values: ArrayLike<number>): string => `v_${source} ${node} 0 pwl(${Array.from(time, (at, point) => `${spiceNumber(at)} ${spiceNumber(values[point] ?? NaN)}`).join(' ')})`;
  const largest = volts.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wire = series > 0 ? series : (1e-7 * largest) / current.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { start } = drivenDevice(fit, values, recording, index);
  const [first, second] = orientation > 0 ? ['top', '0'] : ['0', 'top'];
  const nets = devicePorts(set).map((port, place) => (place === 0 ? first : place === 1 ? second : port));
  const changes = [
    ...fit.device.states.map((state, place) => `${state.name}_start=${spiceNumber((start[place] ?? NaN) / state.perVolt)}`),
    ...(fit.ambient !== undefined && temperature !== undefined ? [`${fit.ambient}=${spiceNumber(temperature + 273.15)}`] : []),
  ];
  return {
    name: `${name}, ${points.length} points`,
    circuit: {
      title: `${subckt}: ${name}`,
      text: [
        text.trimEnd(),
        pwl('drive', 'drive', volts),
        ...(compliance ? [pwl('limit', 'limit', compliance), `b_series drive top i = min(max((V(drive)-V(top))/${spiceNumber(wire)},-V(limit)),V(limit))`] : [series > 0 ? `r_series drive top ${spiceNumber(series)}` : 'v_series drive top 0']),
        `x_dut ${nets.join(' ')} ${subckt} ${changes.join(' ')}`,
        OPTIONS,
        '',
      ].join('\n'),
    },
    analysis: { kind: 'tran', step: maxStep, stop, maxStep },
    save: ['i(v_drive)'],
    read: (waveforms) => interpolate(waveforms.axis.values, column(waveforms, 'i(v_drive)').map((value) => -value), points.map((point) => Math.min(time[point] ?? NaN, waveforms.axis.values.at(-1) ?? NaN))),
    // The card's parallel capacitance, which the behavioural model has not, draws its part of a fast sweep.
    expected: Float64Array.from(points, (point) => (current[point] ?? NaN) + (set.parameters['c_p'] ?? 0) * slopeAt(recording, point)),
    floor: loop.floor,
  };
}

/** Of the voltage on the line that ends at a point, V/s. */
function slopeAt({ time, volts }: Recording, point: number): number {
  const before = Math.max(point - 1, 0);
  return ((volts[before + 1] ?? NaN) - (volts[before] ?? NaN)) / ((time[before + 1] ?? NaN) - (time[before] ?? NaN));
}
