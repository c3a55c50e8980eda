import { existsSync, readFileSync } from 'node:fs';
import { codeDigest } from '../../src/node/code-digest.js';
import { packagePath } from '../../src/node/package-path.js';

test('the bundle of the command line is made of the code beside it', () => {
  const stamp = packagePath('dist', 'bundle', 'stamp.json');
  // `npm run build` makes both; tests of the command line run it.
  expect(existsSync(stamp)).toBe(true);
  const { digest } = JSON.parse(readFileSync(stamp, 'utf8')) as { digest: string };
  expect(digest).toBe(codeDigest([packagePath('dist')]));
});
