import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../units/user-error.js';
import type { Session } from '../io.js';
import { asUserError, makeFolder, systemErrorCode } from '../output.js';
import { EXIT } from '../exit.js';

const FILE = 'learning-rule.yaml';

/** A spec that verifies as it stands and shows where to go from there. */
export const STARTER = `# yaml-language-server: $schema=./node_modules/rulespice/schema/spec.schema.json
# A learning rule and the circuit that carries it. Check it with: rulespice verify ${FILE}
rulespice: 1
name: my-trace
description: An exponential trace of 20 ms, verified against the rule and against the model of its circuit.

# The rule in its own words. "rulespice explain ${FILE}" shows what becomes of it.
# For spike-timing-dependent plasticity:
#   rule:
#     kind: stdp
#     potentiation: { amplitude: 0.02, tau: 16.8 ms }
#     depression: { amplitude: 0.0147, tau: 33.7 ms }
rule: { kind: trace, tau: 20 ms }

# Every quantity carries its unit. "rulespice characterise" shows what the transistors can do.
process: { name: sky130, corner: tt, temperature: 27 C }

# The cell that holds a trace ("rulespice cells" lists them) and its capacitor.
circuit: { trace: { cell: dpi, capacitance: 1 pF } }

# Events for the simulation. An impulse from rest is always tried; a rule of kind stdp also takes
#   window: { from: -60 ms, to: 60 ms, step: 5 ms }
stimulus:
  spikes: { pre: [10 ms, 30 ms, 35 ms, 60 ms], duration: 150 ms }

# "against: rule" asks whether the circuit is good, "against: model" whether we understand it.
verify:
  - { quantity: tau, against: rule, max: 5 % }
  - { quantity: x, against: model, max: 2 % }

# More conditions, every combination of them:
# variations: { corners: [tt, ff, ss], temperature: [0 C, 27 C, 60 C] }
`;

/** Writes the starter spec; refuses to overwrite anything. */
export async function runInit(folder: string, { io, signal }: Session): Promise<number> {
  const path = join(folder, FILE);
  signal.throwIfAborted();
  try {
    await makeFolder(folder);
    await writeFile(path, STARTER, { flag: 'wx' });
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST' && existsSync(path)) {
      throw new UserError([{ file: path, message: 'exists already and is left as it is; choose another folder or move it away' }]);
    }
    throw asUserError(error, path);
  }
  io.out(`wrote ${path}\nnext: rulespice verify ${path}\n`);
  return EXIT.pass;
}
