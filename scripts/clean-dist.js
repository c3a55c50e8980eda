/** Removes dist/ before a package is made: what an older build left there must not be published. `prepare` builds. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

rmSync(fileURLToPath(new URL('../dist', import.meta.url)), { recursive: true, force: true });
