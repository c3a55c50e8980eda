import { parseSpec } from '../../src/load-spec.js';
import { processNames } from '../../src/process/load.js';
import { projectOf, shelfOf } from '../../src/shelf/in-memory.js';
import { folderOf, stemOf } from '../../src/shelf/path.js';
import type { Shelves } from '../../src/shelf/shelf.js';
import { onceForShelves, setShelves, shipped } from '../../src/shelf/shelves.js';
import { loadEvents } from '../../src/stimulus/csv.js';

/** Shelves of a test: two models, and a spec with its spikes. */
const FILES = {
  'models/a/process.yaml': 'a',
  'models/b/process.yaml': 'b',
  'models/b/cards.lib': 'cards',
  'models/sobol/table.txt': '1',
};
const shelves: Shelves = {
  shipped: shelfOf(FILES),
  project: projectOf({ 'spikes.csv': 'time_ms,event\n10,pre\n20,post\n', 'long.csv': 'x'.repeat(6_000_000) }),
  pdks: {
    environment: {},
    firstOf: () => undefined,
    found: () => [],
    digest: () => '',
    taken: () => '',
    completed: () => ({ models: '', netlist: '' }),
    takenLines: () => [],
  },
};

function within<T>(work: () => T): T {
  const before = setShelves(shelves);
  try {
    return work();
  } finally {
    setShelves(before);
  }
}

test('what stands on a shelf of texts is found by its path, and folders have names', () => {
  expect(shelves.shipped.text('models/b/cards.lib')).toBe('cards');
  expect(shelves.shipped.list('models')).toEqual(['a', 'b', 'sobol']);
  expect(shelves.shipped.list('models/b')).toEqual(['cards.lib', 'process.yaml']);
  expect(shelves.shipped.list('templates')).toEqual([]);
  expect(() => shelves.shipped.text('models/c')).toThrow('the shelf has no models/c');
});

test('processes are those of the shelf that stands, and of the next one afterwards', () => {
  const here = processNames();
  expect(within(processNames)).toEqual(['a', 'b']);
  expect(processNames()).toEqual(here);
});

test('what was made of a shelf is made again of another', () => {
  const made = onceForShelves(() => shipped().list('models'));
  const here = made();
  expect(made()).toBe(here);
  expect(within(made)).toEqual(['a', 'b', 'sobol']);
  expect(made()).toEqual(here);
});

test('a file beside a spec is read from a map; what is missing or too long is told', () => {
  const limits = { duration: 1, pulse: 1e-4 };
  expect(within(() => loadEvents('spikes.csv', '.', limits))).toEqual({
    events: { pre: [0.01], post: [0.02] },
    reading: 'spikes.csv: commas, decimal point; 2 events, times in ms',
  });
  expect(() => within(() => loadEvents('none.csv', '.', limits))).toThrow('file not found; check the path');
  expect(() => within(() => loadEvents('long.csv', '.', limits))).toThrow('is larger than 5 MB');
});

test('a spec is read without any shelf; its process is not', () => {
  const text =
    'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n';
  const before = setShelves(undefined);
  try {
    expect(parseSpec(text, 'a.yaml').name).toBe('a');
    expect(processNames).toThrow('no shelves were set');
  } finally {
    setShelves(before);
  }
});

test.each([
  ['a/b.yaml', 'a', 'b'],
  ['/a/b/c.d.csv', '/a/b', 'c.d'],
  ['c.yaml', '.', 'c'],
  ['/c', '/', 'c'],
  ['.hidden', '.', '.hidden'],
])('%s is in %s and is called %s', (path, folder, stem) => {
  expect([folderOf(path), stemOf(path)]).toEqual([folder, stem]);
});
