import { didYouMean } from '../../units/did-you-mean.js';
import { measureOne } from '../../measure/deck.js';
import { readMeasurement } from '../../measure/read.js';
import { realNumber } from '../../vector/vector.js';
import { refuseCommand, type Command, type World } from '../world.js';

/** `let name = expression`, `let name[2] = expression`, `let const.name = expression`. */
export function letCommand(world: World, { rest, line }: Command): void {
  if (rest === '') return;
  const [, name = '', index, expression = ''] =
    /^((?:[a-z]\w*\.)?[a-z_][\w#]*)\s*(?:\[([^\]]*)\])?\s*=(?!=)\s*(.+)$/i.exec(rest) ?? [];
  if (name === '')
    refuseCommand('let', line, `"${rest.slice(0, 40)}" is no assignment`, 'write "let name = expression"');
  const lower = name.toLowerCase();
  const value = world.value(expression, line);
  const found = world.plots.find(lower);
  const [, prefix, inner] = /^([a-z]\w*)\.(.+)$/.exec(lower) ?? [];
  const named = prefix === undefined ? undefined : world.plots.get(prefix);
  const plot = found?.plot ?? named ?? world.plots.current;
  const key = found?.name ?? (named ? inner! : lower);
  if (index === undefined) {
    world.limits.take('numbers', value.values.length, line);
    plot.own.set(key, value);
    return;
  }
  const old = plot.vector(key);
  const at = world.at(line, () => realNumber(world.value(index, line), 'an index'));
  if (!old || !(at >= 0 && at < old.values.length))
    refuseCommand('let', line, `"${name}" has no value at ${at}`, 'make the vector first, as in "let x = vector(5)"');
  const values = Float64Array.from(old.values);
  values[Math.trunc(at)] = world.at(line, () => realNumber(value, 'the new value'));
  world.limits.take('numbers', values.length, line);
  plot.own.set(key, { values, ...(old.imaginary ? { imaginary: old.imaginary } : {}) });
}

export function unletCommand(world: World, { rest }: Command): void {
  for (const name of rest.toLowerCase().split(/\s+/)) world.plots.find(name)?.plot.own.delete(name);
}

/** `meas tran name ...` on the result there is now. */
export function measureCommand(world: World, { name, rest, line }: Command): void {
  const measurement = readMeasurement(`${name} ${rest.toLowerCase()}`, line);
  const kind = world.plots.current.waveforms?.analysis;
  if (kind !== measurement.analysis && measurement.quantity.kind !== 'param')
    refuseCommand(
      name,
      line,
      `the result there is now is ${kind === undefined ? 'none' : `of "${kind}"`}, not of "${measurement.analysis}"`,
      `run the "${measurement.analysis}" first, or choose its result with setplot`,
    );
  world.measured(measureOne(measurement, world.scope));
}

export function setplotCommand(world: World, { rest, line }: Command): void {
  const name = rest.toLowerCase().trim();
  if (name === '') return;
  const plot = world.plots.get(name);
  if (!plot && name === 'new') return;
  if (!plot)
    refuseCommand(
      'setplot',
      line,
      `there is no result "${name}"${didYouMean(name, world.plots.names())}`,
      `there are ${world.plots.names().join(', ')}`,
    );
  world.plots.current = plot;
}

export function destroyCommand(world: World, { rest }: Command): void {
  for (const name of rest.toLowerCase().split(/\s+/)) world.plots.forget(name === '' ? world.plots.current.name : name);
}
