import { STANDARD_INPUT } from '../../node/files/standard-input.js';
import { nextChange, readsOf } from '../../node/files/watched.js';
import { shown } from '../../units/line-of-text.js';
import { UserError } from '../../units/user-error.js';
import { reportError } from '../exit.js';
import type { Session } from '../io.js';
import type { VerifyArguments } from './arguments.js';

/**
 * Verifies, and again whenever a spec or a file that it reads has changed, until Ctrl-C. What is wrong with a spec is
 * said, and watched on; what did not change is taken from the cache.
 * @throws UserError where there is nothing to watch
 */
export async function watchDocuments(
  args: VerifyArguments,
  session: Session,
  verify: (args: VerifyArguments) => Promise<number>,
): Promise<never> {
  refuse(args);
  const { io, signal } = session;
  for (;;) {
    const { reads, failed } = await readsOf(() => verify({ ...args, watch: false }));
    signal.throwIfAborted();
    if (failed) {
      // A pattern that matches nothing, an option that is wrong: no file would mend it.
      if (reads.size === 0) throw failed.error as Error;
      await reportError(failed.error, io, false);
    }
    io.err(`watching ${reads.size} ${reads.size === 1 ? 'file' : 'files'}; Ctrl-C ends\n`);
    const changed = await nextChange(reads, signal);
    io.err(`\nchanged: ${changed.map(shown).join(', ')}\n`);
  }
}

/** What makes no sense again and again. @throws UserError */
function refuse({ shard, updateBaseline, files }: VerifyArguments): void {
  const fail = (why: string): never => {
    throw new UserError([{ message: `--watch: ${why}` }]);
  };
  if (shard !== undefined) fail('a shard is simulated once; leave --shard or --watch out');
  if (updateBaseline === true)
    fail('every change would become the baseline that it is compared with; leave --update-baseline out');
  if (files.includes(STANDARD_INPUT)) fail('standard input does not change; name a file');
}
