import { readFileSync } from 'node:fs';
import { readStatements } from '../../src/dialect/statement.js';
import { alterText } from '../../src/deck/alter.js';
import { DeckError } from '../../src/deck/deck-error.js';
import { printStatements } from '../../src/deck/print.js';
import { withPrivateSubcircuit } from '../../src/deck/private-subcircuits.js';
import { readSpiceNumber } from '../../src/deck/spice-number.js';
import { readStatements as readDeck } from '../../src/deck/statement.js';
import { readSafely } from '../../src/engine/deck.js';
import { splitDeck } from '../../src/engine/deck-split.js';
import { SimulationError } from '../../src/engine/errors.js';
import { decodeRecord, encodeRecord } from '../../src/node/store/run-record.js';
import { fuzz, mutatedBytes, mutatedText } from '../support/fuzz.js';

const netlist = readFileSync(new URL('../../netlists/rules/trace-20ms.cir', import.meta.url), 'utf8');
const DECKS = [
  netlist,
  'title\nv1 a 0 dc 1\n.param r=1k k={r*2}\nr1 a b {k}\nr2 b 0 1k\n.save v(b)\n.tran 1u 1m 0 1u\n.end\n',
  'title\n.subckt cell a b params: w=1u\nm1 a b 0 0 n w={w} l=1u\n.ends cell\nx1 c d cell w=2u\nxdut d ' +
    'e\n+ cell\nv1 c 0 1\n.model n nmos level=1\n.dc v1 0 1 0.1\n.ac dec 10 1 1meg\n.noise v(d) v1 dec 10 1 1k\n',
];
const isRefusal = (error: unknown): boolean =>
  (error instanceof SimulationError || error instanceof DeckError) &&
  ['refused-deck', 'undefined-parameter', 'unknown-instance'].includes(error.kind);

test('6000 seeded decks are split or refused, never anything else', () => {
  const { read, refused } = fuzz(
    6000,
    5,
    (pick) => mutatedText(DECKS, pick),
    (text) => {
      const { circuit } = splitDeck(text);
      // What is printed is read as the same statements.
      const printed = printStatements(circuit.statements);
      if (printStatements(readSafely(printed, 1)) !== printed) throw new Error('reading and printing differ');
    },
    isRefusal,
  );
  expect(read).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
});

test('1000 seeded decks are altered or refused, never anything else', () => {
  const NAMES = ['r1', 'x1.m1', 'xdut.m1', 'xdut', 'v1', 'xdut.x_x.mtau', 'm1', '__proto__', 'constructor'];
  const PARAMETERS = ['dc', 'w', 'delvto', 'r', 'acmag', 'toString'];
  fuzz(
    1000,
    6,
    (pick) =>
      `${NAMES[pick(NAMES.length)] ?? ''} ` +
      `${PARAMETERS[pick(PARAMETERS.length)] ?? ''}\n${mutatedText(DECKS.slice(1), pick)}`,
    (input) => {
      const [head = '', ...lines] = input.split('\n');
      const [instance = '', parameter = ''] = head.split(' ');
      alterText(lines.join('\n'), [{ instance, parameter, value: 1e-3 }]);
      withPrivateSubcircuit(
        readDeck(lines.join('\n')),
        instance.split('.').filter((part) => part.startsWith('x')),
      );
    },
    isRefusal,
  );
});

test('a number of SPICE is a number or nothing', () => {
  fuzz(
    4000,
    7,
    (pick) => mutatedText(['1k', '2.5meg', '-1e-3u', '.5', '10us', '1mil'], pick),
    (text) => {
      const value = readSpiceNumber(text);
      if (Number.isNaN(value)) throw new Error('NaN');
    },
    () => false,
  );
});

test('a netlist for another dialect is read, or its statement named', () => {
  fuzz(
    2000,
    8,
    (pick) => mutatedText([netlist.slice(netlist.indexOf('.subckt'))], pick),
    (text) => readStatements(text),
    (error) => error instanceof Error && /^(no dialect knows|".*" is no assignment)/s.test(error.message),
  );
});

test('4000 seeded damages of a kept run make it no run; none is taken for another', () => {
  const values = Float64Array.of(1, 2, 3);
  const column = { name: 'v(a)', kind: 'voltage' as const, values };
  const whole = encodeRecord({
    results: [
      { analysis: 'tran', axis: { ...column, name: 'time', kind: 'time' }, columns: new Map([['v(a)', column]]) },
    ],
  });
  fuzz(
    4000,
    9,
    (pick) => mutatedBytes([whole], pick),
    (bytes) => {
      if (decodeRecord(Buffer.from(bytes)) !== undefined && Buffer.compare(bytes, whole) !== 0)
        throw new Error('taken for a run');
    },
    () => false,
  );
});
