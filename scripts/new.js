/**
 * Writes the skeleton of something new, which passes its conformance test as it is: `npm run new cell NAME`,
 * `npm run new quantity NAME`.
 * Nothing is overwritten. What the registry needs is one line, which is put in too.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SKELETONS = join(dirname(fileURLToPath(import.meta.url)), 'skeletons');

/** Where the files of each kind go, and the registry that has to know of it. */
const KINDS = {
  cell: {
    place: (file, name) =>
      file === 'template.cir.hbs' ? `templates/cells/${name}.cir.hbs` : `src/cells/${name}/${file}`,
    registry: 'src/cells/registry.ts',
    module: (name) => `./${name}/index.js`,
    list: /(const cells: readonly CellDefinition\[\] = \[\n)/,
    next: [
      'npm run generate           writes the repeated sections of its README and its reference netlist',
      'npm run test:conformance   says what is missing',
    ],
  },
  quantity: {
    place: (file, name) => (file === 'test.ts' ? `test/quantities/${name}.test.ts` : `src/quantities/${name}.ts`),
    registry: 'src/quantities/registry.ts',
    module: (name) => `./${name}.js`,
    list: /(export const quantities: readonly Quantity\[\] = \[\n(?: {2}\w+,\n)*)/,
    next: [
      'npm run generate           writes docs/reference/quantities.md and the schema',
      'npm run test:conformance   says what is missing',
    ],
  },
};

function main([kind = '', name = '']) {
  const about = KINDS[kind];
  if (!about) return fail(`"${kind}" cannot be made; there are ${Object.keys(KINDS).join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return fail(`"${name}" is no name: small letters and digits, words joined by "-", such as soft-sink`);
  const files = readdirSync(join(SKELETONS, kind)).map((file) => ({ file, path: about.place(file, name) }));
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) return fail(`${taken.path} is there already; nothing was written`);
  for (const { file, path } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, named(readFileSync(join(SKELETONS, kind, file), 'utf8'), name));
    console.log(`wrote ${path}`);
  }
  register(about, name);
  console.log(`one line added to ${about.registry}\nnow:\n${about.next.map((line) => `  ${line}\n`).join('')}`);
}

function named(text, name) {
  const plain = name.replaceAll('-', ' ');
  return text
    .replaceAll('kebab-name', name)
    .replaceAll('camelName', camel(name))
    .replaceAll('snake_name', name.replaceAll('-', '_'))
    .replaceAll('Plain name', plain[0].toUpperCase() + plain.slice(1))
    .replaceAll('plain name', plain);
}

/** An import in its alphabetical place among those of its kind, and an entry in the list. */
function register({ registry, module, list }, name) {
  const lines = readFileSync(registry, 'utf8').split('\n');
  const own = `import { ${camel(name)} } from '${module(name)}';`;
  const imported = (line) => /^import \{.* from '(\.\/.*)';$/.exec(line)?.[1];
  const alike = (line) => imported(line)?.split('/').length === module(name).split('/').length;
  const later = lines.findIndex((line) => alike(line) && imported(line) > module(name));
  const last = lines.findLastIndex(alike);
  lines.splice(later < 0 ? last + 1 : later, 0, own);
  writeFileSync(registry, lines.join('\n').replace(list, `$1  ${camel(name)},\n`));
}

function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

function fail(message) {
  console.error(message);
  process.exitCode = 2;
}

main(process.argv.slice(2));
