import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ContentCache } from '../../src/characterise/content-cache.js';
import { compile, type ComposedSpec } from '../../src/compile.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { explainSpec } from '../../src/explain/explain.js';
import { rulePageText } from '../../src/generate/rule-page.js';
import { ruleEntry } from '../../src/rule/catalogue.js';
import { loadSpec } from '../../src/load-spec.js';
import { xschemSymbols } from '../../src/symbol/symbols.js';

/**
 * docs/reference/rules/ has a page for every kind of rule that an example has, and all of it that needs no simulation
 * of the circuit is what the code says today: `npm run docs:rules` renews it. Figures measured are those of the run
 * that wrote the page. Symbols are checked on the way.
 */

const examples = readdirSync('examples')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'))
  .sort();
/** An example that says no more than another needs no page; `npm run docs:rules` writes one for each. */
const pages = readdirSync('docs/reference/rules')
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => basename(file, '.md'))
  .sort();
const compiled = new Map<string, ComposedSpec>();

beforeAll(async () => {
  const kept = new Map<string, unknown>();
  const cache: ContentCache = { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
  const simulator = createSimulator('embedded');
  try {
    for (const example of examples)
      compiled.set(example, await compile(loadSpec(`examples/${example}.yaml`), { simulator, cache }));
  } finally {
    await simulator.dispose();
  }
});

function compiledExample(example: string): ComposedSpec {
  const found = compiled.get(example);
  if (!found) throw new Error(`${example} was not compiled`);
  return found;
}

/**
 * The sections of a page by title; what a table says of this very run's currents left out: engines differ in their last
 * digit.
 */
function sections(page: string): Map<string, string> {
  const parts = page.split(/^## /m);
  const named = parts
    .slice(1)
    .map((part): [string, string] => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).trim()]);
  const holds = (text: string): string =>
    text
      .split('\n')
      .map((line) =>
        line
          .split(' | ')
          .filter((_, column) => column !== 3)
          .join(' | '),
      )
      .join('\n');
  return new Map([
    ['', (parts[0] ?? '').trim()],
    ...named
      .filter(([name]) => name !== 'Agreement reached')
      .map(([name, text]): [string, string] => [name, name === 'Where it holds' ? holds(text) : text]),
  ]);
}

test('every kind of rule in the examples has a page, no page is left over, and the index names them all', () => {
  const kinds = (names: readonly string[]): string[] =>
    [...new Set(names.map((name) => compiledExample(name).spec.rule.kind))].sort();
  expect(examples).toEqual(expect.arrayContaining(pages));
  expect(kinds(pages)).toEqual(kinds(examples));
  const index = readFileSync('docs/reference/rules/README.md', 'utf8');
  for (const page of pages) expect(index).toContain(`[${page}](${page}.md)`);
});

describe.each(pages)('%s', (example) => {
  test('a capacitor is "given in the spec" only where the spec gives one', () => {
    const { trace, weight } = compiledExample(example).spec.circuit;
    const given = trace.capacitance !== undefined || weight.capacitance !== undefined;
    expect(readFileSync(`netlists/rules/${example}.cir`, 'utf8').includes('given in the spec')).toBe(given);
  });

  test('equations, circuit, validity and references of its page are current; every figure it shows is there', () => {
    const current = compiledExample(example);
    const explanation = explainSpec(current.spec, { process: current.process, compiled: current });
    const page = readFileSync(`docs/reference/rules/${example}.md`, 'utf8');
    const written = rulePageText(
      { entry: ruleEntry(current.spec.rule.kind), example, explanation, description: current.spec.description },
      [],
    );
    expect(sections(page)).toEqual(sections(written));
    expect(readFileSync(`docs/reference/rules/${example}.svg`, 'utf8')).toBe(explanation.diagram);
    expect(page).toMatch(/^\| .* \| pass \|$/m);
    expect(page).not.toMatch(/\| (fail|error|not-checked) \|$/m);
    const figures = [...page.matchAll(/\]\(([^)]+\.svg)\)/g)].map(([, figure = '']) => figure);
    expect(figures.length).toBeGreaterThan(1);
    // Files of their own: without a namespace no browser draws them.
    for (const figure of figures)
      expect(readFileSync(`docs/reference/rules/${figure}`, 'utf8')).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/,
      );
  });
});

describe.each(examples)('symbols of %s', (example) => {
  test('every subcircuit of its netlist has a symbol with the same pins in the same order', () => {
    const { design, process } = compiledExample(example);
    const netlist = readFileSync(`netlists/rules/${example}.cir`, 'utf8');
    const subcircuits = new Map(
      [...netlist.matchAll(/^\.subckt (\S+) (.*)$/gm)].map(([, name = '', ports = '']) => [name, ports.split(' ')]),
    );
    const symbols = xschemSymbols(design, process, `${example}.cir`);
    expect(symbols.map(({ name }) => name).sort()).toEqual([...subcircuits.keys()].map((name) => `${name}.sym`).sort());
    for (const { name, text } of symbols) {
      const ports = subcircuits.get(basename(name, '.sym')) ?? [];
      expect([...text.matchAll(/\{name=(\S+) dir=/g)].map(([, pin]) => pin)).toEqual(ports);
      // A box about its pins: not a point, and not a wall.
      const [across, down] = [text.matchAll(/^B 5 (\S+) /gm), text.matchAll(/^B 5 \S+ (\S+) /gm)].map((found) =>
        [...found].map(([, at]) => Number(at)),
      );
      expect(Math.max(...(across ?? [])) - Math.min(...(across ?? []))).toBeLessThan(1000);
      expect(Math.max(...(down ?? [])) - Math.min(...(down ?? []))).toBeLessThanOrEqual(20 * ports.length);
    }
  });
});
