import { EXIT, INTERRUPTED, reportError } from './exit.js';
import { processIo } from './io.js';
import { main } from './main.js';

/*
 * The process that does the work, started by supervise.ts. It ends with the process that started it.
 */

process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
// Listening for the end of the parent must not keep this process alive.
process.channel?.unref();

// A fault that nobody awaited is a defect, and must not end with the code of a failed check.
process.on(
  'uncaughtException',
  (error) => void reportError(error, processIo(), false).then((code) => process.exit(code)),
);

const io = processIo();
// supervise.ts says that a command was interrupted, and says it once, however long this process takes to end.
const err = (text: string): void => (text === INTERRUPTED ? undefined : io.err(text));
const code = await main(process.argv.slice(2), { ...io, err });
if (code === EXIT.interrupted) process.exit(code);
process.exitCode = code;
