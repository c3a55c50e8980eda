import { createNgspice, type Analysis, type RunResult } from '../src/index.js';
import { valueAt } from './support.js';

/*
 * Transistors near to where they were evaluated are continued with their derivatives (build/lib/continuation.mjs). What
 * must hold: charge is not lost, which is how ngspice's own bypass fails, and currents are right to second order.
 */
const CARD =
  'level=54 version=4.5 tnom=27 capmod=2 igcmod=0 igbmod=0 rdsmod=0 rgatemod=0 cgso=2e-10 cgdo=2e-10 ' +
  'cgdl=1e-10 cgsl=1e-10';
const OPTIONS = '.options gmin=1e-18 abstol=1e-16 vntol=1e-6 reltol=1e-4 chgtol=1e-19 trtol=1';

/** A gate that hangs on a capacitor only, pumped for 40 periods: what it drifts is charge lost or made. */
const floatingGate = (body: number, options = ''): string => `floating gate
.model n nmos ${CARD} rbodymod=${body}
vin in 0 sin(0 0.4 1k)
c1 in g 20f
rg g 0 1e18
vd d 0 0.05
mn d g 0 0 n w=5u l=2u ad=1p as=1p pd=4u ps=4u
${OPTIONS} ${options}
.end
`;
const PUMP = { kind: 'tran', step: 5e-6, stop: 40.5e-3 } as const;

/** Weak inversion discharges and recharges a capacitor; the pFET is reversed half of the time. */
const pair = (body: number): string => `pair
.model n nmos ${CARD} rbodymod=${body}
.model p pmos ${CARD} rbodymod=${body} agidl=1e-9 bgidl=1e9 cgidl=0.5 egidl=0.1
vdd vdd 0 1.8
vn gn 0 pulse(0 0.45 1m 1u 1u 2m 10m)
vp gp 0 pulse(1.8 1.35 5m 1u 1u 1m 10m)
vx x 0 sin(0.9 0.6 200)
mn out gn 0 0 n w=1u l=1u ad=0.3p as=0.3p pd=2.6u ps=2.6u
mp out gp vdd vdd p w=1u l=1u ad=0.3p as=0.3p pd=2.6u ps=2.6u
mx out gp x vdd p w=1u l=1u ad=0.3p as=0.3p pd=2.6u ps=2.6u
c1 out 0 1p
${OPTIONS}
.end
`;
const PULSES = { kind: 'tran', step: 5e-6, stop: 20e-3 } as const;

async function run(
  text: string,
  analysis: Extract<Analysis, { kind: 'tran' }>,
  linearRange: number | undefined,
  save: string,
): Promise<RunResult> {
  const ngspice = await createNgspice(linearRange === undefined ? {} : { linearRange });
  await ngspice.load(text);
  return ngspice.run(analysis, { save: [save] });
}

const drift = (result: RunResult): number => valueAt(result, 'v(g)', 40.25e-3) - valueAt(result, 'v(g)', 0.25e-3);

describe.each([0, 1])('transistors continued instead of evaluated, rbodymod=%i', (body) => {
  test('no charge is lost: a pumped floating gate stays where it is', async () => {
    const evaluated = await run(floatingGate(body), PUMP, 0, 'v(g)');
    const continued = await run(floatingGate(body), PUMP, 1e-3, 'v(g)');
    const bypassed = await run(floatingGate(body, 'bypass=1'), PUMP, 0, 'v(g)');
    expect(evaluated.statistics.continued).toBe(0);
    expect(continued.statistics.continued).toBeGreaterThan(0.9 * continued.statistics.accepted);
    // 1 aC on 20 fF is 50 uV. Convergence alone lets ngspice lose more, its bypass more than that.
    expect(Math.abs(drift(continued))).toBeLessThan(5e-6);
    expect(Math.abs(drift(continued))).toBeLessThan(0.1 * Math.abs(drift(evaluated)));
    expect(Math.abs(drift(bypassed))).toBeGreaterThan(Math.abs(drift(evaluated)));
  });

  test('currents and charges are those of full evaluation', async () => {
    const evaluated = await run(pair(body), PULSES, 0, 'v(out)');
    const usual = await run(pair(body), PULSES, undefined, 'v(out)');
    const wide = await run(pair(body), PULSES, 1e-3, 'v(out)');
    expect(evaluated.statistics.continued).toBe(0);
    expect(usual.statistics.continued).toBeGreaterThan(usual.statistics.accepted);
    expect(wide.statistics.continued).toBeGreaterThan(usual.statistics.continued);
    for (let time = 2e-4; time < PULSES.stop; time += 2e-4) {
      expect(Math.abs(valueAt(usual, 'v(out)', time) - valueAt(evaluated, 'v(out)', time))).toBeLessThan(1e-4);
      expect(Math.abs(valueAt(wide, 'v(out)', time) - valueAt(evaluated, 'v(out)', time))).toBeLessThan(5e-4);
    }
  });
});

test(
  'a transistor that stands still is not evaluated again; one that creeps is, and no charge is lost over ' +
    'the time points between',
  async () => {
    // Moves by 2.5 uV or less a time point: within a fiftieth of 1 mV of its evaluation for eight of them and more.
    const slow = floatingGate(0).replace('0.4 1k', '0.4 1');
    const creep = { kind: 'tran', step: 1e-6, stop: 20e-3, maxStep: 1e-6 } as const;
    const evaluated = await run(slow, creep, 0, 'v(g)');
    const continued = await run(slow, creep, 1e-3, 'v(g)');
    // Every iteration but one in eight of the first ones.
    expect(continued.statistics.continued).toBeGreaterThan(0.9 * continued.statistics.iterations);
    for (let time = 1e-3; time < creep.stop; time += 1e-3)
      expect(Math.abs(valueAt(continued, 'v(g)', time) - valueAt(evaluated, 'v(g)', time))).toBeLessThan(2e-6);
    const still = await run(slow.replace('0.4 1)', '0 1)'), creep, undefined, 'v(g)');
    expect(still.statistics.continued).toBeGreaterThan(0.99 * still.statistics.accepted * 2);
  },
);

test('the range is a voltage up to 1 mV', async () => {
  const ngspice = await createNgspice();
  for (const volts of [-1e-6, 2e-3, NaN]) expect(() => ngspice.setLinearRange(volts)).toThrow(/expected 0 to 1e-3/);
});
