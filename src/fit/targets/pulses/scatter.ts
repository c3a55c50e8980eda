import type { FitParameter } from '../../search/parameter.js';
import type { PulseNoise } from './noise.js';

/** A hypothesis about the scatter from pulse to pulse; its parameters follow those of the curve. */
export interface Scatter {
  readonly name: string;
  readonly summary: string;
  readonly equation: string;
  /** In the output of a fit. */
  readonly words: string;
  parameters(way: string): readonly FitParameter[];
  noise(values: ArrayLike<number>): PulseNoise;
}

const share = (way: string, meaning: string): FitParameter => ({
  name: `share ${way}`,
  meaning,
  unit: '',
  scale: 'linear',
  size: 0.5,
  start: 0.5,
  min: 0,
  max: 1,
  naturalBounds: true,
});

/**
 * A deviation is forgotten after some pulses: what Gong's data say. With a memory as long as the trace it becomes the
 * next one.
 */
export const forgotten: Scatter = {
  name: 'forgotten',
  summary: 'scatter of the update that is forgotten within some pulses, and read noise',
  equation: 'g measured(n) = g(n) + d(n) + read noise;  d(n) = kept d(n - 1) + update noise,  memory = -1 / ln(kept)',
  words:
    'update noise that is forgotten exponentially, and read noise; both normal with unknown sizes ' +
    '(restricted likelihood)',
  parameters: (way) => [
    share(way, 'part of the variance that stays from pulse to pulse'),
    {
      name: `kept ${way}`,
      meaning: 'share of a deviation that the next pulse leaves',
      unit: '',
      scale: 'linear',
      size: 0.2,
      start: 0.8,
      min: 0,
      max: 0.9999,
      naturalBounds: true,
    },
  ],
  noise: ({ 0: part = NaN, 1: kept = NaN }) => ({
    initial: part,
    update: part * (1 - kept * kept),
    keep: kept,
    read: 1 - part,
  }),
};

/** Every pulse's own error stays for good: the textbook picture of an update, a random walk. */
export const accumulated: Scatter = {
  name: 'accumulated',
  summary: 'scatter of the update that stays for good (random walk), and read noise',
  equation: 'g measured(n) = g(n) + d(n) + read noise;  d(n) = d(n - 1) + update noise,  d(0) = 0',
  words:
    'update noise that accumulates (random walk), and read noise; both normal with unknown sizes ' +
    '(restricted likelihood)',
  parameters: (way) => [share(way, 'variance that a pulse adds, over that and the read noise together')],
  noise: ({ 0: part = NaN }) => ({ initial: 0, update: part, keep: 1, read: 1 - part }),
};

/** Nothing stays: what a plain least-squares fit assumes. */
export const independent: Scatter = {
  name: 'independent',
  summary: 'read noise only, what a plain least-squares fit assumes',
  equation: 'g measured(n) = g(n) + read noise',
  words: 'normal read noise of one unknown size',
  parameters: () => [],
  noise: () => ({ initial: 0, update: 0, keep: 0, read: 1 }),
};
