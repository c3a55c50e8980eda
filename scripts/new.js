/**
 * Writes the skeleton of something new, which passes its conformance test as it is: `npm run new KIND NAME`.
 * Nothing is overwritten. What the registry needs is one line, which is put in too, and so is what other files have to
 * know: where the numbers come from, what a test compares with.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SKELETONS = join(dirname(fileURLToPath(import.meta.url)), 'skeletons');

/** Where the files of each kind go, the registry that has to know of it, and what is added to other files. */
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
  device: {
    place: (file, name) => {
      if (file === 'template.cir.hbs') return `templates/devices/${name}.cir.hbs`;
      if (file === 'set.yaml') return `models/devices/${name}-example.yaml`;
      return file === 'reference.json' ? undefined : `src/devices/${name}/${file}`;
    },
    registry: 'src/devices/registry.ts',
    module: (name) => `./${name}/index.js`,
    list: /(const devices: readonly DeviceDefinition\[\] = \[)/,
    separator: ', ',
    additions: (name) => [
      credited(`models/devices/${name}-example.yaml`),
      {
        path: 'test/devices/reference.json',
        text: (json) => {
          const own = JSON.parse(named(readFileSync(join(SKELETONS, 'device', 'reference.json'), 'utf8'), name));
          const all = JSON.parse(json);
          return `${JSON.stringify({ ...all, benches: { ...all.benches, [`${name}/pulse`]: own } }, null, 2)}\n`;
        },
      },
    ],
    next: [
      'npm run generate           writes docs/reference/devices.md',
      'npm run test:conformance   says what is missing',
      'scripts/oracle/devices.py  wants your equations: it writes test/devices/reference.json',
    ],
  },
  engine: {
    place: (_file, name) => `src/node/engine/${name}.ts`,
    registry: 'src/node/engine/registry.ts',
    imports: (name) => `create${pascal(name)}`,
    module: (name) => `./${name}.js`,
    list: /(const ENGINES = \{\n(?: {2}.*\n)*)/,
    entry: (name) => `  '${name}': { summary: 'TODO: what it is', create: create${pascal(name)} },\n`,
    next: [
      'npm run generate           writes docs/reference/commands.md',
      'npm run jest -- test/engine/conformance --selectProjects simulation   runs the same decks on every engine',
    ],
  },
  dialect: {
    place: (_file, name) => `src/dialect/${name}.ts`,
    registry: 'src/dialect/registry.ts',
    module: (name) => `./${name}.js`,
    list: /(const DIALECTS = \{ ngspice, )/,
    entry: (name) => (camel(name) === name ? `${name}, ` : `'${name}': ${camel(name)}, `),
    next: [
      'npm run generate           writes netlists/dialects and docs/reference/commands.md',
      'npm run jest -- test/dialect --selectProjects unit   compares its decks with the others',
    ],
  },
  command: {
    place: (file, name) => `src/cli/${name}/${file}`,
    registry: 'src/cli/commands.ts',
    module: (name) => `./${name}/command.js`,
    list: /(export const commands: readonly Command\[\] = \[\n)/,
    next: [
      'npm run generate           writes docs/reference/commands.md',
      'npm run build && node bin/rulespice.js NAME --help',
    ],
  },
  'fit-target': {
    place: (file, name) => `src/fit/targets/${name}/${file}`,
    registry: 'src/fit/registry.ts',
    module: (name) => `./targets/${name}/index.js`,
    list: /(export const fitTargets: readonly FitTarget\[\] = \[)/,
    separator: ', ',
    next: [
      'npm run generate           writes docs/reference/commands.md',
      'npm run test:conformance   counts how often its intervals hold the truth',
    ],
  },
  process: {
    place: (file, name) => `models/${name}/${file}`,
    additions: (name) => [credited(`models/${name}/process.yaml`)],
    next: [
      'npm run generate           writes docs/reference/processes.md',
      'npm run test:conformance   says what is missing',
      'rulespice characterise     measures what its transistors can do',
    ],
  },
};

/** A line of NOTICE for a file whose numbers somebody else may have measured. */
function credited(file) {
  const before = '\nRead at run time, not shipped\n';
  const entry = `${file}\n  TODO: who made these numbers, where they were published, under which terms.\n`;
  return { path: 'NOTICE', text: (notice) => notice.replace(before, `${entry}${before}`) };
}

function main([kind = '', name = '']) {
  const about = KINDS[kind];
  if (!about) return fail(`"${kind}" cannot be made; there are ${Object.keys(KINDS).join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return fail(`"${name}" is no name: small letters and digits, words joined by "-", such as soft-sink`);
  const files = readdirSync(join(SKELETONS, kind))
    .map((file) => ({ file, path: about.place(file, name) }))
    .filter(({ path }) => path !== undefined);
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) return fail(`${taken.path} is there already; nothing was written`);
  for (const { file, path } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, named(readFileSync(join(SKELETONS, kind, file), 'utf8'), name));
    console.log(`wrote ${path}`);
  }
  if (about.registry !== undefined) {
    register(about, name);
    console.log(`one line added to ${about.registry}`);
  }
  for (const { path, text } of about.additions?.(name) ?? []) {
    writeFileSync(path, text(readFileSync(path, 'utf8')));
    console.log(`added to ${path}`);
  }
  console.log(`now:\n${about.next.map((line) => `  ${line}\n`).join('')}`);
}

function named(text, name) {
  const plain = name.replaceAll('-', ' ');
  return text
    .replaceAll('kebab-name', name)
    .replaceAll('camelName', camel(name))
    .replaceAll('PascalName', pascal(name))
    .replaceAll('snake_name', name.replaceAll('-', '_'))
    .replaceAll('Plain name', plain[0].toUpperCase() + plain.slice(1))
    .replaceAll('plain name', plain);
}

/** An import in its alphabetical place among those of its kind, and an entry in the list. */
function register({ registry, imports = camel, module, list, separator = ',\n', entry }, name) {
  const lines = readFileSync(registry, 'utf8').split('\n');
  const own = `import { ${imports(name)} } from '${module(name)}';`;
  const imported = (line) => /^import \{.* from '(\.\/.*)';$/.exec(line)?.[1];
  const alike = (line) => imported(line)?.split('/').length === module(name).split('/').length;
  const later = lines.findIndex((line) => alike(line) && imported(line) > module(name));
  const last = lines.findLastIndex(alike);
  lines.splice(later < 0 ? last + 1 : later, 0, own);
  const item = entry?.(name) ?? `${separator === ',\n' ? '  ' : ''}${camel(name)}${separator}`;
  writeFileSync(
    registry,
    lines.join('\n').replace(list, (head) => `${head}${item}`),
  );
}

function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

function pascal(name) {
  return camel(name).replace(/^./, (letter) => letter.toUpperCase());
}

function fail(message) {
  console.error(message);
  process.exitCode = 2;
}

main(process.argv.slice(2));
