import { refuseCommand, type Command, type World } from '../world.js';
import { namedVectors } from './print.js';

/**
 * `write file vectors` and `wrdata file vectors` choose what is in the output; the file is the one of the command line.
 */
export function writeCommand(world: World, { name, rest, line }: Command): void {
  const [, file = '', vectors = ''] = /^("[^"]*"|\S*)\s*(.*)$/.exec(rest) ?? [];
  const plot = world.plots.current;
  if (plot === world.plots.constants)
    refuseCommand(name, line, 'there is no result to write yet', 'run an analysis before it');
  if (name === 'wrdata' && vectors === '')
    refuseCommand(name, line, 'no vectors are named', `write "wrdata ${file === '' ? 'file' : file} v(out)"`);
  const chosen = namedVectors(world, vectors === '' ? 'all' : vectors, line);
  const points = plot.waveforms?.axis.values.length ?? 1;
  const wrong = vectors === '' ? undefined : chosen.find(({ vector }) => ![1, points].includes(vector.values.length));
  if (wrong)
    refuseCommand(
      name,
      line,
      `"${wrong.name}" has ${wrong.vector.values.length} values, and the result ${points}`,
      'write vectors of one result',
    );
  // Numbers that "let" and "meas" made belong into no column.
  const fitting =
    vectors === ''
      ? chosen.filter(({ name: own, vector }) => vector.values.length === points && !plot.own.has(own))
      : chosen;
  world.limits.take(
    'numbers',
    fitting.reduce((sum, { vector }) => sum + vector.values.length, 0),
    line,
  );
  world.written.push({ plot, vectors: fitting, line });
  world.note(line, `"${name}" puts its vectors into the output; "${file.slice(0, 60)}" is not written, see --output`);
}
