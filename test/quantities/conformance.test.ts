import type { Recordings } from '../../src/quantities/measuring/recording.js';
import type { Quantity } from '../../src/quantities/quantity.js';
import { quantities } from '../../src/quantities/registry.js';
import { quantitiesOf, quantityNamed } from '../../src/quantities/vocabulary.js';
import { lifRate, lifSpikes } from '../../src/rule/neuron.js';
import type { LifNeuronModel } from '../../src/rule/parameters.js';
import { quantityNames, type Rule } from '../../src/rule/rule.js';
import { STIMULI } from '../../src/spec/quantity-vocabulary.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { exampleRules } from '../support/example-rules.js';

/** What every quantity has to be, whoever adds it. */

const all = exampleRules();
const rules = all.filter(({ kind }, index) => all.findIndex((other) => other.kind === kind) === index);
const spec: Spec = parseSpec(
  'rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 3 % }]\n',
  's.yaml',
);

/** Experiments in which something happens, of any name, with every state of a rule decaying as much as `scale` says. */
function recordings(rule: Rule, name: Experiment['name'], scale: number): Recordings {
  const points = [-0.03, -0.02, -0.01, 0.01, 0.02, 0.03];
  const x = Float64Array.from({ length: 401 }, (_, index) => index * 1e-3);
  const onsets = [0.05, 0.1, 0.2, 0.3, 0.35];
  const names = [...new Set(['pre', 'post', ...rule.updates.map(({ event }) => event)])];
  return points.map((dt, index) => ({
    experiment: {
      name,
      label: `${name} ${dt}`,
      events: Object.fromEntries(names.map((event) => [event, onsets])),
      duration: 0.4,
      dt,
      delay: Math.abs(dt),
      ...(rule.neuron ? { current: (index + 2) * rule.neuron.threshold } : {}),
    },
    ...(rule.neuron ? fired(rule.neuron, (index + 2) * rule.neuron.threshold, scale) : {}),
    states: new Map(
      quantityNames(rule).map((state) => [
        state,
        { x, y: x.map((t) => scale * (1 + Math.sign(dt) * t * Math.exp(-Math.abs(dt) / 0.02) + Math.exp(-t / 0.02))) },
      ]),
    ),
  }));
}

/** A neuron that fires as stated, at another rate, or not at all. */
function fired(neuron: LifNeuronModel, current: number, scale: number): Partial<Recordings[number]> {
  const times = lifSpikes(neuron, current, 0, 0.4).slice(0, scale === 0 ? 0 : undefined);
  const output = { x: Float64Array.of(0, 1e-6), y: Float64Array.of(0, 1.8) };
  const spike = { width: 1e-6 * scale, amplitude: 1.8 * scale, energy: 1e-12 * scale, reset: 0, output };
  return {
    firing: { times, rate: scale * lifRate(neuron, current), ...(times.length > 1 ? { spike } : {}) },
    threshold: { silent: neuron.threshold, ...(scale === 0 ? {} : { firing: scale * neuron.threshold }) },
  };
}

test('no name or spelling stands for two, whatever its capitals', () => {
  const ways = quantities.flatMap(({ name, spellings }) => [name, ...spellings]).map((name) => name.toLowerCase());
  expect(ways.filter((name, index) => ways.indexOf(name) !== index)).toEqual([]);
});

test('every state of every rule is a quantity of it', () => {
  for (const rule of rules) {
    const named = quantitiesOf(rule).map(({ name }) => name);
    expect(named.slice(0, quantityNames(rule).length)).toEqual(quantityNames(rule));
    for (const name of named) expect(quantityNamed(name, rule)).toMatchObject({ name });
  }
});

describe.each(quantities.map((quantity) => [quantity.name, quantity] as const))('%s', (name, quantity: Quantity) => {
  test('says what it is', () => {
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
    for (const written of quantity.spellings) expect(written).toMatch(/^[A-Za-z][A-Za-z0-9_-]{0,31}[+-]?$/);
    expect(quantity.title).toMatch(/^\S.*[^.\s]$/);
    expect(quantity.description).toMatch(/^[A-Z].*\.$/);
    expect(['1', 's', 'A', 'V', 'Hz', 'J']).toContain(quantity.unit);
  });

  test('is found under its name and each of its spellings', () => {
    for (const written of [name, ...quantity.spellings]) expect(quantityNamed(written)).toBe(quantity);
  });

  test('is shown by some experiment, and some rule of the examples has it', () => {
    expect(quantity.stimuli.length).toBeGreaterThan(0);
    expect(STIMULI).toEqual(expect.arrayContaining([...quantity.stimuli]));
    expect(rules.filter((rule) => quantity.fits(rule))).not.toEqual([]);
  });

  test.each(['rule', 'model'] as const)('against the %s it is a finite number, or says why it is none', (against) => {
    for (const rule of rules.filter((one) => quantity.fits(one)))
      for (const [circuit, other] of [
        [1, 1],
        [1.1, 1],
        [1, 0],
        [0, 1],
      ] as const) {
        const [stimulus = 'impulse'] = quantity.stimuli;
        const found = quantity.compare({
          spec,
          rule,
          against,
          circuit: recordings(rule, stimulus, circuit),
          other: recordings(rule, stimulus, other),
        });
        const { measured = NaN, reason = '' } = found;
        expect([Number.isFinite(measured), reason]).not.toEqual([false, '']);
        expect([undefined, quantity.unit]).toContain(found.unit);
      }
  });

  test('without a recording it is no number and no error', () => {
    for (const rule of rules.filter((one) => quantity.fits(one))) {
      const found = quantity.compare({ spec, rule, against: 'model', circuit: [], other: [] });
      expect(Number.isFinite(found.measured)).toBe(false);
    }
  });
});
