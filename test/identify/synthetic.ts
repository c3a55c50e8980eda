import { observe, type Observation } from '../../src/identify/observations.js';
import type { Timing } from '../../src/identify/timing.js';
import { identificationTrials } from '../../src/identify/trials.js';
import type { Trial } from '../../src/identify/trial.js';
import type { RuleSpec } from '../../src/rule/parameters.js';
import { expandRule } from '../../src/rule/presets.js';
import { simulateRule } from '../../src/rule/simulate.js';

/** A circuit that is a rule: what it does in every trial of an identification, without a simulator. */

export const PULSE = 0.5e-6;

export const TIMING: Timing = {
  ...{ plus: 5e-6, minus: 8e-6, fastest: 5e-6, slowest: 8e-6, nearest: 1e-6, spacing: 1.2e-6 },
  ...{ before: 5e-6, after: 48e-6, pulse: PULSE, largest: { plus: 0.05, minus: -0.04 } },
};

/** Points of a curve. */
const POINTS = 4000;

export function observations(
  rule: RuleSpec,
  trials: readonly Trial[] = identificationTrials(TIMING, 0.5),
): Observation[] {
  const expanded = expandRule(rule);
  return trials.map((trial) => {
    const onsets = [...trial.events.pre, ...trial.events.post];
    // The weight is read just before an event: its samples there are those before it.
    const x = Float64Array.from(
      [...Array.from({ length: POINTS }, (_, index) => (index / (POINTS - 1)) * trial.duration), ...onsets].sort(
        (a, b) => a - b,
      ),
    );
    const states = expanded.states.map((state) =>
      state.type === 'weight' ? { ...state, initial: trial.start } : state,
    );
    const late = (times: readonly number[]): number[] => times.map((at) => at + PULSE / 2);
    const events = { pre: late(trial.events.pre), post: late(trial.events.post) };
    const y = simulateRule({ ...expanded, states }, events, x).states.get('w')!;
    return observe({ trial, weight: { x, y } }, PULSE);
  });
}
