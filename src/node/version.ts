import { readFileSync } from 'node:fs';
import { packagePath } from '../node/package-path.js';

/** Version of rulespice, from its package. */
export function version(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}
