import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, parseDocument } from 'yaml';
import { quantityVocabulary } from '../../src/quantities/vocabulary.js';
import { specJsonSchema, specJsonSchemaText } from '../../src/spec/json-schema.js';

const root = join(import.meta.dirname, '../..');
const folder = join(import.meta.dirname, 'fixtures');
const names = (kind: string): string[] => readdirSync(join(folder, kind)).filter((name) => name.endsWith('.yaml'));
const read = (kind: string, name: string): string => readFileSync(join(folder, kind, name), 'utf8');
const validate = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false }).compile(
  specJsonSchema(quantityVocabulary),
);

test('the committed schema is the generated one', () => {
  expect(readFileSync(join(root, 'schema/spec.schema.json'), 'utf8')).toBe(specJsonSchemaText(quantityVocabulary));
});

test.each(names('valid'))('editors accept %s', (name) => {
  expect(validate(parse(read('valid', name))) ? [] : validate.errors).toEqual([]);
});

/** Rules that JSON Schema cannot express; loading alone finds them. */
const BEYOND = [
  'network',
  'capacitance-and-area',
  'check-for-other-rule',
  'mismatch-abeta',
  'mismatch-negative',
  'check-metric',
  'check-without-experiment',
  'poisson-crowded',
  'spikes-negative',
  'spikes-none',
  'spikes-only-post',
  'spikes-order',
  'spikes-too-close',
  'variations-twice',
  'weight-above-supply',
  'weight-range',
  'window-for-trace',
  'window-one-sided',
  'window-reversed',
  'window-step',
  'window-too-fine',
  'window-within-pulse',
  'explicit-dimension',
  'explicit-empty',
  'explicit-names',
  'explicit-syntax',
  'explicit-tick',
  'noise-that-nobody-reads',
  'noise-unread',
  'spread-of-a-number',
  'spread-without-noise',
  'variations-list-and-grid',
  'variations-not-sampled',
  'variations-process-correlation',
  'variations-process-nothing',
  'variations-replicates',
  'variations-replicates-default',
  'variations-sampling-nothing',
  'variations-sampling-twice',
  'weight-above-listed-supply',
  'credit',
  'credit-of-pairs',
  'explicit-unused',
  'explicit-weight-decay',
  'hebbian-combinations',
  'no-reward',
  'preset-combinations',
  'stimulus-names',
  'stimulus-pulses',
  'triplet-combinations',
];

const wellFormed = names('invalid').filter(
  (name) => parseDocument(read('invalid', name)).errors.length === 0 && !/^alias|foreign-tag/.test(name),
);

test.each(wellFormed)('editors and loading agree on %s', (name) => {
  expect(validate(parse(read('invalid', name)))).toBe(BEYOND.includes(name.replace('.yaml', '')));
});
