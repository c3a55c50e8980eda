import type { Measurement } from '../compare/measurement.js';
import { changeOf } from './measuring/changes.js';
import type { Recording } from './measuring/recording.js';
import { hasWindow } from './measuring/rules.js';
import type { Quantity } from './quantity.js';

/** What events do to the weight without a partner, beyond what the rule says of them. */
export const blank: Quantity = {
  name: 'blank',
  spellings: [],
  title: 'change of the weight by one event alone',
  unit: '1',
  description:
    'What one `pre`, and one `post`, does to the weight by itself beyond what the rule asks of it: charge that edges ' +
    'inject. The larger of both, as a share of the range of the weight. A change by a pair that is no larger is none.',
  metric: 'difference',
  stimuli: ['alone'],
  sampled: true,
  reads: 'recordings',
  fits: hasWindow,
  compare: ({ circuit, other, rule }) => largest(circuit, other, (recording) => changeOf(recording, rule)),
};

/** The largest distance between the changes of two roads, over the experiments of a check. */
export function largest(
  circuit: readonly Recording[],
  other: readonly Recording[],
  change: (recording: Recording) => number,
): Measurement {
  const found = circuit.flatMap((recording) => {
    const same = other.find(({ experiment }) => experiment.label === recording.experiment.label);
    if (!same) return [];
    const [value, reference] = [change(recording), change(same)];
    return [{ measured: Math.abs(value - reference), value, reference }];
  });
  const [worst] = [...found].sort((a, b) => b.measured - a.measured);
  if (!worst || found.some(({ measured }) => !Number.isFinite(measured)))
    return { reason: 'the weight was not seen in this experiment' };
  return { ...worst, unit: '1' };
}
