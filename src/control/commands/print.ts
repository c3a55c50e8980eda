import { evaluate } from '../../vector/evaluate.js';
import { parseExpressions } from '../../vector/parse.js';
import type { Vector } from '../../vector/vector.js';
import { hasAxis, type Waveforms } from '../../waveform/waveforms.js';
import { refuseCommand, type Command, type World } from '../world.js';
import type { NamedVector } from '../said.js';

/** `print v(out) mag(v(a))`, `print all`; what it would write into a file is printed. */
export function printCommand(world: World, command: Command): void {
  const { line } = command;
  const rest = withoutRedirection(world, command).replace(/^(?:col|line)\b\s*/i, '');
  const vectors = namedVectors(world, rest, line);
  if (vectors.length === 0)
    refuseCommand('print', line, 'nothing to print is named', 'write "print v(out)" or "print all"');
  const { waveforms } = world.plots.current;
  world.say({
    kind: 'vectors',
    line,
    vectors,
    ...(waveforms && hasAxis(waveforms) && vectors.some(({ vector }) => along(vector, waveforms))
      ? { axis: { name: waveforms.axis.name, vector: { values: waveforms.axis.values } } }
      : {}),
  });
}

function along({ values }: Vector, { axis }: Waveforms): boolean {
  return values.length === axis.values.length;
}

/** `echo any words`. */
export function echoCommand(world: World, command: Command): void {
  const text = withoutRedirection(world, command)
    .replace(/^-n\s+/, '')
    .replace(/"([^"]*)"|'([^']*)'/g, '$1$2');
  world.say({ kind: 'text', line: command.line, text });
}

/** The vectors that a list of expressions names; `all`, `allv` and `alli` are those of the result. */
export function namedVectors(world: World, text: string, line: number): NamedVector[] {
  return world.at(line, () =>
    parseExpressions(text).flatMap(({ text: name, expression }) => {
      if (expression.kind === 'vector' && /^all[vi]?$/.test(expression.name)) return everything(world, expression.name);
      return [{ name, vector: evaluate(expression, world.scope) }];
    }),
  );
}

function everything(world: World, which: string): NamedVector[] {
  const { own, waveforms } = world.plots.current;
  const wanted = which === 'allv' ? 'voltage' : which === 'alli' ? 'current' : undefined;
  const columns = [...(waveforms?.columns.values() ?? [])].filter(
    ({ kind }) => wanted === undefined || kind === wanted,
  );
  const totals = [...(wanted === undefined ? (waveforms?.totals ?? []) : [])];
  return [
    ...columns.map((vector) => ({ name: vector.name, vector })),
    ...totals.map(([name, value]) => ({ name, vector: { values: Float64Array.of(value) } })),
    ...(wanted === undefined ? [...own].map(([name, vector]) => ({ name, vector })) : []),
  ];
}

/** `> file` and `>> file` at the end: files are named on the command line only. */
function withoutRedirection(world: World, { name, rest, line }: Command): string {
  const found = /^(.*?)\s*>{1,2}&?\s*([\w./~-]*[a-z_./][\w./~-]*)$/i.exec(rest);
  if (!found) return rest;
  world.note(
    line,
    `"${name} ... > ${found[2]!}" is printed; files are written where the command line says, see --output`,
  );
  return found[1]!;
}
