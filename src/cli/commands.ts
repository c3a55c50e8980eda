import type { Command } from './command.js';
import { cells } from './cells/command.js';
import { characterise } from './characterise/command.js';
import { compile } from './compile/command.js';
import { cosim } from './cosim/command.js';
import { crossbar } from './crossbar/command.js';
import { design } from './design/command.js';
import { devices } from './devices/command.js';
import { diff } from './diff/command.js';
import { doctor } from './doctor/command.js';
import { explain } from './explain/command.js';
import { fit } from './fit/command.js';
import { identify } from './identify/command.js';
import { init } from './init/command.js';
import { merge } from './merge/command.js';
import { replay } from './replay/command.js';
import { schema } from './schema/command.js';
import { simulate } from './simulate/command.js';
import { studio } from './studio/command.js';
import { tour } from './tour/command.js';
import { verify } from './verify/command.js';

/** Every command, in the order of `--help`. Their modules import nothing heavy before they run. */
export const commands: readonly Command[] = [
  init,
  tour,
  studio,
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
  identify,
  characterise,
  cells,
  devices,
  schema,
  doctor,
];
