import { shown } from '../../units/line-of-text.js';
import { EXIT, reportDefect } from '../exit.js';
import type { Io } from '../io.js';

/**
 * Documents of any kind on which rulespice itself failed. Each is an error in the report; the results of the others are
 * not lost to it, and the command ends with the exit code of a defect.
 */
export class Crashes {
  readonly #errors = new Map<string, unknown>();

  /** @param signal what fails after an interruption is none of ours */
  constructor(private readonly signal: AbortSignal) {}

  /**
   * Does work on one document; nothing comes back where it met a defect.
   * @throws everything that says something about the input, the engine or an interruption
   */
  async spare<Result>(file: string, work: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.signal.aborted || (await isSaid(error))) throw error;
      this.#errors.set(file, error);
      return undefined;
    }
  }

  has(file: string): boolean {
    return this.#errors.has(file);
  }

  /** What happened to a document that was spared, in one line. */
  failure(file: string): string {
    const error = this.#errors.get(file);
    return `a defect of rulespice: ${shown(error instanceof Error ? error.message : String(error))}`;
  }

  /** Prints every trace. @returns the exit code of the command, that of the results where there was no defect */
  settle(io: Pick<Io, 'err'>, code: number): number {
    for (const [file, error] of this.#errors) reportDefect(error, io, file);
    return this.#errors.size > 0 ? EXIT.bug : code;
  }
}

/** Errors that are answers, not defects. */
async function isSaid(error: unknown): Promise<boolean> {
  const [{ UserError }, { DesignRefusal }, { RunFailure }] = await Promise.all([
    import('../../units/user-error.js'),
    import('../../process/process.js'),
    import('../../units/run-failure.js'),
  ]);
  return error instanceof UserError || error instanceof DesignRefusal || error instanceof RunFailure;
}
