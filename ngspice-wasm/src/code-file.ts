import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/*
 * Machine code in a file. Whoever can write the file can have this process do anything, and no checksum helps against
 * that: the folder has to belong to the user of this process, and nobody else may write to it or to the file. The
 * checksum is for accidents: a truncated file, a worn disk.
 */

const MAGIC = 'ngspice-wasm optimised code 1';
const WRITABLE_BY_OTHERS = 0o022;
const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;

/** A file of the folder, for one engine on one V8. */
export class CodeFile {
  readonly path: string;

  constructor(
    private readonly folder: string,
    private readonly key: string,
  ) {
    this.path = join(folder, `ngspice-${key}.code`);
  }

  /** Its content; undefined when there is none, it is damaged or of another key, or others can write to it. */
  read(): ArrayBuffer | undefined {
    try {
      if (!ownedAlone(lstatSync(this.folder))) return undefined;
      const file = openSync(this.path, 'r');
      try {
        return ownedAlone(fstatSync(file)) ? this.content(readFileSync(file)) : undefined;
      } finally {
        closeSync(file);
      }
    } catch {
      return undefined;
    }
  }

  /** Replaces the file in one step, so that a reader sees the old or the new one. @returns whether it was written */
  write(code: ArrayBuffer): boolean {
    const temporary = `${this.path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: OWNER_ONLY.folder });
      if (!ownedAlone(lstatSync(this.folder))) return false;
      const content = new Uint8Array(code);
      writeFileSync(temporary, Buffer.concat([Buffer.from(this.header(content), 'latin1'), content]), {
        mode: OWNER_ONLY.file,
        flag: 'wx',
      });
      renameSync(temporary, this.path);
      return true;
    } catch {
      // A full disk or a read-only home: the next process compiles.
      rmSync(temporary, { force: true });
      return false;
    }
  }

  private content(all: Buffer): ArrayBuffer | undefined {
    const start = this.header(new Uint8Array(0)).length;
    const content = all.subarray(start);
    if (content.length === 0 || all.toString('latin1', 0, start) !== this.header(content)) return undefined;
    return Uint8Array.from(content).buffer;
  }

  /** As long for any content. */
  private header(content: Uint8Array): string {
    return `${MAGIC}\n${this.key}\n${createHash('sha256').update(content).digest('hex')}\n`;
  }
}

/** Where the system knows no owners (Windows), nobody can tell who wrote a file: there it is refused. */
function ownedAlone({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  return process.getuid !== undefined && uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0;
}
