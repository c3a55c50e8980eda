import { readStatement } from '../../deck/statement.js';
import { refuseCommand, type Command, type World } from '../world.js';

/** `run` runs the analyses of the deck's own lines, `tran 1u 1m` and the others the one they name. */
export async function runCommand(world: World, { name, rest, line }: Command): Promise<void> {
  if (name !== 'run') {
    await world.run([readStatement(`.${name} ${rest}`.trim(), line)], line);
    return;
  }
  const { analyses } = world.circuit;
  if (rest !== '')
    world.note(line, '"run" names a file, and nothing is written but what the command line asks for; see --output');
  if (analyses.length === 0)
    refuseCommand(name, line, 'the deck has no analysis line to run', 'add a .tran, .dc, .ac, .op or .noise line');
  await world.run(analyses, line);
}
