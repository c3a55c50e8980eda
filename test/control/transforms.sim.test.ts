import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOfSaid } from '../../src/control/said.js';
import { simulateDeck } from '../../src/control/simulate.js';
import { describeEachEngine } from '../support/engines.js';
import { nativeInstalled } from '../support/native.js';

const DECK = `an RC at a sine, then at pulses
v1 in 0 dc 0 sin(0 1 1k)
r1 in out 1k
c1 out 0 0.1u
.control
tran 10u 4m
fourier 1k v(out)
print length(fourier11)
alter @v1[pulse] = [ 0 1 0 1u 1u 0.5m 1m ]
tran 10u 5.11m
linearize v(out) v(in)
print length(time) time[3] v(out)[100]
fft v(out) v(in)
print length(frequency) frequency[1] mag(v(out))[5] ph(out)[5] mag(v(in)[1])
set specwindow=blackman
setplot tran3
fft v(in)
print mag(v(in))[6] ph(v(in))[7]
setplot tran3
print vecmax(v(out))
quit 0
.endc
.end
`;

const numbersIn = (text: string): Map<string, number> =>
  new Map([...text.matchAll(/^(\S+) = (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]));

describeEachEngine('spectra', (simulator) => {
  test('are those of native ngspice, to the digits it prints', async () => {
    const { said } = await simulateDeck(DECK, (deck) => simulator().runDeck(deck));
    const ours = numbersIn(said.map(textOfSaid).join(''));
    expect(ours.size).toBe(12);
    expect(ours.get('mag(v(out))[5]')).toBeCloseTo(0.5332362, 4);
    if (!nativeInstalled) {
      console.warn('spectra: not compared, because native ngspice is not installed');
      return;
    }
    for (const [name, value] of numbersIn(native())) {
      const own = ours.get(name) ?? NaN;
      expect([name, Math.abs(own - value) <= 2e-5 * Math.abs(value)]).toEqual([name, true]);
    }
  });
});

function native(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-fft-'));
  try {
    writeFileSync(join(folder, 'deck.cir'), DECK);
    return execFileSync('ngspice', ['-b', 'deck.cir'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
