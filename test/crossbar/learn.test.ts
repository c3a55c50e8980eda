import { analyseLearn } from '../../src/crossbar/analysis/learn.js';
import { conductanceRange, statesAt } from '../../src/crossbar/cells/device-state.js';
import { outerProduct, programAndVerify } from '../../src/crossbar/learning/methods.js';
import type { WriteStep } from '../../src/crossbar/learning/road.js';
import { symmetryStates, updateCurve } from '../../src/crossbar/learning/symmetry.js';
import { drawsOf } from '../../src/crossbar/learning/task.js';
import type { Method } from '../../src/crossbar/learning/trainer.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import type { CrossbarSpec, LearnSpec } from '../../src/crossbar/spec/schema.js';
import { changedSet, findParameterSet } from '../../src/devices/parameter-set.js';
import { patternOf } from '../support/patterns.js';

/*
 * The memdiode has soft bounds in closed form: a pulse up takes h to 1 - (1 - h)(1 - alpha), one down to h (1 - beta),
 * with alpha = 1 - exp(-integral of the SET rate over the pulse). A small series resistance and current keep the whole
 * voltage on it.
 */
const SMALL = { i_min: '39 nA', i_max: '4.74 uA' };
const set = changedSet(findParameterSet('memdiode-tio2'), SMALL);
const UP = { voltage: 1.3, width: 10e-6, edge: 1e-6 };
const DOWN = { voltage: -2.6, width: 0.6e-3, edge: 50e-6 };

/** 1 - exp(-rate): plateau plus two edges, along which exp(eta V) falls with the voltage. */
function step(eta: number, threshold: number, { voltage, width, edge }: typeof UP): number {
  const size = Math.abs(voltage);
  const rate = Math.exp(eta * (size - threshold));
  return 1 - Math.exp(-rate * (width + (2 * edge * (1 - Math.exp(-eta * size))) / (eta * size)));
}
const alpha = step(18.9, 0.898, UP);
const beta = step(2.13, 1.57, DOWN);

const DEVICE = '{ set: memdiode-tio2, parameters: { i_min: 39 nA, i_max: 4.74 uA } }';

const document = (
  learn: string,
  { rows = 1, columns = 1, array = 'conductance: { uniform: 6.0868 uS }' } = {},
): CrossbarSpec =>
  parseCrossbar(
    `rulespice: 1
name: t
crossbar: { rows: ${rows}, columns: ${columns}, device: ${DEVICE}, ${array} }
learn:
  target: 0.2
  read: 0.1 V
  potentiation: { voltage: 1.3 V, width: 10 us, edge: 1 us }
  depression: { voltage: -2.6 V, width: 0.6 ms, edge: 50 us }
  ${learn}
verify: [{ quantity: wrong-bits, max: 0 }]
`,
    't.yaml',
  );

const learned = async (spec: CrossbarSpec) => analyseLearn(spec.crossbar, spec.learn!, { folder: '.' });

