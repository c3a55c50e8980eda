import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Circuit } from '../../src/engine/simulator.js';
import { column } from '../../src/waveform/waveforms.js';
import { describeEachEngine } from '../support/engines.js';
import { describeWithNative } from '../support/native.js';

const CIRCUIT: Circuit = {
  title: 'polynomials and tables',
  text: `.param k=2
v1 a 0 1.5
v2 b 0 -2
e1 o1 0 poly(2) a 0 b 0 1 2 3 4 5 6 7
r1 o1 0 1k
e2 o2 0 table {k*v(a)} = (0,0) (1,10) (2, 5)
r2 o2 0 1k
g3 o3 0 poly(1) a 0 0 {k} 1m
r3 o3 0 1
h4 o4 0 poly(1) v1 1 2k
r4 o4 0 1k
r5 a 0 1k
`,
};
const VECTORS = ['v(o1)', 'v(o2)', 'v(o3)', 'v(o4)'];
/** 1 + 2a + 3b + 4a^2 + 5ab + 6b^2 + 7a^3; the table's last value; -(2a + a^2/1000); 1 + 2000 I. */
const EXPECTED = [39.625, 5, -3.00225, -2];

describeEachEngine('controlled sources', (simulator) => {
  test('a polynomial and a table have the values of their definition', async () => {
    const session = await simulator().open(CIRCUIT);
    const result = await session.run({ kind: 'op' }, { save: VECTORS });
    VECTORS.forEach((name, index) => expect(column(result, name)[0]).toBeCloseTo(EXPECTED[index]!, 6));
    await session.close();
  });
});

describeWithNative('ngspice itself, with its XSPICE models', () => {
  test('reads the same polynomials and tables so', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rulespice-poly-'));
    try {
      const deck = `${CIRCUIT.title}\n${CIRCUIT.text}.op\n.print op ${VECTORS.join(' ')}\n.end\n`;
      writeFileSync(join(folder, 'deck.cir'), deck);
      const text = execFileSync('ngspice', ['-b', 'deck.cir'], { cwd: folder, encoding: 'utf8' });
      const row = /^0\s+(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/).map(Number);
      EXPECTED.forEach((value, index) => expect(row?.[index]).toBeCloseTo(value, 4));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
