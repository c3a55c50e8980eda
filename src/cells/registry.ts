import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import type { CellDefinition } from './cell.js';
import { bistable } from './bistable/index.js';
import { cascodeBias } from './cascode-bias/index.js';
import { commonTail } from './common-tail/index.js';
import { comparator } from './comparator/index.js';
import { dpi } from './dpi/index.js';
import { dpiKept } from './dpi-kept/index.js';
import { dumpBuffer } from './dump-buffer/index.js';
import { eligibility } from './eligibility/index.js';
import { gatedSink } from './gated-sink/index.js';
import { gatedSource } from './gated-source/index.js';
import { homeostat } from './homeostat/index.js';
import { inverter } from './inverter/index.js';
import { leakyCapacitor } from './leaky-capacitor/index.js';
import { lowerClamp } from './lower-clamp/index.js';
import { mirrorBias } from './mirror-bias/index.js';
import { modulatorGate } from './modulator-gate/index.js';
import { multiplier } from './multiplier/index.js';
import { normaliser } from './normaliser/index.js';
import { ramp } from './ramp/index.js';
import { replicaBias } from './replica-bias/index.js';
import { restReplica } from './rest-replica/index.js';
import { setBuffer } from './set-buffer/index.js';
import { shareSynapse } from './share-synapse/index.js';
import { softSink } from './soft-sink/index.js';
import { softSource } from './soft-source/index.js';
import { summingDiode } from './summing-diode/index.js';
import { tailCopy } from './tail-copy/index.js';
import { tauCell } from './tau-cell/index.js';
import { tiltedCopy } from './tilted-copy/index.js';
import { upperClamp } from './upper-clamp/index.js';
import { weightCapacitor } from './weight-capacitor/index.js';
import { weightFactor } from './weight-factor/index.js';
import { winnerTakeAll } from './winner-take-all/index.js';

/** Every cell; the only place that names them. */
const cells: readonly CellDefinition[] = [
  dpi,
  ramp,
  tauCell,
  dpiKept,
  eligibility,
  replicaBias,
  mirrorBias,
  cascodeBias,
  setBuffer,
  gatedSource,
  gatedSink,
  softSource,
  softSink,
  leakyCapacitor,
  restReplica,
  modulatorGate,
  weightCapacitor,
  lowerClamp,
  upperClamp,
  dumpBuffer,
  bistable,
  comparator,
  multiplier,
  weightFactor,
  tailCopy,
  normaliser,
  winnerTakeAll,
  shareSynapse,
  summingDiode,
  commonTail,
  homeostat,
  tiltedCopy,
  inverter,
];

const byName = new Map(cells.map((cell) => [cell.name, cell]));

/** All cells, in catalogue order. */
export function allCells(): readonly CellDefinition[] {
  return cells;
}

/** A cell by name; UserError with a suggestion when there is none. */
export function findCell(name: string): CellDefinition {
  const cell = byName.get(name);
  if (!cell) {
    const names = [...byName.keys()];
    throw new UserError([{ message: `unknown cell "${name}"${didYouMean(name, names)}; known: ${names.join(', ')}` }]);
  }
  return cell;
}
