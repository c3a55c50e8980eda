/**
 * Writes the skeleton of something new, which passes its conformance test as it is: `npm run new cell NAME`.
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
    list: /(const cells: readonly CellDefinition\[\] = \[\n)/,
    next: [
      'npm run generate           writes the repeated sections of its README and its reference netlist',
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
    .replaceAll('Plain name', plain[0].toUpperCase() + plain.slice(1))
    .replaceAll('plain name', plain);
}

/** An import in its alphabetical place, and an entry at the head of the list. */
function register({ registry, list }, name) {
  const lines = readFileSync(registry, 'utf8').split('\n');
  const own = `import { ${camel(name)} } from './${name}/index.js';`;
  const later = lines.findIndex((line) => /\/index\.js';$/.test(line) && line.split("'")[1] > `./${name}/index.js`);
  const last = lines.findLastIndex((line) => /\/index\.js';$/.test(line));
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
