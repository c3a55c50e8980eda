import { readSpiceNumber } from '../../deck/spice-number.js';
import { expanded } from '../../vector/own-functions.js';
import { parseExpression, parseExpressions } from '../../vector/parse.js';
import { evaluate } from '../../vector/evaluate.js';
import { LONGEST_VECTOR, type Vector } from '../../vector/vector.js';
import { refuseCommand, type Command, type World } from '../world.js';

/** `compose x values 1 2 3`, `compose x start=0 stop=1 step=0.1`, `... lin=11`, `dec=5`, `oct=2` or `log=20`. */
export function composeCommand(world: World, command: Command): void {
  const { rest, line, name: word } = command;
  const [, name = '', values, parameters = ''] = /^([a-z_]\w*)\s+(?:values\b\s*(.*)|(.+))$/i.exec(rest) ?? [];
  if (name === '') refuseCommand(word, line, 'it makes nothing', 'write "compose x values 1 2 3"');
  const made = values === undefined ? ranged(command, parameters) : listed(world, values, line);
  world.limits.take('numbers', made.values.length, line);
  world.plots.current.own.set(name.toLowerCase(), made);
}

/** Numbers that blanks separate, a sign before one belonging to it; expressions stand in parentheses. */
function listed(world: World, text: string, line: number): Vector {
  const numbers = text.split(/[\s,]+/).map((one) => readSpiceNumber(one));
  if (numbers.every((one) => one !== undefined)) return { values: Float64Array.from(numbers) };
  const vectors = world.at(line, () =>
    parseExpressions(text).map(({ expression }) => evaluate(expression, world.scope)),
  );
  const values = Float64Array.from(vectors, ({ values: own }) => own[0]!);
  if (vectors.every(({ imaginary }) => imaginary === undefined)) return { values };
  return { values, imaginary: Float64Array.from(vectors, ({ imaginary }) => imaginary?.[0] ?? 0) };
}

function ranged({ name, line }: Command, text: string): Vector {
  const given = new Map<string, number>();
  for (const [all, key = '', number = ''] of text.matchAll(/([a-z]+)\s*=\s*(\S+)|\S+/gi)) {
    const value = readSpiceNumber(number);
    if (value === undefined || !RANGE.has(key.toLowerCase()))
      refuseCommand(name, line, `"${all}" is nothing it takes`, `give ${[...RANGE].join(', ')} as name=number`);
    given.set(key.toLowerCase(), value);
  }
  const of = (key: string): number | undefined => given.get(key);
  const [center, span] = [of('center'), of('span')];
  const start = of('start') ?? (center === undefined || span === undefined ? undefined : center - span / 2);
  const stop = of('stop') ?? (center === undefined || span === undefined ? undefined : center + span / 2);
  if (start === undefined || stop === undefined)
    refuseCommand(name, line, 'its range has no start or no end', 'give start and stop, or center and span');
  const ratio = Math.log(stop / start);
  const logarithmic = of('log') ?? perRatio(of('dec'), ratio / Math.LN10) ?? perRatio(of('oct'), ratio / Math.LN2);
  const count = logarithmic ?? of('lin') ?? Math.floor((stop - start) / (of('step') ?? NaN) + 1e-9) + 1;
  if (!(count >= 1 && count <= LONGEST_VECTOR) || (logarithmic !== undefined && !(ratio !== 0 && isFinite(ratio))))
    refuseCommand(name, line, 'its range has no points', 'give step, lin, log, dec or oct, with a range that fits');
  const whole = Math.trunc(count);
  const step = of('step') ?? (stop - start) / Math.max(1, whole - 1);
  return {
    values: Float64Array.from({ length: whole }, (_, index) =>
      logarithmic === undefined ? start + index * step : start * Math.exp((ratio * index) / Math.max(1, whole - 1)),
    ),
  };
}

const RANGE = new Set(['start', 'stop', 'step', 'center', 'span', 'lin', 'log', 'dec', 'oct']);

function perRatio(points: number | undefined, ratios: number): number | undefined {
  return points === undefined ? undefined : Math.floor(points * Math.abs(ratios) + 1e-9) + 1;
}

/** `define gain(a,b) vm(a)/vm(b)`: a function of expressions from here on. */
export function defineCommand(world: World, { name: word, rest, line }: Command): void {
  if (rest === '') return;
  const [, name = '', list = '', body = ''] = /^([a-z_]\w*)\s*\(([^()]*)\)\s*=?\s*(.+)$/i.exec(rest) ?? [];
  const parameters = list
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());
  if (name === '' || parameters.some((one) => !/^[a-z_]\w*$/.test(one)))
    refuseCommand(word, line, `"${rest.slice(0, 40)}" defines no function`, 'write "define f(a,b) expression"');
  world.functions.set(name.toLowerCase(), {
    parameters,
    // With the functions there are now, so that none can come to contain itself.
    body: world.at(line, () =>
      expanded(parseExpression(body.replace(/^"(.*)"$/, '$1')), (own) => world.functions.get(own)),
    ),
  });
}

export function undefineCommand(world: World, { rest }: Command): void {
  for (const name of rest.toLowerCase().split(/\s+/)) world.functions.delete(name);
}

/** `strcmp result $a $b`: the variable becomes -1, 0 or 1. */
export function strcmpCommand(world: World, { name, rest, line }: Command): void {
  const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  const [variable, left, right] = words;
  if (variable === undefined || left === undefined || right === undefined || words.length > 3)
    refuseCommand(name, line, 'it compares two texts', 'write "strcmp result $a $b"');
  world.variables.set(variable.toLowerCase(), left === right ? '0' : left < right ? '-1' : '1');
}
