import { deserialize, serialize } from 'node:v8';
import type { Codec } from './file-store.js';
import { seal, unseal } from './sealed.js';

/**
 * Values with their typed arrays and infinities as they are, sealed; files end in the kind of what they hold.
 * @param isWhole whether what was read is what will be used
 */
export function serializedCodec<Value>(kind: string, isWhole: (value: unknown) => value is Value): Codec<Value> {
  return {
    suffix: `.${kind}`,
    encode: (value, key) => seal(kind, key, serialize(value)),
    decode: (bytes, key) => {
      const body = unseal(kind, key, bytes);
      try {
        const value: unknown = body && deserialize(body);
        return isWhole(value) ? value : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
