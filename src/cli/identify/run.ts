import { dirname, resolve } from 'node:path';
import { shellFile, shellWord } from '../../units/shell-word.js';
import { UserError } from '../../units/user-error.js';
import { forFile } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, writeOutput } from '../output.js';
import { writeResults } from '../results.js';
import { createProgress } from '../terminal/progress.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';

interface IdentifyArguments extends EngineArguments {
  readonly file: string;
  readonly netlist: string | undefined;
  readonly card: string | undefined;
  readonly report: string | undefined;
  readonly json: string | undefined;
}

/** Finds the rule of a circuit; the exit code says whether it describes trains that it has not seen. */
export async function runIdentify(args: IdentifyArguments, session: Session): Promise<number> {
  const { io } = session;
  for (const option of ['card', 'report', 'json'] as const) assertWritable(`--${option}`, args[option]);
  assertBeside(args);
  const [{ readCircuit }, { vocabulary }, { identify }] = await Promise.all([
    import('../../spec/circuit-document.js'),
    import('../../compose/vocabulary.js'),
    import('../../identify/identify.js'),
  ]);
  const result = await forFile(args.file, async () => {
    const document = readCircuit(args.file, vocabulary());
    return withToolchain(args, session, async (tools) => {
      const progress = await createProgress(io, args.json === '' || args.json === '-');
      progress.start(document.name);
      try {
        return await identify(document, tools, {
          ...(args.netlist === undefined ? {} : { netlist: args.netlist }),
          replay: replayOf(args),
          onProgress: (step) => progress.update(step),
        });
      } finally {
        progress.stop();
      }
    });
  });
  session.signal.throwIfAborted();
  if (args.card !== undefined) {
    if (result.card === '') io.err(`no card: ${(result.findings ?? []).join('; ')}\n`);
    else {
      await writeOutput(args.card, [result.card], session);
      announce(io, args.card);
    }
  }
  await writeResults([result], { ...args, quiet: false, verbose: true, details: true }, session);
  const { exitCode } = await import('../../report/summary.js');
  return exitCode(result.status);
}

/** The netlist of a spec stands beside it, so the card has to. */
function assertBeside({ card, file }: IdentifyArguments): void {
  if (card === undefined || card === '' || card === '-') return;
  if (resolve(card) === resolve(file))
    throw new UserError([{ message: `--card: ${card} is the spec itself; choose another name` }]);
  if (dirname(resolve(card)) === dirname(resolve(file))) return;
  throw new UserError([
    { message: `--card: ${card} is not beside ${file}, where the netlist is; write it into ${dirname(file)}` },
  ]);
}

function replayOf({ file, netlist, engine }: IdentifyArguments): string {
  return [
    `rulespice identify ${shellFile(file)}`,
    ...(netlist === undefined ? [] : [`--netlist ${shellWord(netlist)}`]),
    `--engine ${shellWord(engine)}`,
  ].join(' ');
}
