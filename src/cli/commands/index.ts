import type { Command } from '../command.js';
import { cells } from './cells.js';
import { characterise } from './characterise.js';
import { compile } from './compile.js';
import { cosim } from './cosim.js';
import { crossbar } from './crossbar.js';
import { design } from './design.js';
import { devices } from './devices.js';
import { diff } from './diff.js';
import { doctor } from './doctor.js';
import { explain } from './explain.js';
import { fit } from './fit.js';
import { init } from './init.js';
import { merge } from './merge.js';
import { replay } from './replay.js';
import { schema } from './schema.js';
import { simulate } from './simulate.js';
import { verify } from './verify.js';

/** Every command, in the order of `--help`. Their modules import nothing heavy before they run. */
export const commands: readonly Command[] = [
  init,
  verify,
  merge,
  replay,
  diff,
  cosim,
  explain,
  design,
  compile,
  simulate,
  crossbar,
  fit,
  characterise,
  cells,
  devices,
  schema,
  doctor,
];
