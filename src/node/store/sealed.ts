import { createHash } from 'node:crypto';

/*
 * Everything this program keeps for later says what it is, for which question, and what it was when it was written:
 * a file that is damaged, cut, of another version, or a copy of the answer to another question is no record. That is
 * against accidents; who can write to the folder can write a digest too.
 */

/** Raised when an older record may be wrong or would be misread. */
const VERSION = 2;
const DIGEST_BYTES = 32;

/** Hexadecimal sha256. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A record as bytes. @param kind what it is; @param key the question that it answers; both one line */
export function seal(kind: string, key: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([head(kind, key), content]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/** What `seal` was given; undefined when these bytes are anything but a whole record of this kind and key. */
export function unseal(kind: string, key: string, bytes: Buffer): Buffer | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  const start = head(kind, key);
  if (body.length < start.length || !body.subarray(0, start.length).equals(start)) return undefined;
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(body.length))) return undefined;
  return body.subarray(start.length);
}

function head(kind: string, key: string): Buffer {
  return Buffer.from(`rulespice ${kind} ${VERSION}\n${key}\n`, 'utf8');
}

/** The same for a file that people read: the object with `format` and `digest`, of all its other members. */
export function sealJson<T extends object>(content: T): T & { readonly format: number; readonly digest: string } {
  const whole = { ...content, format: VERSION };
  return { ...whole, digest: sha256(JSON.stringify(whole)) };
}

/** What `sealJson` was given; undefined when this is anything else. @param value as JSON.parse gives it */
export function unsealJson(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { digest, ...whole } = value as Record<string, unknown>;
  if (whole.format !== VERSION || digest !== sha256(JSON.stringify(whole))) return undefined;
  delete whole.format;
  return whole;
}
