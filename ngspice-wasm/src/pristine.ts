import { STACK_BYTES, type EngineModule, type Pointer } from './module.js';

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
  private readonly used: () => number;

  /** @param module an engine whose file system is complete, and to which no circuit was given yet */
  constructor(private readonly module: EngineModule) {
    this.used = usedMemory(module);
    this.inodes = module.FS.nextInode;
    const memory = module.HEAPU8;
    for (let at = 0; at < this.used(); at += BLOCK) {
      const bytes = memory.subarray(at, at + BLOCK);
      if (!isZero(bytes)) this.blocks.push({ at, bytes: bytes.slice() });
    }
  }

  /**
   * Makes the engine what it was, in about a millisecond. False when that cannot be had: a file was made or left open,
   * or the memory has become so large that it is better given back. Then it must not be used again.
   */
  restore(): boolean {
    const { HEAPU8: memory, FS } = this.module;
    if (memory.length > LARGEST || FS.nextInode !== this.inodes) return false;
    if (FS.streams.some((stream, index) => index >= STANDARD_STREAMS && stream)) return false;
    // A line that was begun and not ended waits in the terminal's buffer, which is no part of the memory.
    for (const stream of FS.streams) if (stream?.tty) stream.tty.output.length = 0;
    memory.fill(0, 0, this.used());
    for (const { at, bytes } of this.blocks) memory.set(bytes, at);
    return true;
  }
}

/** Enough that the allocator has to ask for more memory, in an engine that holds a tenth of it. */
const PROBE = 1024 ** 2;
/** Where the C library's program break can be: a whole number of what it takes at a time. */
const GRAIN = 16;

/**
 * How much of its memory an engine has ever used. It takes 32 MB at its start and touches a third; to wipe the rest
 * costs a process its first use of every page, 0.1 s in a virtual machine. C keeps the end of what it took (the program
 * break) in a variable without a name: the only word that points behind the heap and moves as far as a large request.
 * Should it not be the only one, all of the memory counts as used.
 */
function usedMemory(module: EngineModule): () => number {
  const first = module._malloc(GRAIN);
  const before = words(module, first);
  const large = module._malloc(PROBE);
  const after = words(module, first);
  module._free(large);
  module._free(first);
  const places: number[] = [];
  for (let place = 0; place < before.length; place += 1) {
    const [was, is] = [before[place]!, after[place]!];
    if (was >= first && is > large + PROBE && is - was >= PROBE - BLOCK && is % GRAIN === 0) places.push(place);
  }
  const [place] = places;
  if (places.length !== 1 || place === undefined) return () => module.HEAPU8.length;
  return () => new Uint32Array(module.HEAPU8.buffer)[place]!;
}

/** A copy of C's variables: they lie below the stack, which lies below the heap. */
function words(module: EngineModule, heap: Pointer): Uint32Array {
  return new Uint32Array(module.HEAPU8.buffer).slice(0, (heap - STACK_BYTES) / Uint32Array.BYTES_PER_ELEMENT);
}

function isZero(bytes: Uint8Array): boolean {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < words.length; index += 1) if (words[index] !== 0) return false;
  return true;
}
