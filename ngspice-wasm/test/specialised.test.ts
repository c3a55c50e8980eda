import { createNgspice, type Ngspice } from '../src/index.js';

/*
 * BSIM4.5 has two load functions (build/lib/specialise.mjs): one for all devices of a circuit being common, one for
 * any. A device that has nothing to do with the circuit but a gate resistance makes it take the second; the answers
 * must be the same.
 */
const circuit = (other: string): string => `inverter
.model n nmos level=54 version=4.5 tnom=27 capmod=2 igcmod=0 igbmod=0 rdsmod=0 rgatemod=0
.model p pmos level=54 version=4.5 tnom=27 capmod=2 igcmod=0 igbmod=0 rdsmod=0 rgatemod=0
${other}
vdd vdd 0 1.8
vin in 0 dc 0.8 ac 1 pulse(0 1.8 1n 0.1n 0.1n 5n 20n)
mn out in 0 0 n w=1u l=0.2u ad=0.3p as=0.3p pd=2.6u ps=2.6u
mp out in vdd vdd p w=2u l=0.2u ad=0.6p as=0.6p pd=4.6u ps=4.6u
c1 out 0 10f
.end
`;
const idle = (model: string): string =>
  `.model q nmos level=54 version=4.5 tnom=27 ${model}\nva a 0 1\nmidle a a 0 0 q w=1u l=1u`;

describe('the two load functions of BSIM4.5 agree', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });

  const waveforms = async (other: string): Promise<{ dc: Float64Array; tran: Float64Array; ac: Float64Array }> => {
    await ngspice.load(circuit(other));
    const dc = ngspice
      .run({ kind: 'dc', sweeps: [{ source: 'vin', from: 0, to: 1.8, step: 0.05 }] }, { save: ['v(out)'] })
      .get('v(out)').values;
    const tran = ngspice.run({ kind: 'tran', step: 5e-11, stop: 1e-8 }, { save: ['v(out)'] });
    const ac = ngspice
      .run({ kind: 'ac', scale: 'dec', points: 5, from: 1e3, to: 1e10 }, { save: ['v(out)'] })
      .get('v(out)').values;
    return { dc, tran: tran.get('v(out)').values, ac };
  };

  test.each(['rgatemod=1', 'rdsmod=1', 'igcmod=1', 'igbmod=1', 'capmod=0', 'trnqsmod=1'])(
    'with an unconnected device of %s',
    async (model) => {
      const common = await waveforms(idle('capmod=2'));
      const any = await waveforms(idle(model));
      expect(common.dc[0]).toBeGreaterThan(1.7);
      expect(common.dc.at(-1)).toBeLessThan(0.1);
      for (const kind of ['dc', 'ac'] as const) {
        const scale = Math.max(...common[kind].map(Math.abs));
        expect(any[kind].length).toBe(common[kind].length);
        any[kind].forEach((value, index) => expect(Math.abs(value - common[kind][index]!) / scale).toBeLessThan(1e-6));
      }
      expect(Math.max(...any.tran)).toBeCloseTo(Math.max(...common.tran), 3);
      expect(Math.min(...any.tran)).toBeCloseTo(Math.min(...common.tran), 3);
    },
  );
});
