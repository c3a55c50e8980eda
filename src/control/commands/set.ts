import { isOption } from '../../deck/options.js';
import { refuseCommand, type Command, type World } from '../world.js';

/** Variables that would change how a deck is read or where files go: without them nothing is lost here. */
const REFUSED = new Set('sourcepath inputdir rawfile measoutfile program editor shell modpath osdi_enabled'.split(' '));

/** `set name`, `set name = value`, `set list = ( 1 2 3 )`; options of the simulator are set as such. */
export function setCommand(world: World, command: Command): void {
  for (const [name, value] of assignments(command)) {
    if (REFUSED.has(name))
      refuseCommand('set', command.line, `"${name}" reaches out of the simulation`, 'remove the line');
    world.variables.set(name, value ?? '');
    if (isOption(name)) addOption(world, name, value, command.line);
  }
}

export function unsetCommand(world: World, { rest }: Command): void {
  for (const name of rest.toLowerCase().split(/\s+/)) world.variables.delete(name);
}

/** `option reltol = 1e-4`: as a line `.options` of the deck, from now on. */
export function optionCommand(world: World, command: Command): void {
  for (const [name, value] of assignments(command)) addOption(world, name, value, command.line);
}

/** `setseed 5`: the seed of random sources, as the option says it. */
export function seedCommand(world: World, { name, rest, line }: Command): void {
  if (!/^\d{1,9}$/.test(rest)) refuseCommand(name, line, 'it names no whole number', 'write "setseed 5"');
  addOption(world, 'seed', rest, line);
}

/** `save all`, `save v(out) @m1[id]`. */
export function saveCommand(world: World, { rest, line }: Command): void {
  if (rest.trim() === '') return;
  world.circuit.add(`.save ${rest}`, line);
}

function addOption(world: World, name: string, value: string | undefined, line: number): void {
  world.circuit.add(`.options ${name}${value === undefined ? '' : `=${value}`}`, line);
}

function assignments({ name: command, rest, line }: Command): [name: string, value: string | undefined][] {
  const found = [...rest.matchAll(/([a-z_]\w*)(?:\s*=\s*(\([^()]*\)|"[^"]*"|'[^']*'|[^\s=]+))?/gi)];
  if (
    found
      .map(([all]) => all)
      .join('')
      .replace(/\s+/g, '') !== rest.replace(/\s+/g, '')
  )
    refuseCommand(command, line, `"${rest.slice(0, 40)}" does not read`, `write "${command} name = value"`);
  return found.map(([, name = '', value]) => [
    name.toLowerCase(),
    value?.replace(/^["'(]\s*|\s*["')]$/g, '').replace(/\s+/g, ' '),
  ]);
}
