import { shown } from '../units/line-of-text.js';
import type { Io } from './io.js';

/** Exit codes; `--help` documents them. */
export const EXIT = { pass: 0, outOfLimits: 1, badInput: 2, simulationFailed: 3, bug: 70, interrupted: 130 } as const;

/** What is said of an interrupted command. */
export const INTERRUPTED = 'interrupted; unfinished results were discarded\n';

/** What each code says, of every command. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.pass, 'every check passed, or the command did what it was asked'],
  [EXIT.outOfLimits, 'a check is out of limits or was not checked'],
  [EXIT.badInput, 'bad input: a file, an option, or a circuit that physics refuses'],
  [EXIT.simulationFailed, 'a simulation failed, so there is no verdict'],
  [EXIT.bug, 'a defect of rulespice'],
  [EXIT.interrupted, 'interrupted (Ctrl-C)'],
];

/** The part of `--help` after the options. */
export const EXIT_CODES = `Exit codes:\n${EXIT_MEANINGS.map(line).join('\n')}`;

function line([code, meaning]: readonly [code: number, meaning: string]): string {
  return `  ${String(code).padEnd(3)}  ${meaning}`;
}

/**
 * Says on stderr what stopped a command and returns the exit code. What the user can change is one line without a stack
 * trace; what only we can change keeps its trace.
 */
export async function reportError(error: unknown, io: Pick<Io, 'err'>, interrupted: boolean): Promise<number> {
  if (interrupted) {
    io.err(INTERRUPTED);
    return EXIT.interrupted;
  }
  const [{ UserError, formatProblem, problemLines }, { DesignRefusal }, { RunFailure }] = await Promise.all([
    import('../units/user-error.js'),
    import('../process/process.js'),
    import('../units/run-failure.js'),
  ]);
  if (error instanceof UserError) {
    io.err(`${problemLines(error.problems, error.more).join('\n')}\n`);
    return EXIT.badInput;
  }
  if (error instanceof DesignRefusal) {
    io.err(`${formatProblem({ message: `refused: ${error.reason}; ${error.wayOut}` })}\n`);
    return EXIT.badInput;
  }
  if (error instanceof RunFailure) {
    io.err(`simulation failed (${error.kind}): ${error.message}\n`);
    return EXIT.simulationFailed;
  }
  reportDefect(error, io);
  return EXIT.bug;
}

/** The trace of what only we can change. @param file the spec it happened on, where that is known */
export function reportDefect(error: unknown, io: Pick<Io, 'err'>, file?: string): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(`${file === undefined ? '' : `${shown(file)}: `}${trace}\n`);
  io.err(
    'this is a defect of rulespice; please report it to its maintainers with the command, the spec and ' +
      'the lines above\n',
  );
}
