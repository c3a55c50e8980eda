import { readFileSync } from 'node:fs';
import { librarySection, modelCards, subcircuit } from '../../src/process/styles/cards.js';
import { parseProcess } from '../../src/process/process-file.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const FILES = ['sky130', 'gf180mcu'].map((name) =>
  readFileSync(new URL(`../../models/${name}/process.yaml`, import.meta.url), 'utf8'),
);

test('600 seeded process files are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    600,
    13,
    (pick) => mutatedText(FILES, pick),
    (text) => parseProcess(text, 'process.yaml'),
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(100);
});

test('a fault in a process file has its line', () => {
  expect(() => parseProcess(FILES[0]!.replace('min: 1.62 V', 'min: 1.62 banana'), 'process.yaml')).toThrow(
    /^process\.yaml:\d+:\d+: /,
  );
  expect(() => parseProcess('a: [', 'process.yaml')).toThrow(UserError);
});

const LIBRARY =
  '.lib tt\n.param a=1\n.model n.0 nmos (level=54\n+ lmin=1e-6 lmax=2e-6\n* comment\n+ wmin=1e-6 ' +
  'wmax=1e-5)\n.endl tt\n.subckt wrap d g s b\nm1 d g s b n\n.ends wrap\n.model p pmos level=1\n';

test('4000 seeded libraries give cards or say what they lack', () => {
  fuzz(
    4000,
    14,
    (pick) => mutatedText([LIBRARY], pick),
    (text) => {
      for (const { bin } of modelCards(text).values())
        if (bin && Object.values(bin).some((value) => typeof value !== 'number'))
          throw new Error('a bin without limits');
      subcircuit(librarySection(text, 'tt', 'fuzz.lib') && text, 'wrap', 'fuzz.lib');
    },
    (error) => error instanceof Error && /^fuzz\.lib(:| has no)/.test(error.message),
  );
});
