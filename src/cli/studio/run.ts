import { projectFiles } from '../../shelf/shelves.js';
import { serveStudio, studioBuilt } from '../../node/studio-server.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';

/** Largest spec that the page is given, bytes. */
const LARGEST = 1e6;
const PORTS = 65_535;

/** Serves the studio until Ctrl-C. @throws UserError where the spec cannot be read or the port cannot be had */
export async function runStudio(file: string | undefined, port: number, { io, signal }: Session): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > PORTS)
    throw new UserError([{ message: `--port: found ${port}, expected a whole number from 0 to ${PORTS}` }]);
  if (!studioBuilt()) throw new UserError([{ message: 'the studio is not built here; run "npm run build"' }]);
  const text = file === undefined ? undefined : projectFiles().text(file, LARGEST, 'a spec is a page of text');
  const server = await serveStudio(text, port).catch((error: NodeJS.ErrnoException) => {
    throw new UserError([{ message: `--port ${port}: ${error.code ?? error.message}; choose another` }]);
  });
  io.out(`${server.address}\n`);
  io.err('open this address in a browser of this machine; Ctrl-C ends the studio\n');
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  return EXIT.pass;
}
