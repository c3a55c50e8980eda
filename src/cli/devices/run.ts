import { simulateDevice } from '../../behavioural/device-transient.js';
import type { DeviceBench, DeviceDefinition, DeviceTrace } from '../../devices/device.js';
import { findParameterSet, parameterSets, parseParameterSet, type ParameterSet } from '../../devices/parameter-set.js';
import { allDevices, findDevice } from '../../devices/registry.js';
import { downsample } from '../../report/downsample.js';
import { LARGEST_SPEC } from '../../spec/limits.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { formatQuantity } from '../../units/format.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { DevicesResult } from '../schema/schemas.js';
import { limitRange } from '../../units/limit-range.js';
import { textTable } from '../../report/text-table.js';
import { textPlot } from '../terminal/text-plot.js';

const FIGURE_POINTS = 400;

/**
 * Prints the catalogue of devices with their parameter sets, one device, or a parameter set in a file with its device.
 */
export async function runDevices(
  { name, json }: { readonly name: string | undefined; readonly json: string | undefined },
  session: Session,
): Promise<number> {
  assertWritable('--json', json);
  const own =
    name !== undefined && /\.ya?ml$/i.test(name)
      ? parseParameterSet(readTextFile(name, LARGEST_SPEC, 'a parameter set is short'), name)
      : undefined;
  const devices = own ? [own.device] : name === undefined ? allDevices() : [findDevice(name)];
  const setsOf = own ? () => [own] : parameterSets;
  if (json !== undefined) await writeOutput(json, [jsonText(devicesResult(devices, setsOf))], session);
  else
    session.io.out(
      name === undefined
        ? catalogueText(devices)
        : devices.map((device) => deviceText(device, setsOf(device))).join('\n'),
    );
  announce(session.io, json);
  return EXIT.pass;
}

/**
 * Devices as plain data: definition, parameter sets with source and licence, and the figure's points from the
 * behavioural model.
 */
export function devicesResult(
  devices: readonly DeviceDefinition[],
  setsOf: (device: DeviceDefinition) => readonly ParameterSet[] = parameterSets,
): DevicesResult {
  return {
    devices: devices.map((device) => ({
      name: device.name,
      title: device.title,
      summary: device.summary,
      equations: [...device.equations],
      ports: device.ports.flatMap((port) => (port ? [{ ...port }] : [])),
      states: device.states.map(({ name, unit, description, perVolt }) => ({ name, unit, description, perVolt })),
      parameters: device.parameters.map((parameter) => ({ ...parameter })),
      limits: device.limits.map((limit) => ({ ...limit })),
      references: device.references.map((reference) => ({ ...reference })),
      sets: setsOf(device).map(({ name, title, source, licence, region, parameters, initial, deviceToDevice }) => ({
        name,
        title,
        source,
        licence,
        region,
        parameters: { ...parameters },
        initial: { ...initial },
        deviceToDevice: { ...deviceToDevice },
      })),
      figure: figureOf(device),
    })),
  };
}

function catalogueText(devices: readonly DeviceDefinition[]): string {
  const sets = devices.flatMap((device) =>
    parameterSets(device).map((set) => [device.name, set.name, set.licence, set.title]),
  );
  return [
    textTable(
      ['device', 'what it is'],
      devices.map((device) => [device.name, device.summary]),
    ),
    textTable(['device', 'parameter set', 'licence', 'what it is'], sets),
    '"rulespice devices <name>" shows one, with the sources of its parameters.\n',
  ].join('\n');
}

/** One device as a page of text. */
export function deviceText(device: DeviceDefinition, sets: readonly ParameterSet[] = parameterSets(device)): string {
  const { x, y, xTitle, yTitle, title } = figureOf(device);
  const rows = (lines: readonly string[][]): string => textTable([], lines, '  ');
  const sections: [string, string][] = [
    ['equations', device.equations.map((equation) => `  ${equation}\n`).join('')],
    ['ports', rows(device.ports.flatMap((port) => (port ? [[port.name, port.description]] : [])))],
    ['states', rows(device.states.map(stateRow))],
    ['parameters', parameterTable(device, sets)],
    ['sets', sets.map(setText).join('')],
    ['limits', rows(device.limits.map((limit) => [limit.quantity, limitRange(limit), limit.because]))],
    [
      'references',
      device.references.map((reference) => `  ${reference.citation}\n    ${reference.equation}\n`).join(''),
    ],
    ['figure', `  ${title}\n${textPlot({ x, y, xTitle, yTitle })}`],
  ];
  return (
    `${device.name}: ` +
    `${device.title}\n${device.summary}\n${sections.map(([heading, body]) => `\n${heading}\n${body}`).join('')}`
  );
}

function stateRow({ name, perVolt, unit, description }: DeviceDefinition['states'][number]): string[] {
  return [name, `${formatQuantity(perVolt, unit)} per volt of its node`, description];
}

function parameterTable(device: DeviceDefinition, sets: readonly ParameterSet[]): string {
  const unit = (symbol: string): string => (symbol === '1' ? '' : symbol);
  return textTable(
    ['name', ...sets.map((set) => set.name), 'from', 'to', 'what it is'],
    device.parameters.map(({ name, unit: symbol, description, min, max }) => [
      name,
      ...sets.map((set) => formatQuantity(set.parameters[name] ?? NaN, symbol, 6)),
      ...[min, max].map((bound) => (bound === undefined ? '' : `${bound} ${unit(symbol)}`.trim())),
      description,
    ]),
    '  ',
  );
}

function setText({ name, title, source, licence, region }: ParameterSet): string {
  return `  ${name}: ${title}\n    source   ${source}\n    licence  ${licence}\n    region   ${region}\n`;
}

/** The first bench as the behavioural model answers it: the state against what drives it. */
function figureOf(device: DeviceDefinition): DevicesResult['devices'][number]['figure'] {
  const { figure } = device;
  const bench = device.benches.find((candidate) => candidate.name === figure.bench);
  if (!bench) throw new Error(`${device.name} has no bench "${figure.bench}" for its figure`);
  const trace = simulateDevice(findParameterSet(bench.set), bench, bench.changes);
  const points = downsample([...axisOf(trace, figure.x)], [...valuesOf(trace, figure.y)], FIGURE_POINTS);
  return {
    title: `${bench.description} (${bench.set}, behavioural model)`,
    xTitle: { drive: 'source voltage, V', gate: 'gate voltage, V', time: 'time, s' }[figure.x],
    yTitle: figure.y === 'current' ? 'current, A' : stateTitle(device, bench, figure.y),
    x: points.map((point) => point[0]),
    y: points.map((point) => point[1]),
  };
}

function stateTitle(device: DeviceDefinition, bench: DeviceBench, name: string): string {
  const state = device.states.find((candidate) => candidate.name === name);
  if (!state) throw new Error(`${device.name}: the figure of ${bench.name} shows no state "${name}"`);
  return state.unit === '1' ? name : `${name}, ${state.unit}`;
}

function axisOf(trace: DeviceTrace, x: DeviceDefinition['figure']['x']): Float64Array {
  return { drive: trace.drive, gate: trace.gate, time: trace.time }[x];
}

function valuesOf(trace: DeviceTrace, y: string): Float64Array {
  return y === 'current' ? trace.current : (trace.states.get(y) ?? new Float64Array(0));
}
