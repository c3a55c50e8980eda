import { expandRule } from '../../src/rule/presets.js';
import { simulateRule } from '../../src/rule/simulate.js';
import { EVENT_EDGE } from '../../src/spec/limits.js';
import { parseSpec } from '../../src/load-spec.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';
import { compareQuantity } from './compare-quantity.js';

/**
 * The ideal rule in the place of the circuit: whatever the history, what is measured must be what the rule prescribes.
 */
function measured(rule: string, stimulus: string, quantity: string): ReturnType<typeof compareQuantity> {
  const name = quantity === 'tau' || quantity === 'peak' ? 'impulse' : 'window';
  const spec = parseSpec(
    `rulespice: 1\nname: x\nrule: ${rule}\nstimulus: ${stimulus}\nverify: [{ quantity: ${quantity}, ` +
      `against: rule, max: 3 % }]\n`,
    'x.yaml',
  );
  const form = expandRule(spec.rule);
  const recordings = expandExperiments(spec)
    .filter((experiment) => experiment.name === name)
    .map((experiment): Recording => {
      const time = Float64Array.from({ length: 20_001 }, (_, index) => (index * experiment.duration) / 20_000);
      const late = Object.fromEntries(
        Object.entries(experiment.events).map(([event, onsets]) => [
          event,
          onsets.map((onset) => onset + spec.circuit.pulse + EVENT_EDGE / 2),
        ]),
      );
      return {
        experiment,
        states: new Map([...simulateRule(form, late, time).states].map(([state, y]) => [state, { x: time, y }])),
      };
    });
  return compareQuantity(quantity === 'a+' ? 'a_plus' : quantity, 'rule', recordings, recordings, spec, form);
}

const TRACE = '{ kind: trace, tau: 20 ms, amplitude: 2 }';
const STDP =
  '{ kind: stdp, potentiation: { amplitude: 0.01, tau: 20 ms }, depression: { amplitude: 0.02, tau: 20 ms } }';

test.each(['rest', '{ warm: 5, interval: 30 ms }', '{ warm: 3, interval: 200 ms }'])(
  'peak and tau of one event after the history %s are those of the rule',
  (history) => {
    expect(measured(TRACE, `{ history: ${history} }`, 'tau').measured).toBeLessThan(1e-3);
    expect(measured(TRACE, `{ history: ${history} }`, 'peak').measured).toBeLessThan(2e-3);
  },
);

test.each(['rest', '{ warm: 5, interval: 400 ms }'])(
  'one pair after the history %s moves the weight by A+',
  (history) => {
    expect(
      measured(STDP, `{ history: ${history}, window: { from: -40 ms, to: 40 ms, step: 10 ms } }`, 'a+').measured,
    ).toBeLessThan(1e-3);
  },
);
