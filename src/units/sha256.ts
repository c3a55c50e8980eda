import { sha256 } from '@noble/hashes/sha2';

/** Digest of texts one after the other, as UTF-8; 32 bytes. The same on Node and in a browser. */
export function sha256Of(...texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const hash = sha256.create();
  for (const text of texts) hash.update(encoder.encode(text));
  return hash.digest();
}

/** As `sha256Of`, in hexadecimal digits. */
export function sha256Hex(...texts: readonly string[]): string {
  return Array.from(sha256Of(...texts), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
