import { readSpiceNumber } from '../../deck/spice-number.js';
import { realNumber } from '../../vector/vector.js';
import { refuseCommand, type Command, type World } from '../world.js';

/** What an instance's value is called when no parameter is named. */
const MAIN: Readonly<Record<string, string>> = { r: 'resistance', c: 'capacitance', l: 'inductance', v: 'dc', i: 'dc' };

/** `alter r1 = 2k`, `alter r1 2k`, `alter v1 dc = 3`, `alter @v1[dc] = 3`, `alter @m.x1.m1[w] = 2u`. */
export function alterCommand(world: World, { name, rest, line }: Command): void {
  const list = listOf(world, rest, line);
  if (list) {
    world.circuit.alter({ ...list, instance: hierarchical(list.instance), value: 0 }, line);
    return;
  }
  const { device, parameter, value } = partsOf(world, name, rest, line);
  const instance = hierarchical(device);
  const letter = instance.split('.').at(-1)?.[0] ?? '';
  const own = parameter ?? MAIN[letter];
  if (own === undefined)
    refuseCommand(
      name,
      line,
      `"${device}" has no value of its own`,
      `name a parameter, as in "alter @${device}[w] = 2u"`,
    );
  world.circuit.alter({ instance, parameter: own === 'acmag' || own === 'ac' ? 'acmag' : own, value }, line);
}

/** `altermod nmos vto = 0.6`, `altermod @nmos[vto] = 0.6`. */
export function alterModelCommand(world: World, { name, rest, line }: Command): void {
  const { device, parameter, value } = partsOf(world, name, rest, line);
  if (parameter === undefined)
    refuseCommand(name, line, 'no parameter is named', 'write "altermod model parameter = value"');
  world.circuit.alterModel(device, parameter, value, line);
}

/** `alterparam vdd = 1.7`: what `.param` says; seen from the next `reset` on. */
export function alterParameterCommand(world: World, { name, rest, line }: Command): void {
  const { device, parameter, value } = partsOf(world, name, rest, line);
  if (parameter !== undefined)
    refuseCommand(
      name,
      line,
      'a parameter of a subcircuit cannot be changed',
      'change one of the top level that it uses',
    );
  world.circuit.alterParameter(device, value, line);
}

interface Parts {
  readonly device: string;
  readonly parameter: string | undefined;
  readonly value: number;
}

function partsOf(world: World, name: string, rest: string, line: number): Parts {
  const found =
    /^@([^\s[\]]+)\[(\w+)\]\s*=?\s*(.+)$/.exec(rest.toLowerCase()) ??
    /^([^\s=@]+)\s+([a-z_]\w*)\s*=\s*(.+)$/.exec(rest.toLowerCase());
  const bare = found ? undefined : /^([^\s=@]+)(?:\s*=\s*|\s+)(.+)$/.exec(rest.toLowerCase());
  const [device, parameter, expression] = found ? found.slice(1) : [bare?.[1], undefined, bare?.[2]];
  if (device === undefined || expression === undefined)
    refuseCommand(name, line, `"${rest.slice(0, 40)}" changes nothing`, `write "${name} name = value"`);
  if (/^\[/.test(expression) || /^\(.*\s.*\)$/.test(expression))
    refuseCommand(
      name,
      line,
      'a list of values needs the name of the waveform',
      'write "alter @v1[pulse] = [ 0 5 1n ]"',
    );
  const value = world.at(line, () => realNumber(world.value(expression, line), `"${expression}"`));
  return { device, parameter, value };
}

/** `@v1[pulse] = [ 0 5 1n ]`, also in parentheses. */
function listOf(
  world: World,
  rest: string,
  line: number,
): { readonly instance: string; readonly parameter: string; readonly list: readonly number[] } | undefined {
  const [, instance, parameter, inside] =
    /^@([^\s[\]()]+)\[(\w+)\]\s*=?\s*(?:\[([^\]]*)\]|\(([^()]*\s[^()]*)\))$/.exec(rest.toLowerCase()) ?? [];
  if (instance === undefined || parameter === undefined) return undefined;
  const words = (inside ?? rest.slice(rest.indexOf('(') + 1, -1)).split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0)
    refuseCommand('alter', line, 'a list of values is empty', 'write "alter @v1[pulse] = [ 0 5 1n 1n 1n 5u 10u ]"');
  const list = words.map(
    (word) => readSpiceNumber(word) ?? world.at(line, () => realNumber(world.value(word, line), `"${word}"`)),
  );
  return { instance, parameter, list };
}

/** ngspice calls the device m1 of subcircuit x1 `m.x1.m1`, and we `x1.m1`. */
function hierarchical(device: string): string {
  return /^[a-z]\..+\./.test(device) ? device.slice(2) : device;
}
