import { mosfet } from '../../src/fit/targets/mosfet/index.js';
import { joinTables } from '../../src/fit/data/table.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const { columns } = mosfet;
const TABLES = [
  'vg_V,vd_V,vs_V,id_A\n0.1,0.05,0,1e-12\n0.2,0.05,0,1e-11\n',
  'Id (uA);VG (mV)\n1;2\n',
  'vg_V,id_A@vd=0.05,id_A@vd=1\n0,1e-12,2e-12\n',
  '"vg_V","vd_V","vs_V","id_A","T_K"\r\n0.1,0.05,0,1e-12,300\r\n',
];
const WORDS = [
  'vg=VG',
  'id=Id (uA)',
  'vd=0.05',
  'vd<0.2 V',
  'vg>=100 mV',
  'T=300 K',
  'vg=',
  '=vg',
  'vg',
  'id=Id[uA]',
  'a=b=c',
];

test('4000 seeded tables, maps and conditions are read or refused, never anything else', () => {
  const { refused } = fuzz(
    4000,
    2,
    (pick) =>
      [...[0, 1, 2].map(() => (pick(3) === 0 ? mutatedText(WORDS, pick) : '')), mutatedText(TABLES, pick)].join(
        '\u0001',
      ),
    (input) => {
      const [map = '', keep = '', holdOut = '', ...text] = input.split('\u0001');
      const list = (word: string): string[] => (word === '' ? [] : [word]);
      const data = joinTables([{ file: 'fuzz.csv', text: text.join('\u0001') }], columns, {
        map: list(map),
        keep: list(keep),
        holdOut: list(holdOut),
      });
      for (const values of data.columns.values())
        if (!values.every(Number.isFinite)) throw new Error('read a number that is none');
    },
    (error) => error instanceof UserError,
  );
  expect(refused).toBeGreaterThan(1000);
});
