import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** Digest of texts one after the other, as UTF-8; 32 bytes. The same on Node and in a browser. */
export function sha256Of(...texts: readonly string[]): Uint8Array {
  const hash = sha256.create();
  for (const text of texts) hash.update(utf8ToBytes(text));
  return hash.digest();
}

/** As `sha256Of`, in hexadecimal digits. */
export function sha256Hex(...texts: readonly string[]): string {
  return bytesToHex(sha256Of(...texts));
}
