import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateDeck } from '../../src/control/simulate.js';
import { describeEachEngine } from '../support/engines.js';
import { nativeInstalled } from '../support/native.js';

const CIRCUIT = `an RC at a sine
v1 in 0 dc 1 ac 1 sin(0.2 1 1k)
r1 in out 1k
c1 out 0 0.2u
.param half=0.5
`;

/** Full windows: of partial ones, ngspice leaves out or adds up to a point at the ends. */
const DECKS: Readonly<Record<string, string>> = {
  tran: `${CIRCUIT}.tran 10u 3m
.meas tran w when v(out)=0.3
.meas tran w2 when v(out)=0.3 rise=2
.meas tran w3 when v(out)=0.3 fall=last
.meas tran w5 when v(out)=0.3 td=1m
.meas tran w7 when v(out)=v(in) rise=2
.meas tran f1 find v(out) at=1m
.meas tran f2 find v(in) when v(out)=0.3 rise=1
.meas tran f9 find v(out) when v(in)=0.3 from=1m to=2m
.meas tran t2 trig at=1m targ v(out) val=0.5 fall=2
.meas tran t3 trig v(in) val=0.5 td=1m rise=1 targ v(in) val=0.5 td=1m rise=2
.meas tran t4 trig v(in) val='half' rise=last targ v(in) val=0.5 fall=last
.meas tran mn min v(out)
.meas tran mx max v(out) from=1m to=1.5m
.meas tran mxa max_at v(out)
.meas tran pp1 pp v(out) from=0.3m to=1.7m
.meas tran av avg v(out)
.meas tran rm rms v(out)
.meas tran it integ v(out)
.meas tran pa param='mx*2+half'
.end
`,
  ac: `${CIRCUIT}.ac dec 10 10 100k
.save all
.meas ac bw when vdb(out)=-3
.meas ac g1 find vdb(out) at=1k
.meas ac g2 find vp(out) at=1k
.meas ac g4 find vm(out) at=1k
.meas ac g9 integ vm(out) from=100 to=1k
.meas ac ph find vp(out) when vdb(out)=-3
.end
`,
  dc: `${CIRCUIT}.dc v1 -1 2 0.1
.save all
.meas dc d1 find v(out) at=0.55
.meas dc d2 when v(out)=0.33
.meas dc d3 max v(out) from=-0.55 to=0.55
.meas dc d7 trig v(in) val=0.1 rise=1 targ v(out) val=0.9 rise=1
.end
`,
};

describeEachEngine('measurements', (simulator) => {
  test.each(Object.keys(DECKS))('of a %s analysis are those of native ngspice', async (kind) => {
    const { measurements } = await simulateDeck(DECKS[kind]!, (deck) => simulator().runDeck(deck));
    expect(measurements.filter((one) => 'failed' in one)).toEqual([]);
    if (!nativeInstalled) return;
    const expected = nativeMeasurements(DECKS[kind]!);
    for (const one of measurements) {
      const value = 'measured' in one ? one.measured.value : NaN;
      const wanted = expected.get(one.name) ?? NaN;
      expect([one.name, Math.abs(value - wanted) <= 2e-4 * Math.abs(wanted)]).toEqual([one.name, true]);
    }
  });

  test('a slope and an average have the values of their definition', async () => {
    const { measurements } = await simulateDeck(
      't\nv1 a 0 pwl(0 0 1m 1 2m 0)\nr1 a 0 1k\n.tran 10u 2m 0 10u\n.meas tran s deriv v(a) at=0.51m\n' +
        '.meas tran m avg v(a) from=0.25m to=0.75m\n.meas tran c param=s*2\n',
      (deck) => simulator().runDeck(deck),
    );
    const values = measurements.map((one) => ('measured' in one ? one.measured.value : NaN));
    [1000, 0.5, 2000].forEach((value, index) => expect(values[index]! / value).toBeCloseTo(1, 6));
  });

  test('an alteration, a loop and a parameter change the circuit', async () => {
    const { said } = await simulateDeck(
      't\n.param r=1k\n' +
        'v1 a 0 1\nr1 a b {r}\nr2 b 0 1k\n.control\nforeach x 1k 3k\nalter r2 = $x\nop\nprint v(b)\nend\n' +
        'alterparam r = 3k\nreset\nop\nprint v(b) @r1[i]\n.endc\n',
      (deck) => simulator().runDeck(deck),
    );
    const values = said.flatMap((one) =>
      one.kind === 'vectors' ? one.vectors.map(({ vector }) => vector.values[0]!) : [],
    );
    [0.5, 0.75, 0.25, 2.5e-4].forEach((value, index) => expect(values[index]! / value).toBeCloseTo(1, 6));
  });
});

function nativeMeasurements(deck: string): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-meas-'));
  try {
    writeFileSync(join(folder, 'deck.cir'), deck);
    const text = execFileSync('ngspice', ['-b', 'deck.cir'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return new Map([...text.matchAll(/^(\w+) *= +(\S+)/gm)].map(([, name = '', value]) => [name, Number(value)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
