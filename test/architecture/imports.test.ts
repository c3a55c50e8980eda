import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Arrows point one way. A folder may import from folders of its own or an earlier layer; within a layer only from
 * itself or as listed. Changing this table is changing the architecture.
 */
const layers: readonly (readonly string[])[] = [
  ['units'],
  ['shelf', 'random'],
  ['rule', 'deck', 'table'],
  ['spec', 'waveform', 'vector'],
  ['measure'],
  ['ekv'],
  ['stimulus', 'process'],
  ['cells', 'devices', 'engine'],
  ['control'],
  ['compose', 'nonideality'],
  ['result'],
  ['design'],
  ['netlist'],
  ['dialect', 'symbol'],
  ['characterise', 'calibrate'],
  ['behavioural', 'compare'],
  ['quantities'],
  ['report'],
  ['crossbar', 'fit'],
  ['compile', 'load-spec'],
  ['roads'],
  ['trim'],
  ['verify', 'explain'],
  ['identify'],
  ['cosim', 'browser'],
  ['node'],
  ['mutation', 'sparse-coding'],
  ['index', 'generate'],
  ['cli'],
];

const source = resolve('src');

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? typescriptFiles(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** `src/cells/dpi/index.ts` -> `cells`; `src/compile.ts` -> `compile`. */
function folderOf(path: string): string {
  const [first = ''] = relative(source, path).split('/');
  return first.replace(/\.(d\.)?ts$/, '');
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder));
}

function imports(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((match) =>
    resolve(dirname(path), (match[1] ?? '').replace(/\.js$/, '.ts')),
  );
}

const files = typescriptFiles(source);

test('every source folder has a place in the layers', () => {
  const unplaced = [...new Set(files.map(folderOf))].filter((folder) => layerOf(folder) < 0);
  expect(unplaced).toEqual([]);
});

test('imports point to the same folder or an earlier layer', () => {
  const wrong = files.flatMap((path) =>
    imports(path)
      .filter((target) => {
        const [from, to] = [folderOf(path), folderOf(target)];
        return from !== to && layerOf(to) >= layerOf(from);
      })
      .map((target) => `${relative(source, path)} imports ${relative(source, target)}`),
  );
  expect(wrong).toEqual([]);
});

test('only the registry names a cell', () => {
  const wrong = files
    .filter((path) => !path.endsWith('cells/registry.ts'))
    .flatMap((path) =>
      imports(path)
        .filter((target) => /cells\/[^/]+\/index\.ts$/.test(target) && !path.startsWith(dirname(target)))
        .map((target) => `${relative(source, path)} imports ${relative(source, target)}`),
    );
  expect(wrong).toEqual([]);
});

test('the behavioural road sees no simulator and no waveform', () => {
  const wrong = files
    .filter((path) => folderOf(path) === 'behavioural')
    .flatMap((path) => imports(path).filter((target) => ['engine', 'waveform'].includes(folderOf(target))));
  expect(wrong).toEqual([]);
});

/** Folders that run on Node only: the platform, its command line, and studies that do not ship. */
const onNode = ['node', 'cli', 'index', 'mutation', 'sparse-coding', 'generate'];

test('what verifies, explains and fits knows nothing of Node', () => {
  const wrong = files
    .filter((path) => !onNode.includes(folderOf(path)))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(node:[^']+)'/g)].map(
        (match) => `${relative(source, path)} imports ${match[1] ?? ''}; the shelf of src/shelf reads files`,
      ),
    );
  expect(wrong).toEqual([]);
});

test('no circle of files', () => {
  const targets = new Map(files.map((path) => [path, imports(path).filter((target) => files.includes(target))]));
  expect(circles(targets).map((circle) => circle.map((path) => relative(source, path)))).toEqual([]);
});

/** Files that import each other in a loop: the strongly connected parts of more than one file (Tarjan 1972). */
function circles(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path)!);
    open.push(path);
    for (const target of targets.get(path) ?? []) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) low.set(path, Math.min(low.get(path)!, low.get(target)!));
    }
    if (low.get(path) !== order.get(path)) return;
    const circle = open.splice(open.indexOf(path));
    if (circle.length > 1) found.push(circle);
  };
  for (const path of targets.keys()) if (!order.has(path)) visit(path);
  return found;
}
