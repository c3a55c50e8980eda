import Handlebars from 'handlebars';
import type { ParameterSet } from '../devices/parameter-set.js';
import { onceForShelves, shipped } from '../shelf/shelves.js';
import { spiceNumber } from '../units/format.js';

export interface DeviceRendering {
  /** Name of the subcircuit. */
  readonly subckt: string;
  /**
   * Adds the ports `noise` and `pace`: voltages, nominally 1, that multiply the current (read noise, telegraph noise)
   * and the rate of the states (cycle-to-cycle variation). Random numbers come from rulespice's seeded generator as PWL
   * sources, because ngspice's own differ between builds.
   */
  readonly modulated?: boolean;
}

interface Context {
  readonly subckt: string;
  readonly ports: string;
  readonly parameters: string;
  readonly noise: string;
  readonly pace: string;
}

const engine = Handlebars.create();
const compiled = onceForShelves(() => new Map<string, (context: Context) => string>());

/**
 * A device as a `.subckt` with the numbers of a parameter set as its defaults; an instance may override every one of
 * them, and its initial state as `<state>_start`, in volts of the state's node.
 */
export function renderDevice(set: ParameterSet, { subckt, modulated = false }: DeviceRendering): string {
  const { device } = set;
  const initial = device.states.map(({ name, perVolt }): readonly [string, number] => [
    `${name}_start`,
    (set.initial[name] ?? NaN) / perVolt,
  ]);
  const text = template(device.name)({
    subckt,
    ports: devicePorts(set, modulated).join(' '),
    parameters: [...Object.entries(set.parameters), ...initial]
      .map(([name, value]) => `${name}=${spiceNumber(value)}`)
      .join(' '),
    noise: modulated ? 'V(noise)*' : '',
    pace: modulated ? 'V(pace)*' : '',
  });
  if (/NaN|undefined|\[object|\{\{/.test(text))
    throw new Error(`template of ${device.name} rendered an unfilled value`);
  return text;
}

/** Ports of the subcircuit in order: ends of the channel, gate, states, modulation. */
export function devicePorts({ device }: ParameterSet, modulated = false): string[] {
  return [
    ...device.ports.flatMap((port) => (port ? [port.name] : [])),
    ...device.states.map(({ name }) => name),
    ...(modulated ? ['noise', 'pace'] : []),
  ];
}

function template(name: string): (context: Context) => string {
  let found = compiled().get(name);
  if (!found) {
    found = engine.compile<Context>(shipped().text(`templates/devices/${name}.cir.hbs`), {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
    });
    compiled().set(name, found);
  }
  return found;
}
