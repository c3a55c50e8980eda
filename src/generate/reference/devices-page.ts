import type { DeviceDefinition } from '../../devices/device.js';
import { parameterSets } from '../../devices/parameter-set.js';
import { allDevices } from '../../devices/registry.js';
import { limitRange } from '../../units/limit-range.js';
import type { GeneratedFile } from '../generated-file.js';
import { code, pageText, table } from './markdown.js';

/** docs/reference/devices.md: memristive devices with their equations, parameters and parameter sets. */
export function devicesPage(): GeneratedFile {
  const devices = allDevices();
  const rows = devices.map(({ name, title, summary }) => [`[${code(name)}](#${name})`, title, summary]);
  return {
    path: 'docs/reference/devices.md',
    text: pageText([
      '# Devices',
      '',
      'Memristive devices of arrays and fits. Written by `npm run generate` from `src/devices` and `models/devices`;',
      '`rulespice devices <name>` prints one with a figure, its README has what was measured, and the traps.',
      ...table(['device', 'title', 'what it is for'], rows),
      ...devices.flatMap(section),
    ]),
  };
}

function section(device: DeviceDefinition): string[] {
  const { name, title, equations, ports, states, parameters, limits } = device;
  const bounds = parameters.map(({ min, max, unit }) => limitRange({ ...compact({ min, max }), unit }));
  return [
    '',
    `## ${name}`,
    '',
    `${title}: [README](../../src/devices/${name}/README.md).`,
    '',
    '```',
    ...equations,
    '```',
    ...table(
      ['', 'name', 'unit', 'bounds', 'meaning'],
      [
        ...ports.flatMap((port) => (port ? [['port', code(port.name), '', '', port.description]] : [])),
        ...states.map((state) => ['state', code(state.name), state.unit, '', state.description]),
        ...parameters.map((one, at) => ['parameter', code(one.name), one.unit, bounds[at] ?? '', one.description]),
        ...limits.map((limit) => ['holds for', code(limit.quantity), limit.unit, limitRange(limit), limit.because]),
      ],
    ),
    ...table(
      ['parameter set', 'what it is', 'holds', 'source', 'licence'],
      parameterSets(device).map((set) => [code(set.name), set.title, set.region, set.source, set.licence]),
    ),
  ];
}

/** Without what is undefined. */
function compact({ min, max }: { min: number | undefined; max: number | undefined }): { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
