import type { Measurement } from '../../src/compare/measurement.js';
import type { Alteration } from '../../src/engine/simulator.js';
import type { Dut } from '../../src/netlist/dut.js';
import type { Bench } from '../../src/netlist/testbench.js';
import { SimulationError } from '../../src/engine/errors.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import type { Context } from '../../src/verify/context.js';
import type { Failure } from '../../src/verify/departures.js';
import type { Outcome } from '../../src/verify/conditions.js';
import { fakeContext, fakeSimulator, NOMINAL, waveformsOf } from './fake-context.js';

/*
 * How a condition is put together: what is trimmed, calibrated and drawn comes from the test, because each needs a real
 * circuit. What is asked here is which bench, which roads and which reasons the verdicts rest on.
 */

interface Mocks {
  unstable_mockModule(path: string, factory: () => unknown): void;
}
const mocks = (import.meta as unknown as { readonly jest: Mocks }).jest;

/** What a circuit is to the fakes: it answers with this tau, s. */
interface FakeDut extends Dut {
  readonly tau: number;
}
const tauOf = (bench: Bench): number => (bench.dut as FakeDut).tau;
const withTau = (dut: Dut, tau: number, references = dut.references): FakeDut =>
  Object.defineProperties(Object.create(dut) as FakeDut, {
    tau: { value: tau },
    references: { value: references },
    under: { value: () => withTau(dut, tau, references) },
  });
const biased = (value: number): Dut['references'] =>
  [{ net: 'i', value, trims: { quantity: 'peak' } }] as unknown as Dut['references'];
const asked: { calibrated: number[]; trimmed: number[]; failures: Failure[]; alterations: unknown[] } = {
  calibrated: [],
  trimmed: [],
  failures: [],
  alterations: [],
};
let trimTo = 0.02;
let hint: string | undefined;

mocks.unstable_mockModule('../../src/calibrate/calibrate.js', () => ({
  calibrate: (bench: Bench) => {
    asked.calibrated.push(tauOf(bench));
    return Promise.resolve({ tau: tauOf(bench) });
  },
}));
mocks.unstable_mockModule('../../src/trim/trim-design.js', () => ({
  trimDesign: (_compiled: unknown, bench: Bench) => {
    asked.trimmed.push(tauOf(bench));
    return Promise.resolve({ dut: withTau(bench.dut, trimTo, biased(trimTo)), steps: [], converged: false });
  },
  trimWarnings: () => ['the trim stopped short'],
}));
mocks.unstable_mockModule('../../src/verify/departures.js', () => ({
  departure: (failure: Failure) => (asked.failures.push(failure), hint),
}));
mocks.unstable_mockModule('../../src/verify/chips/varied-circuit.js', () => ({
  chipVariation: () => ({
    chip: (sample: number) => sample,
    bench: (bench: Bench, chip: number) => ({ ...bench, dut: withTau(bench.dut, 1e-3 * chip) }),
    alterations: (chip: number): Alteration[] => [{ instance: 'v_pre', parameter: 'acmag', value: chip }],
  }),
}));
const roads = await import('../../src/roads/roads.js');
mocks.unstable_mockModule('../../src/roads/roads.js', () => ({
  ...roads,
  runModel: (
    _compiled: unknown,
    { tau }: { tau: number },
    experiment: { duration: number; events: { pre: number[] } },
  ) => {
    const { axis, columns } = waveformsOf(tau, 2, experiment.events.pre[0]! + 5e-4 + EVENT_EDGE, experiment.duration);
    const y = columns.get('i(v_x)')!.values.map((value) => value / 1e-9);
    return { experiment, states: new Map([['x', { x: axis.values, y }]]) };
  },
  runCircuit: async (...given: Parameters<typeof roads.runCircuit>) => {
    const [compiled, bench, experiment, tools, changes] = given;
    asked.alterations.push(changes);
    current = tauOf(bench);
    return roads.runCircuit(compiled, bench, experiment, tools, []);
  },
}));
const measuring = await import('../../src/verify/measure.js');
let measured: Measurement | undefined;
mocks.unstable_mockModule('../../src/verify/measure.js', () => ({
  ...measuring,
  measure: (...given: Parameters<typeof measuring.measure>) => measured ?? measuring.measure(...given),
}));
const { verifyConditions } = await import('../../src/verify/conditions.js');

let current = 0.02;
/** Answers with the trace of the bench that runs. */
const follows = fakeSimulator((_text, duration) => waveformsOf(current, 2, 0.0105, duration));

interface Asked {
  readonly verify: string;
  readonly tau?: number;
  readonly simulation?: string;
  readonly trimming?: boolean;
  readonly sample?: number;
}

function contextOf({ verify, tau = 0.02, simulation = '', trimming = false, sample }: Asked): Context {
  const options = sample === undefined ? {} : { only: { sample } };
  const context = fakeContext(verify, follows, { simulation, options });
  const dut = withTau(context.compiled.dut, tau, biased(0.02));
  return { ...context, trimming, compiled: { ...context.compiled, dut } };
}

const told = ({ verdicts }: Outcome): string[] => verdicts.map(({ quantity, status }) => `${quantity}: ${status}`);

