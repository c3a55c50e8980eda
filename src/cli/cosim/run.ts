import { forFile, loadSpecs } from '../inputs.js';
import type { Session } from '../io.js';
import { assertWritable } from '../output.js';
import { writeResults } from '../results.js';
import { createProgress } from '../terminal/progress.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';

interface CosimArguments extends EngineArguments {
  readonly file: string;
  readonly report: string | undefined;
  readonly json: string | undefined;
}

/** Runs a network in closed loop, prints spikes, weights and verdicts; the exit code is that of `verify`. */
export async function runCosim(args: CosimArguments, session: Session): Promise<number> {
  const { io } = session;
  assertWritable('--report', args.report);
  assertWritable('--json', args.json);
  const [named] = await loadSpecs([args.file]);
  if (!named) throw new Error('no spec was loaded');
  const { cosimulate } = await import('../../cosim/cosim.js');
  const { report } = await withToolchain(args, session, (tools) =>
    forFile(args.file, async () => {
      const progress = await createProgress(io, args.json === '' || args.json === '-');
      progress.start(named.spec.name);
      try {
        return await cosimulate(named.spec, tools, { file: args.file, onProgress: (step) => progress.update(step) });
      } finally {
        progress.stop();
      }
    }),
  );
  session.signal.throwIfAborted();
  await writeResults([report], { ...args, quiet: false, verbose: true, details: true }, session);
  const { exitCode } = await import('../../report/summary.js');
  return exitCode(report.status);
}
