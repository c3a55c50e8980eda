import { fitSide } from '../compare/window-fit.js';
import type { StimulusSpec } from '../spec/types.js';
import { windowPoints as windowDelays } from '../spec/window.js';
import { windowPoints } from './measuring/changes.js';
import { failedBy, noLearning } from './measuring/learning.js';
import { hasWindow } from './measuring/rules.js';
import { scalar } from './measuring/scalar.js';
import type { Quantity } from './quantity.js';

/** An exponential has two parameters: fitting one side of the window takes at least this many points there. */
const LEAST_POINTS = 3;

interface Side {
  readonly direction: 1 | -1;
  readonly part: 'amplitude' | 'tau';
}

export const aPlus = side('a_plus', 'a+', { direction: 1, part: 'amplitude' });
export const aMinus = side('a_minus', 'a-', { direction: -1, part: 'amplitude' });
export const tauPlus = side('tau_plus', 'tau+', { direction: 1, part: 'tau' });
export const tauMinus = side('tau_minus', 'tau-', { direction: -1, part: 'tau' });

/** One number of one side of a learning window, of the exponential that is fitted to it. */
function side(name: string, spelling: string, { direction, part }: Side): Quantity {
  const where = `dt ${direction > 0 ? '>' : '<'} 0`;
  const number = scalar({
    name,
    spellings: [spelling],
    title: `${part === 'tau' ? 'time constant' : 'amplitude'} of the window at ${where}`,
    unit: part === 'tau' ? 's' : '1',
    description:
      `The ${part === 'tau' ? 'time constant' : 'value at dt = 0'} of the exponential that is fitted to the points ` +
      `of the window with ${where}; at least ${LEAST_POINTS} of them are needed.`,
    stimuli: ['window'],
    fits: hasWindow,
    corrects: part,
    lacks: ({ window }) => window && tooFewPoints(window, direction, where),
    measure: (recordings, _spec, rule) => {
      const fit = fitSide(windowPoints(recordings, rule), direction);
      return fit.tau === undefined ? { reason: `the side of ${where} ${fit.reason}` } : { value: fit[part] };
    },
  });
  return {
    ...number,
    compare: (evidence) => {
      const nothing = noLearning(evidence, direction);
      return nothing === undefined ? number.compare(evidence) : failedBy(nothing, { unit: number.unit });
    },
  };
}

function tooFewPoints(
  window: NonNullable<StimulusSpec['window']>,
  direction: 1 | -1,
  where: string,
): string | undefined {
  const count = windowDelays(window).filter((dt) => Math.sign(dt) === direction).length;
  if (count >= LEAST_POINTS) return undefined;
  return (
    `needs at least ${LEAST_POINTS} points with ${where} and stimulus.window has ${count}; widen it or take a ` +
    `smaller step`
  );
}