describe('one device', () => {
  test('its symmetry point is that of soft bounds', async () => {
    const start = statesAt(set, conductanceRange(set)[1] / 2);
    // The cycle's lower end solves h = (1 - (1 - h)(1 - alpha))(1 - beta); the reference is the middle of the cycle.
    const low = (alpha * (1 - beta)) / (1 - (1 - alpha) * (1 - beta));
    const [found] = await symmetryStates(set, start, 1, { potentiation: UP, depression: DOWN });
    expect(found).toBeCloseTo((low + low / (1 - beta)) / 2, 3);
  });

  test('its update curve has the labels of two exponentials', async () => {
    const { up, down, labels } = await updateCurve(set, { potentiation: UP, depression: DOWN });
    const [low, high] = conductanceRange(set);
    expect(up[0]! / low).toBeCloseTo(1, 9);
    expect(up[1]! - up[0]!).toBeCloseTo(alpha * (high - low), 7);
    // Soft bounds saturate early in both directions: labels of one sign, which do not cancel.
    expect(labels.potentiation).toBeGreaterThan(0.3);
    expect(labels.depression).toBeGreaterThan(0.3);
    expect(labels.asymmetry).toBeCloseTo(labels.potentiation + labels.depression, 12);
    expect(down.at(-1)!).toBeLessThan(down[0]!);
  });

  test.each([
    [
      'potentiation',
      { potentiation: { ...UP, voltage: -2.6 }, depression: DOWN },
      patternOf(
        /^learn\.potentiation: \d+ pulses of -2\.6 V, 10 us hardly move the conductance of memdiode-tio2 /,
        /\(115 nS before, 115 nS after\); take a higher voltage or a longer pulse$/,
      ),
    ],
    [
      'depression',
      { potentiation: UP, depression: { ...UP, voltage: 1.4 } },
      patternOf(
        /^learn\.depression: \d+ pulses of 1\.4 V, 10 us raise the conductance of memdiode-tio2 /,
        /\(.*\); turn the sign of the voltage$/,
      ),
    ],
  ])('a %s that does not do what it is called is refused', async (_name, pulses, message) => {
    await expect(updateCurve(set, pulses)).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

describe('asymmetry biases what a noisy teacher leads to', () => {
  /**
   * Where up and down steps balance: E[max(d, 0)] alpha (1 - h) = E[max(-d, 0)] beta h for an error d, normal with mean
   * mu and the teacher's standard deviation (Gokmen, Haensch, Front. Neurosci. 14:103, 2020). The weight at balance is
   * the target minus mu.
   */
  function expected(target: number, sigma: number): number {
    const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const below = (x: number): number => {
      let sum = 0;
      for (let at = -8; at < x; at += 1e-3) sum += density(at) * 1e-3;
      return sum;
    };
    const surplus = (weight: number): number => {
      const m = (target - weight) / sigma;
      const up = sigma * (density(m) + m * below(m));
      const h = (1 + weight) / 2;
      return up * alpha * (1 - h) - (up - sigma * m) * beta * h;
    };
    let [low, high] = [-1, 1];
    for (let halving = 0; halving < 40; halving += 1) {
      const middle = (low + high) / 2;
      if (surplus(middle) > 0) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /**
   * Mean weight at the end with soft-bound devices in closed form in place of an array: one row, columns of their own.
   */
  async function settle(
    target: number,
    {
      columns = 64,
      presentations = 1000,
      noise = 0.3,
      reference = 0,
      method = outerProduct,
    }: {
      columns?: number;
      presentations?: number;
      noise?: number;
      reference?: number;
      method?: (spec: LearnSpec) => Method;
    } = {},
  ): Promise<number> {
    const spec = document(
      `patterns: [{ input: "1", output: "1" }]\n  presentations: ${presentations}\n  gain: 2\n  noise: ` +
        `${noise}\n  attempts: 2`,
    ).learn!;
    const h = new Float64Array(columns).fill(0.5);
    const weights = () => h.map((value) => 2 * value - 1 - reference);
    const bench = {
      rows: 1,
      columns,
      output: () => Promise.resolve(weights()),
      write: ({ columns: selected, pulse }: WriteStep) => {
        for (const column of selected)
          h[column] = pulse.voltage > 0 ? 1 - (1 - h[column]!) * (1 - alpha) : h[column]! * (1 - beta);
        return Promise.resolve();
      },
    };
    const rule = method(spec);
    const pattern = { active: [0], inputs: Float64Array.of(0.1), targets: new Float64Array(columns).fill(target) };
    let sum = 0;
    for (let presentation = 0; presentation < presentations; presentation += 1) {
      const draws = drawsOf(spec, { columns }, presentation, 0);
      const output = weights();
      if (presentation >= presentations / 2) sum += output.reduce((a, b) => a + b, 0) / columns;
      await rule.update(
        bench,
        pattern,
        output,
        pattern.targets.map((value, column) => value + draws.noise[column]!),
        draws,
      );
    }
    return sum / (presentations / 2);
  }

  test.each([0.2, -0.2])('a target of %f settles where theory says', async (target) => {
    const theory = expected(target, 0.3);
    // A pulse up is nearly four times one down: above the target, by a good part of the teacher's sigma.
    expect(theory - target).toBeGreaterThan(0.05);
    expect(Math.abs((await settle(target)) - theory)).toBeLessThan(0.01);
  });

  test('without noise there is hardly any bias', async () => {
    expect(Math.abs((await settle(-0.2, { noise: 0 })) + 0.2)).toBeLessThan(0.01);
  });

  test('a zero-shifted reference takes part of it away, program-and-verify nearly all', async () => {
    const symmetry = (2 * alpha) / (alpha + beta) - 1;
    const bias = async (options: Parameters<typeof settle>[1]): Promise<number> =>
      Math.hypot((await settle(0.2, options)) - 0.2, (await settle(-0.2, options)) + 0.2);
    const [blind, shifted, verified] = [
      await bias({}),
      await bias({ reference: symmetry }),
      await bias({ method: (spec) => programAndVerify(spec, (alpha + beta) / 2) }),
    ];
    expect(blind).toBeGreaterThan(0.15);
    expect(shifted).toBeLessThan(0.7 * blind);
    expect(verified).toBeLessThan(0.15 * blind);
  });
});

test('an array of 2 x 2 learns, with what the report needs', async () => {
  const { measured, tables, figures, maps, output } = await learned(
    document(
      'patterns: [{ input: "10", output: "10" }]\n  presentations: 24\n  gain: 20\n  compare: [zero-shifted, verify]',
      {
        rows: 2,
        columns: 2,
        array: 'conductance: { uniform: 6.0868 uS }, wires: { word: 2 ohm, bit: 2 ohm, driver: 50 ohm, sense: 50 ohm }',
      },
    ),
  );
  expect(measured.get('wrong-bits')).toBe(0);
  expect(measured.get('learned-error')).toBeLessThan(0.2);
  expect(measured.get('learn-energy')).toBeGreaterThan(0);
  expect(tables[0]!.rows.map(([name]) => name)).toEqual(['outer-product', 'zero-shifted', 'verify']);
  expect(figures[0]!.series.map(({ x }) => x.length)).toEqual([24, 24, 24]);
  expect(maps).toHaveLength(2);
  expect(output).toMatchObject({ unit: 'S', rows: 2, columns: 2 });
});

describe('half-selects', () => {
  const vteam = (volts: number): CrossbarSpec =>
    parseCrossbar(
      `rulespice: 1
name: t
crossbar: { rows: 4, columns: 4, device: { set: vteam-b }, conductance: { uniform: 2 uS } }
learn:
  patterns: [{ input: "1100", output: "1010" }]
  target: 0.5
  read: 0.1 V
  potentiation: { voltage: -${volts} V, width: 2 ns, edge: 0.2 ns }
  depression: { voltage: ${volts} V, width: 20 ns, edge: 0.2 ns }
  presentations: 4
  gain: 2
verify: [{ quantity: corruption, max: 0 }]
`,
      't.yaml',
    );

  test('below the threshold of 0.6 V nothing that is not selected moves, above it does', async () => {
    expect((await learned(vteam(1.19))).measured.get('corruption')).toBe(0);
    expect((await learned(vteam(1.5))).measured.get('corruption')).toBeGreaterThan(1e-3);
  });

  test('where: cells of one selected line, never those of none', async () => {
    const [map] = (await learned(vteam(1.5))).maps;
    // Rows 3 and 4 are not driven by the input; some of their columns are selected, so they are half-selected there.
    const values = [...map!.values];
    expect(values.slice(8).some((value) => value !== 0)).toBe(true);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

test('a presentation draws the same whatever is drawn besides, and another one something else', () => {
  const draw = (columns: number, presentation: number) =>
    drawsOf({ seed: 1, noise: 0.1 }, { columns }, presentation, 0);
  expect([...draw(8, 3).noise.slice(0, 4)]).toEqual([...draw(4, 3).noise]);
  expect(draw(4, 4).noise[0]).not.toBe(draw(4, 3).noise[0]);
});

test.each([
  [
    'patterns: [{ input: "11", output: "1010" }]',
    't.yaml:9:23: learn.patterns[0].input: 2 digits for 4 word lines; write one digit per line',
  ],
  [
    'patterns: [{ input: "1100", output: "101" }]',
    'learn.patterns[0].output: 3 digits for 4 bit lines; write one digit per line',
  ],
  [
    'patterns: [{ input: "0000", output: "1010" }]',
    'learn.patterns[0].input: no input bit is 1, so nothing can be learned; set one',
  ],
  [
    'patterns: [{ input: "12", output: "1010" }]',
    'learn.patterns[0].input: found "12", expected a row of 0 and 1 in quotes such as "1100"',
  ],
  [
    'patterns: [{ input: 1100, output: "1010" }]',
    'learn.patterns[0].input: found 1100, expected a row of 0 and 1 in quotes such as "1100"',
  ],
])('%s is refused', (patterns, message) => {
  expect(() => document(`${patterns}\n  presentations: 10\n  gain: 5`, { rows: 4, columns: 4 })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) as string }) as Error,
  );
});
