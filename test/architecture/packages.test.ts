import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

function packedFiles(folder: string): string[] {
  const said = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(said) as Packed[])[0]?.files.map(({ path }) => path) ?? [];
}

test.each(['.', 'ngspice-wasm'])('the package of %s holds what a user needs, and nothing of our workshop', (folder) => {
  const files = packedFiles(folder);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'README.md', 'package.json']));
  expect(files.filter((path) => /\.(map|tsbuildinfo|tgz)$|(^|\/)(test|bench|node_modules)\//.test(path))).toEqual([]);
});

test('rulespice comes with its documentation, examples and schemas', () => {
  const files = packedFiles('.');
  for (const path of [
    'bin/rulespice.js',
    'docs/README.md',
    'docs/guides/first-rule.md',
    'examples/tour/trace.yaml',
    'models/sky130/process.yaml',
    'schema/spec.schema.json',
    'templates/report/page.html.hbs',
  ])
    expect(files).toContain(path);
});

test('both packages name one repository, which is one command to fill', () => {
  const [own, engine] = ['package.json', 'ngspice-wasm/package.json'].map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>,
  );
  for (const field of ['homepage', 'bugs']) expect(engine?.[field]).toEqual(own?.[field]);
  expect(engine?.repository).toEqual({ ...(own?.repository as object), directory: 'ngspice-wasm' });
  for (const { keywords } of [own, engine] as { keywords: string[] }[]) expect(keywords.length).toBeGreaterThan(3);
});