beforeEach(() => {
  for (const list of Object.values(asked)) list.length = 0;
  [trimTo, hint, measured] = [0.02, undefined, undefined];
});

const TAU = '{ quantity: tau, against: rule, max: 5 % }';
const AGREES = '{ quantity: tau, against: model, max: 5 % }';
const TRIM = '{ quantity: trim, against: rule, max: 5 % }';

describe('against the model', () => {
  test('the circuit is compared with the model of its own calibration', async () => {
    // Fifty per cent off the rule, and what its model says.
    const outcome = await verifyConditions(NOMINAL, contextOf({ verify: `${AGREES}, ${TAU}`, tau: 0.03 }));
    expect(told(outcome)).toEqual(['tau: pass', 'tau: fail']);
    expect(outcome.verdicts[0]!.reference).toBeCloseTo(0.03, 5);
    expect(asked.calibrated).toEqual([0.03]);
  });

  test('what agrees with the model and leaves the rule says so, and its picture shows the rule', async () => {
    const left = await verifyConditions(NOMINAL, contextOf({ verify: AGREES, tau: 0.03 }));
    expect(told(left)).toEqual(['tau: pass']);
    expect(left.verdicts[0]!.fromRule).toBeCloseTo(0.5, 3);
    expect(left.figures[0]).toMatchObject({ of: { quantity: 'x', experiment: 'impulse' } });
    expect(left.figures[0]!.residual!.yTitle).toBe('circuit - rule');
    expect(Math.max(...left.figures[0]!.residual!.series[0]!.y)).toBeGreaterThan(0.2);

    const kept = await verifyConditions(NOMINAL, contextOf({ verify: AGREES, tau: 0.0202 }));
    expect(kept.verdicts[0]!.fromRule).toBeCloseTo(0.01, 3);
    expect(kept.figures[0]!.residual!.yTitle).toBe('circuit - model');
  });

  test('a check that fails against the rule is shown against the rule', async () => {
    const { figures, verdicts } = await verifyConditions(
      NOMINAL,
      contextOf({ verify: `${TAU}, ${AGREES}`, tau: 0.03 }),
    );
    expect(verdicts[0]!.fromRule).toBeUndefined();
    expect(figures[0]!.residual!.yTitle).toBe('circuit - rule');
  });

  test('nothing is calibrated where no check asks for a model', async () => {
    await verifyConditions(NOMINAL, contextOf({ verify: TAU }));
    expect(asked.calibrated).toEqual([]);
  });
});

describe('a trim', () => {
  test('moves the circuit that is judged, and the one that is calibrated', async () => {
    const steps: string[] = [];
    const context = contextOf({ verify: `${TAU}, ${AGREES}`, tau: 0.03, trimming: true });
    const outcome = await verifyConditions(NOMINAL, { ...context, step: (label) => steps.push(label) });
    expect(told(outcome)).toEqual(['tau: pass', 'tau: pass']);
    expect([asked.trimmed, asked.calibrated]).toEqual([[0.03], [0.02]]);
    expect(outcome.bench).toMatchObject({ conditions: NOMINAL, process: context.compiled.process });
    expect(outcome.warnings).toEqual(['the trim stopped short']);
    expect([...steps].sort()).toEqual(['calibration', 'impulse', 'trim']);
  });

  test('of more than its limit fails, and is judged as a change of the biases of the design', async () => {
    trimTo = 0.022;
    const outcome = await verifyConditions(NOMINAL, contextOf({ verify: TRIM, trimming: true }));
    expect(outcome.verdicts[0]).toMatchObject({ status: 'fail', value: 0.022, reference: 0.02 });
    expect(outcome.verdicts[0]!.measured).toBeCloseTo(0.1, 9);
  });

  test('that there was none is no warning', async () => {
    expect((await verifyConditions(NOMINAL, contextOf({ verify: TAU }))).warnings).toEqual([]);
  });
});

describe('a sample', () => {
  const MISMATCH = 'variations: { mismatch: { avt: 5 mV*um, samples: 50 } }';

  test('that is asked for runs on its own chip, with its own alterations', async () => {
    const context = contextOf({ verify: TAU, simulation: MISMATCH, sample: 25 });
    const { verdicts } = await verifyConditions(NOMINAL, context);
    expect(verdicts[0]!.value).toBeCloseTo(0.025, 5);
    expect(asked.alterations).toEqual([[{ instance: 'v_pre', parameter: 'acmag', value: 25 }]]);
  });

  test.each([
    ['no sample is asked for', { simulation: MISMATCH }],
    ['nothing varies', { sample: 25 }],
  ])('is none where %s: the nominal circuit runs', async (_, rest) => {
    const { verdicts } = await verifyConditions(NOMINAL, contextOf({ verify: TAU, ...rest }));
    expect(verdicts[0]!.value).toBeCloseTo(0.02, 5);
    expect(asked.alterations).toEqual([[]]);
  });
});

