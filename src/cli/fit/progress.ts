import type { FitProgress } from '../../fit/search/watch.js';
import type { Io } from '../io.js';
import { terminalBar } from '../terminal/bar.js';
import { wantsProgress } from '../terminal/progress.js';

/** A bar on stderr while a fit runs, or nothing where nobody watches. */
export interface FitProgressDisplay {
  tell(model: string, progress: FitProgress): void;
  stop(): void;
}

/** One bar for the phase under way: how far it is, and the lowest sum of squares so far. */
export async function createFitProgress(io: Io): Promise<FitProgressDisplay> {
  if (!wantsProgress(io, false)) return { tell: () => undefined, stop: () => undefined };
  let running = false;
  const bar = await terminalBar('{label} [{bar}] {value}/{total}, sum of squares {cost}');
  return {
    tell: (model, { problem, phase, done, total, cost }) => {
      const payload = {
        label: `${problem === model ? model : `${model} ${problem}`}, ${phase}`,
        cost: cost.toPrecision(4),
      };
      if (!running) bar.start(total, done, payload);
      running = true;
      bar.setTotal(total);
      bar.update(done, payload);
    },
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}
