import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { mutated } from '../../scripts/fuzz/document.js';
import { kindsOf, mutatedTable } from '../../scripts/fuzz/kinds.js';
import { conditionGrid } from '../../src/compile.js';
import { elaborate } from '../../src/compose/elaborate.js';
import { vocabulary } from '../../src/compose/vocabulary.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { parseMatrix } from '../../src/crossbar/spec/matrix-csv.js';
import { parseParameterSet } from '../../src/devices/parameter-set.js';
import { parseTransistor } from '../../src/ekv/transistor.js';
import { explainSpec } from '../../src/explain/explain.js';
import { fitTargets } from '../../src/fit/registry.js';
import { joinTables } from '../../src/fit/data/table.js';
import { loadProcess } from '../../src/process/load.js';
import { parseProcess } from '../../src/process/process-file.js';
import { DesignRefusal } from '../../src/process/process.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import { parseEvents } from '../../src/stimulus/csv.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz } from '../support/fuzz.js';

/** The same inputs as `node scripts/fuzz-inputs.js`, fewer of them. */
const isRefusal = (error: unknown): boolean => error instanceof UserError || error instanceof DesignRefusal;
const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const documents = (path: string): unknown[] =>
  readdirSync(at(path))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(at(`${path}/${name}`), 'utf8')) as unknown);

const kinds = kindsOf(
  {
    conditionGrid,
    elaborate,
    expandExperiments,
    expandRule,
    explainSpec,
    fitTargets,
    isRefusal,
    joinTables,
    loadProcess,
    parseCrossbar,
    parseEvents,
    parseMatrix,
    parseParameterSet,
    parseProcess,
    parseSpec,
    parseTransistor,
    vocabulary,
  },
  {
    specs: documents('examples'),
    crossbars: documents('examples/crossbar'),
    processes: ['sky130', 'gf180mcu'].map(
      (name) => parse(readFileSync(at(`models/${name}/process.yaml`), 'utf8')) as unknown,
    ),
    sets: documents('models/devices'),
  },
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(kinds))('60 changed inputs of kind %s are read or refused, never anything else', (_, kind) => {
  fuzz(
    60,
    31,
    (pick) => {
      if (kind.texts) return mutatedTable(kind.texts[pick(kind.texts.length)] ?? '', pick);
      const document = mutated(kind.documents?.[pick(kind.documents.length)], pick);
      try {
        return stringify(document);
      } catch {
        return String(JSON.stringify(document));
      }
    },
    (text) => kind.read(text, folder),
    isRefusal,
  );
});
