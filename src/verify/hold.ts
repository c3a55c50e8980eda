import type { CompiledSpec } from '../compile.js';
import { changeText } from '../quantities/measuring/learning.js';
import { changeOf } from '../quantities/measuring/changes.js';
import { runRule, type CircuitRun } from '../roads/roads.js';
import type { Recording } from '../quantities/measuring/recording.js';
import { weightState } from '../rule/rule.js';
import { formatQuantity } from '../units/format.js';

/** A neuron that is no neuron before any current is asked of it; undefined where it rests. */
function restlessness({ experiment, firing }: Recording): string | undefined {
  if (!firing?.idle) return undefined;
  const { idle, times } = firing;
  if (times.length > 0) {
    const count = `${times.length} ${times.length === 1 ? 'spike' : 'spikes'}`;
    return `fires without input: ${count} in ${formatQuantity(experiment.duration, 's', 3)}`;
  }
  if (!idle.beyond) return undefined;
  return (
    `the spike output rests at ${formatQuantity(idle.voltage, 'V', 3)}, beyond its level: look for its other ` +
    'polarity ({ spike: falling } or rising), or for what holds it there'
  );
}

/** A weight that moves by more than this share of its range, without any event, is not held. */
const MOST_DRIFT = 0.1;

/**
 * Whether a drawn circuit keeps its weight while nothing happens; asked before any pair, whose change would be that of
 * the leak.
 * @param run the one without events
 * @returns what it does instead; undefined where it holds, or where the rule has no weight
 */
export function holdFault(compiled: CompiledSpec, run: CircuitRun): string | undefined {
  const { rule, spec } = compiled;
  const { recording } = run;
  if (rule.neuron) return restlessness(recording);
  const weight = weightState(rule);
  if (!weight) return undefined;
  const rest = recording.experiment;
  const time = recording.states.get(weight.name)?.x ?? new Float64Array();
  const moved = changeOf(recording, rule) - changeOf(runRule(compiled, rest, time), rule);
  if (Math.abs(moved) <= MOST_DRIFT) return undefined;
  return (
    `the weight is not held: without any event it moves by ${changeText(moved, spec, rule)} in ` +
    `${formatQuantity(rest.duration, 's', 3)}; look for what else drives its net, and for its capacitor`
  );
}
