import { describeWithNgspiceWasm } from '../support/engines.js';
import { runFuzz } from '../support/fuzz-decks.js';
import { describeWithNative } from '../support/native.js';

/** `node scripts/fuzz-decks.js --engine ... --count 20000` is the long form. */
const COUNT = 400;

function check(engine: 'native' | 'embedded' | 'ngspice-wasm'): void {
  test(`${engine} lists what was printed for it; nothing runs, no file appears`, async () => {
    const { problems, listed } = await runFuzz(engine, COUNT);
    expect(problems).toBe(0);
    expect(listed).toBeGreaterThan(COUNT / 2);
  }, 300_000);
}

describeWithNgspiceWasm('seeded decks (ngspice-wasm)', () => check('ngspice-wasm'));
describe('seeded decks (embedded)', () => check('embedded'));
describeWithNative('seeded decks (native)', () => check('native'));
