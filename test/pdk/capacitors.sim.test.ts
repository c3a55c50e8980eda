import type { Session, Simulator } from '../../src/engine/simulator.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { loadProcess } from '../../src/process/load.js';
import { describeWithPdk } from '../support/pdk.js';

/** Capacitors of a foundry in the circuits that rulespice draws: what is asked for is what its library makes of it. */
describeWithPdk('capacitors of installed PDKs', () => {
  let simulator: Simulator;
  beforeAll(() => {
    simulator = createSimulator();
  });
  afterAll(() => simulator.dispose());

  /** Small-signal conductance, S, and capacitance, F, at a node that 1 A of AC is driven into. */
  async function admittance(session: Session): Promise<readonly [number, number]> {
    const { columns } = await session.run(
      { kind: 'ac', scale: 'lin', points: 1, from: 1, to: 1 },
      { save: ['v(a)'], timeoutSeconds: 60 },
    );
    const { values, imaginary } = columns.get('v(a)')!;
    const [real, quadrature] = [values[0]!, imaginary![0]!];
    const square = real ** 2 + quadrature ** 2;
    return [real / square, -quadrature / square / (2 * Math.PI)];
  }

  const CASES = ['sky130A', 'gf180mcuD'].flatMap((name) => [6e-14, 1e-12, 2.5e-11].map((farads) => ({ name, farads })));

  test.each(CASES)('$name, $farads F: as asked for, and as changed in the loaded circuit', async ({ name, farads }) => {
    const { cards, capacitors, nominalCorner } = loadProcess({ name });
    const text = [
      cards(nominalCorner, []),
      '.subckt dut a',
      capacitors.lines('cw', 'a 0', farads),
      '.ends',
      'xdut a dut',
      'i1 0 a dc 0 ac 1',
      'r1 a 0 1e15',
      '.temp 27',
      '.options gmin=1e-18',
      '',
    ].join('\n');
    const session = await simulator.open({ title: 'a capacitor', text });
    try {
      const [conductance, capacitance] = await admittance(session);
      // Half of the layout grid on each side of a square: 1 part in 1000 of the smallest one here.
      expect(Math.abs(capacitance / farads - 1)).toBeLessThan(1e-3);
      const [element] = capacitors.elements('cw', farads);
      const all = capacitors.elements('cw', farads).reduce((sum, { value }) => sum + value, 0);
      expect(Math.abs(all / capacitance - 1)).toBeLessThan(1e-4);
      await session.alter([
        { instance: `xdut.${element!.path}`, parameter: 'capacitance', value: 1.1 * element!.value },
      ]);
      const [, changed] = await admittance(session);
      expect((changed - capacitance) / (0.1 * element!.value)).toBeCloseTo(1, 3);
      // gf180mcu: 1.9e-6 S/m2 over 2e-3 F/m2 whatever the size; a trace of a second loses a thousandth by it.
      const leak = capacitance / (conductance - 1e-15);
      if (name === 'gf180mcuD') expect(leak).toBeGreaterThan(900);
      else expect(Math.abs(conductance - 1e-15)).toBeLessThan(1e-17);
    } finally {
      await session.close();
    }
  });
});
