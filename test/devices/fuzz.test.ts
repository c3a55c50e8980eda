import { readFileSync, readdirSync } from 'node:fs';
import { bindSet, initialState, parseParameterSet } from '../../src/devices/parameter-set.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const folder = new URL('../../models/devices/', import.meta.url);
const SETS = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

test('1000 seeded parameter sets are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    1000,
    12,
    (pick) => mutatedText(SETS, pick),
    (text) => {
      const set = parseParameterSet(text, 'fuzz.yaml');
      bindSet(set);
      if (!initialState(set).every(Number.isFinite)) throw new Error('a device without a state to start in');
    },
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(250);
});

test('a spread belongs to a parameter of the device, whatever objects inherit', () => {
  const [text = ''] = SETS.filter((set) => set.includes('device: vteam'));
  expect(() => parseParameterSet(`${text}\ndevice-to-device: { constructor: 5 % }\n`, 'a.yaml')).toThrow(
    /no parameter "constructor"|device-to-device/,
  );
});
