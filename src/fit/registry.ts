import { hysteresis } from './targets/hysteresis/index.js';
import { mosfet } from './targets/mosfet/index.js';
import { pulses } from './targets/pulses/index.js';
import { readNoise } from './targets/read-noise/index.js';
import { retention } from './targets/retention/index.js';
import { stdpWindow } from './targets/stdp-window/index.js';
import { trace } from './targets/trace/index.js';
import type { FitTarget } from './target.js';

/** Everything that can be fitted, by the name on the command line. */
export const fitTargets: readonly FitTarget[] = [hysteresis, mosfet, pulses, readNoise, retention, stdpWindow, trace];