describe('measured again', () => {
  const NUMERICS = 'simulation: { numerics: { tolerance: 10 % } }';
  /** The same engine on a circuit whose tau is another one. */
  const variant = (factor: number, recalibrates: boolean, context: Context): Context['variants'][number] => ({
    name: 'another way',
    tools: context.tools,
    bench: (bench) => ({
      ...bench,
      dut: withTau(bench.dut, factor * tauOf(bench)),
    }),
    recalibrates,
  });
  const again = async (given: Asked, factor: number, recalibrates: boolean): Promise<Outcome> => {
    const context = contextOf({ simulation: NUMERICS, ...given });
    return verifyConditions(NOMINAL, { ...context, variants: [variant(factor, recalibrates, context)] });
  };

  test('by a way that recalibrates, circuit and model move together; by another one, against each other', async () => {
    expect(told(await again({ verify: AGREES }, 1.1, true))).toEqual(['tau: pass']);
    expect(asked.calibrated).toEqual([0.02, expect.closeTo(0.022, 9)]);
    expect(told(await again({ verify: AGREES }, 1.1, false))).toEqual(['tau: not-checked']);
    expect(asked.calibrated).toHaveLength(3);
  });

  test('nothing is calibrated again where nothing was calibrated', async () => {
    await again({ verify: TAU }, 1, true);
    expect(asked.calibrated).toEqual([]);
  });

  test('the circuit is trimmed again only where a check is of the biases, and a trim is asked for', async () => {
    const trims = async (given: Asked): Promise<number> => {
      asked.trimmed.length = 0;
      await again(given, 1, false);
      return asked.trimmed.length;
    };
    expect(await trims({ verify: `${TAU}, ${TRIM}`, trimming: true })).toBe(2);
    expect(await trims({ verify: TAU, trimming: true })).toBe(1);
    expect(await trims({ verify: `${TAU}, ${TRIM}` })).toBe(0);
  });

  test('every repetition is a step of its own', async () => {
    const steps: string[] = [];
    const context = { ...contextOf({ verify: TAU, simulation: NUMERICS }), step: (label: string) => steps.push(label) };
    await verifyConditions(NOMINAL, { ...context, variants: [variant(1, false, context)] });
    expect(steps).toEqual(['impulse', 'impulse: another way']);
  });

  test('an interrupt on the way is no result', async () => {
    const stop = new AbortController();
    const stopped = fakeSimulator(() => {
      stop.abort();
      throw new SimulationError('aborted', 'stopped');
    });
    const context = contextOf({ verify: TAU, simulation: NUMERICS });
    const tools = { ...context.tools, signal: stop.signal };
    const way = { ...variant(1, false, context), tools: { ...tools, simulator: stopped } };
    await expect(verifyConditions(NOMINAL, { ...context, tools, variants: [way] })).rejects.toThrow('stopped');
  });
});

describe('a failed check', () => {
  test.each([true, false])('has the reason that was seen in its own experiment (trimmed: %p)', async (trimming) => {
    hint = 'its first event adds less';
    trimTo = 0.03;
    const context = contextOf({ verify: TAU, tau: 0.03, trimming });
    const { verdicts } = await verifyConditions(NOMINAL, context);
    expect(verdicts[0]).toMatchObject({ status: 'fail', reason: hint });
    expect(asked.failures).toHaveLength(1);
    expect(asked.failures[0]).toMatchObject({ check: { quantity: 'tau' }, trimmed: trimming });
    expect(asked.failures[0]!.circuit.map(({ experiment }) => experiment.name)).toEqual(['impulse']);
  });

  test('that nothing was seen to explain has none', async () => {
    const { verdicts } = await verifyConditions(NOMINAL, contextOf({ verify: TAU, tau: 0.03 }));
    expect(verdicts[0]!.status).toBe('fail');
    expect(verdicts[0]).not.toHaveProperty('reason');
  });

  test('is asked for a reason, a passed one is not', async () => {
    hint = 'its first event adds less';
    const { verdicts } = await verifyConditions(NOMINAL, contextOf({ verify: TAU }));
    expect(verdicts[0]!.status).toBe('pass');
    expect(verdicts[0]).not.toHaveProperty('reason');
    expect(asked.failures).toEqual([]);
  });

  test('in one experiment is not explained by another', async () => {
    const rest = 'stimulus: { spikes: { duration: 1 s, pre: [10 ms] } }';
    const context = contextOf({ verify: TAU, tau: 0.03, simulation: rest });
    const [impulse] = context.experiments;
    const spikes = { ...impulse!, name: 'spikes', label: 'spikes' } as const;
    await verifyConditions(NOMINAL, { ...context, experiments: [spikes, impulse!] });
    expect(asked.failures[0]!.circuit.map(({ experiment }) => experiment.name)).toEqual(['impulse']);
  });
});

test.each([{}, { measured: Infinity }, { measured: NaN }])(
  '%j is no measurement, and no number of a verdict',
  async (none) => {
    measured = none;
    const { verdicts } = await verifyConditions(NOMINAL, contextOf({ verify: TAU }));
    expect(verdicts[0]).toMatchObject({ status: 'not-checked', reason: 'nothing could be measured' });
    expect(verdicts[0]).not.toHaveProperty('measured');
  },
);
