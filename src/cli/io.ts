/** The outside world as a command sees it; tests give their own. */
export interface Io {
  /** Data: what the user asked for. */
  out(chunk: string | Uint8Array): void;
  /** Diagnostics, progress, what was written where. */
  err(text: string): void;
  /** One line that is a command for the CI system: no other line may look like one. */
  annotate(line: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/** What every command is given besides its arguments. */
export interface Session {
  readonly io: Io;
  /** Fires on Ctrl-C; simulations under way stop. */
  readonly signal: AbortSignal;
}

/** The process's own streams. A reader that goes away (`| head`) ends the output quietly and changes no verdict. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', ignoreClosedPipe);
  }
  return {
    out: (chunk) => void process.stdout.write(chunk),
    err: (text) => void process.stderr.write(text),
    // The runner reads commands from stderr too, and stdout may be JSON.
    annotate: (line) => void process.stderr.write(`${line}\n`),
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
    environment: process.env,
  };
}

/** Colours on a terminal, unless NO_COLOR; FORCE_COLOR asks for them anywhere. */
export function wantsColor({ outIsTerminal, environment }: Io): boolean {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  if (environment.FORCE_COLOR !== undefined && !['', '0', 'false'].includes(environment.FORCE_COLOR)) return true;
  return outIsTerminal && environment.TERM !== 'dumb';
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
