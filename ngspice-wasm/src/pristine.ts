import type { EngineModule } from './module.js';

/** Bytes that are looked at together: one that is all zero is not kept. */
const BLOCK = 65_536;
/** More memory than this after a circuit is given back with its engine, not wiped for every circuit to come. */
const LARGEST = 64 * 1024 ** 2;
/** stdin, stdout and stderr. */
const STANDARD_STREAMS = 3;

/**
 * An engine as it was when nobody had spoken to it. Everything ngspice knows (interpreter variables, aliases, circuits,
 * plots, the state of its random numbers, its C library) lies in its memory; beside it the compiled module has one
 * mutable global, the stack pointer, which every call that returns puts back (test/pristine.test.ts counts them). So
 * the memory of that moment, and a file system that nothing was written to, are a fresh engine.
 */
export class Pristine {
  private readonly blocks: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  private readonly inodes: number;

  /** @param module an engine whose file system is complete, and to which no circuit was given yet */
  constructor(private readonly module: EngineModule) {
    const { HEAPU8: memory, FS } = module;
    this.inodes = FS.nextInode;
    for (let at = 0; at < memory.length; at += BLOCK) {
      const bytes = memory.subarray(at, at + BLOCK);
      if (!isZero(bytes)) this.blocks.push({ at, bytes: bytes.slice() });
    }
  }

  /**
   * Makes the engine what it was, 2 ms for its first 32 MB. False when that cannot be had: a file was made or left
   * open, or the memory has become so large that it is better given back. Then it must not be used again.
   */
  restore(): boolean {
    const { HEAPU8: memory, FS } = this.module;
    if (memory.length > LARGEST || FS.nextInode !== this.inodes) return false;
    if (FS.streams.some((stream, index) => index >= STANDARD_STREAMS && stream)) return false;
    // A line that was begun and not ended waits in the terminal's buffer, which is no part of the memory.
    for (const stream of FS.streams) if (stream?.tty) stream.tty.output.length = 0;
    memory.fill(0);
    for (const { at, bytes } of this.blocks) memory.set(bytes, at);
    return true;
  }
}

function isZero(bytes: Uint8Array): boolean {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < words.length; index += 1) if (words[index] !== 0) return false;
  return true;
}
