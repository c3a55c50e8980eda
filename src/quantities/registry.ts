import { blank } from './blank.js';
import { credit } from './credit.js';
import { dependence } from './dependence.js';
import { drift } from './drift.js';
import { fI } from './f-i.js';
import { gain } from './gain.js';
import { mean } from './mean.js';
import { membraneTau, refractory } from './neuron-fit.js';
import { peak } from './peak.js';
import type { Quantity } from './quantity.js';
import { ratio } from './ratio.js';
import { share } from './share.js';
import { energyPerSpike, reset, spikeAmplitude, spikeWidth } from './spike-shape.js';
import { sum } from './sum.js';
import { tau } from './tau.js';
import { thresholdCurrent } from './threshold-current.js';
import { trim } from './trim.js';
import { aMinus, aPlus, tauMinus, tauPlus } from './window-sides.js';
import { window } from './window.js';

/** Everything that can be verified beside the curves of a rule's states, in the order in which messages list it. */
export const quantities: readonly Quantity[] = [
  tau,
  peak,
  window,
  dependence,
  credit,
  aPlus,
  aMinus,
  tauPlus,
  tauMinus,
  blank,
  drift,
  mean,
  ratio,
  gain,
  sum,
  share,
  trim,
  fI,
  thresholdCurrent,
  refractory,
  membraneTau,
  reset,
  spikeWidth,
  spikeAmplitude,
  energyPerSpike,
];
