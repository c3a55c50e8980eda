import { allDevices } from '../../src/devices/registry.js';
import { bindSet, parameterSets, valuesOf, type ParameterSet } from '../../src/devices/parameter-set.js';
import { generator } from '../../src/random/generator.js';

/** Properties that hold for every state and voltage, tried on seeded random ones. */

const SAMPLES = 2000;
const WIDEST = 1e6;

describe.each(allDevices().flatMap((device) => parameterSets(device).map((set) => [set.name, set] as const)))(
  '%s',
  (_name, set) => {
    const { device } = set;
    const model = bindSet(set);
    const volts = device.limits.find(({ quantity }) => quantity === 'v');
    const gates = device.limits.find(({ quantity }) => quantity === 'v_g');
    const random = generator(7);
    const between = (min = 0, max = 0): number => min + (max - min) * random.uniform();
    const state = new Float64Array(device.states.length);
    const shuffle = (): void =>
      device.states.forEach(({ range }, index) => {
        const [min, max] = range(valuesOf(set));
        state[index] = between(min, Math.min(max, WIDEST));
      });

    test('the range of the voltage is declared', () => {
      expect(volts?.min).toBeLessThan(0);
      expect(volts?.max).toBeGreaterThan(0);
      expect(gates !== undefined).toBe(device.ports[2] !== undefined);
    });

    test('pinched at the origin, passive, and the conductance is the slope of the current', () => {
      for (let sample = 0; sample < SAMPLES; sample++) {
        shuffle();
        const [v, gate] = [between(volts?.min, volts?.max), between(gates?.min, gates?.max)];
        expect(Math.abs(model.current(0, state, 0, gate))).toBe(0);
        expect(v * model.current(v, state, 0, gate)).toBeGreaterThanOrEqual(0);
        const slope = (model.current(v + 1e-5, state, 0, gate) - model.current(v - 1e-5, state, 0, gate)) / 2e-5;
        const conductance = model.conductance(v, state, 0, gate);
        // A difference of currents over 20 uV has lost eps/1e-5 of the current.
        const lost = 1e-10 * Math.abs(model.current(v, state, 0, gate));
        expect(Math.abs(conductance - slope)).toBeLessThanOrEqual(1e-3 * Math.abs(slope) + lost + 1e-15);
      }
    });

    test('a state at a wall does not leave, and one outside returns', () => {
      const rate = new Float64Array(state.length);
      for (let sample = 0; sample < SAMPLES; sample++) {
        shuffle();
        const [v, gate] = [between(volts?.min, volts?.max), between(gates?.min, gates?.max)];
        device.states.forEach(({ range, perVolt }, index) => {
          const [min, max] = range(valuesOf(set));
          for (const [wall, outwards] of [
            [min, -1],
            [max, 1],
          ] as const) {
            if (!Number.isFinite(wall)) continue;
            const inside = state[index] ?? NaN;
            state[index] = wall;
            model.derivative(v, state, 0, rate, 0, gate);
            expect((rate[index] ?? NaN) * outwards).toBeLessThanOrEqual(0);
            state[index] = wall + outwards * 0.2 * perVolt;
            model.derivative(v, state, 0, rate, 0, gate);
            expect((rate[index] ?? NaN) * outwards).toBeLessThan(0);
            state[index] = inside;
          }
        });
      }
    });

    test('reads its own part of an array of devices, and only that', () => {
      const n = state.length;
      shuffle();
      const row = new Float64Array(3 * n).fill(NaN);
      row.set(state, n);
      const [alone, among] = [new Float64Array(n), new Float64Array(3 * n).fill(-1)];
      const v = 0.5 * (volts?.max ?? NaN);
      model.derivative(v, state, 0, alone, 0, gates?.max);
      model.derivative(v, row, n, among, n, gates?.max);
      expect([...among]).toEqual([...Array<number>(n).fill(-1), ...alone, ...Array<number>(n).fill(-1)]);
      expect(model.current(v, row, n, gates?.max)).toBe(model.current(v, state, 0, gates?.max));
    });

    test('every parameter lies inside its bounds', () => {
      expect(outOfBounds(set)).toEqual([]);
    });
  },
);

function outOfBounds({ device, parameters }: ParameterSet): string[] {
  return device.parameters
    .filter(
      ({ name, min = -Infinity, max = Infinity }) =>
        !((parameters[name] ?? NaN) >= min && (parameters[name] ?? NaN) <= max),
    )
    .map(({ name }) => name);
}
