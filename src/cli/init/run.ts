import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { LARGEST_SPEC } from '../../spec/limits.js';
import { shellFile } from '../../units/shell-word.js';
import { UserError } from '../../units/user-error.js';
import type { Session } from '../io.js';
import { isBelow, isThere, projectAround } from '../../node/files/project.js';
import { packagePath } from '../../node/package-path.js';
import { asUserError, makeFolder, systemErrorCode, writeWhole } from '../../node/files/write-file.js';
import { assertWritable } from '../output.js';
import { EXIT } from '../exit.js';

const FILE = 'learning-rule.yaml';
const PROCESS_FILE = 'process.yaml';

/** What a starter spec is about. */
interface Subject {
  /** Its lines `process` and `circuit`, with a comment. */
  readonly process: string;
  readonly circuit: string;
  /** Time constant, s; the stimulus follows it. */
  readonly tau: number;
}

/** Time constant of the starter, s. */
const TAU = 20e-3;

const SHIPPED: Subject = {
  process: 'process: { name: sky130, corner: tt, temperature: 27 C }',
  circuit:
    '# The cell that holds a trace ("rulespice cells" lists them) and its capacitor.\ncircuit: { trace: { ' +
    'cell: dpi, capacitance: 1 pF } }',
  tau: TAU,
};

/** A process file of its own, for which a time constant and an event were found; both s. */
function ownProcess({ tau, pulse }: { readonly tau: number; readonly pulse: number }): Subject {
  return {
    process: `process: { file: ${PROCESS_FILE}, temperature: 27 C }`,
    circuit:
      `# The cell that holds a trace ("rulespice cells" lists them); its capacitor is chosen. An event ` +
      `lasts a pulse.\ncircuit: { trace: { cell: dpi }, pulse: ${milliseconds(pulse)} }`,
    tau,
  };
}

const milliseconds = (seconds: number): string => `${Number((seconds * 1e3).toPrecision(6))} ms`;

/**
 * A spec that verifies as it stands and shows where to go from there. @param schema where an editor finds the schema,
 * as seen from the file
 */
function starter(schema: string, { process, circuit, tau }: Subject = SHIPPED): string {
  const times = (...usual: number[]): string =>
    usual.map((value) => milliseconds((value * 1e-3 * tau) / TAU)).join(', ');
  return `# yaml-language-server: $schema=${schema}
# A learning rule and the circuit that carries it. Check it with: rulespice verify ${FILE}
rulespice: 1
name: my-trace
description: An exponential trace of ${times(20)}, verified against the rule and against the model of its circuit.

# The rule in its own words. "rulespice explain ${FILE}" shows what becomes of it.
# For spike-timing-dependent plasticity:
#   rule:
#     kind: stdp
#     potentiation: { amplitude: 0.02, tau: ${times(16.8)} }
#     depression: { amplitude: 0.0147, tau: ${times(33.7)} }
rule: { kind: trace, tau: ${times(20)} }

# Every quantity carries its unit. "rulespice characterise" shows what the transistors can do.
${process}

${circuit}

# Events for the simulation. An impulse from rest is always tried; a rule of kind stdp also takes
#   window: { from: ${times(-60)}, to: ${times(60)}, step: ${times(5)} }
stimulus:
  spikes: { pre: [${times(10, 30, 40, 60)}], duration: ${times(150)} }

# "against: rule" asks whether the circuit is good, "against: model" whether we understand it.
verify:
  - { quantity: tau, against: rule, max: 5 % }
  - { quantity: x, against: model, max: 2 % }

# More conditions, every combination of them:
# variations: { corners: [tt, ff, ss], temperature: [0 C, 27 C, 60 C] }
`;
}

/** Writes the starter spec, and a process file where transistors are given; refuses to overwrite anything. */
export async function runInit(
  folder: string,
  transistors: readonly string[],
  { io, signal }: Session,
): Promise<number> {
  const schema = schemaFrom(folder);
  const files: [name: string, text: string][] = [[FILE, starter(schema)]];
  if (transistors.length > 0) {
    const { processFromData } = await import('./process-from-data.js');
    const { readTextFile } = await import('../../node/files/read-text-file.js');
    const { parseTransistor } = await import('../../ekv/transistor.js');
    const cards = transistors.map((file) => {
      const text = readTextFile(file, LARGEST_SPEC, 'a transistor is a few lines');
      return { file, text, transistor: parseTransistor(text, file) };
    });
    const found = processFromData(cards);
    files.splice(0, 1, [PROCESS_FILE, found.text], [FILE, starter(schema, ownProcess(found))]);
  }
  signal.throwIfAborted();
  assertWritable('init', join(folder, FILE));
  await makeFolder(folder).catch((error: unknown) => {
    throw asUserError(error, folder);
  });
  const paths = files.map(([name]) => join(folder, name));
  const taken = paths.find(isThere);
  if (taken !== undefined) throw existing(taken);
  for (const [index, [, text]] of files.entries()) writeNew(paths[index] ?? '', text);
  io.out(`${paths.map((path) => `wrote ${path}\n`).join('')}next: rulespice verify ${shellFile(paths.at(-1) ?? '')}\n`);
  return EXIT.pass;
}

const SCHEMA = ['schema', 'spec.schema.json'] as const;

/**
 * Path of the schema of specs as seen from a folder: that of the installation around it, so that the line holds for
 * everybody who has the project; else that of this rulespice, relative inside one project and absolute elsewhere.
 */
export function schemaFrom(folder: string, own: string = packagePath(...SCHEMA)): string {
  const from = resolve(folder);
  for (let above = from; ; above = dirname(above)) {
    const installed = join(above, 'node_modules', 'rulespice', ...SCHEMA);
    if (isThere(installed)) return asUrlPath(relative(from, installed));
    if (dirname(above) === above) break;
  }
  const project = projectAround(join(from, FILE));
  return asUrlPath(project !== undefined && isBelow(project, own) ? relative(from, own) : own);
}

/** With slashes, and unmistakably a path. */
function asUrlPath(path: string): string {
  const slashes = path.split(sep).join('/');
  return isAbsolute(path) || slashes.startsWith('../') ? slashes : `./${slashes}`;
}

function writeNew(path: string, text: string): void {
  try {
    writeWhole(path, [text]);
  } catch (error) {
    throw systemErrorCode(error) === 'EEXIST' ? existing(path) : asUserError(error, path);
  }
}

function existing(path: string): UserError {
  return new UserError([
    { file: path, message: 'exists already and is left as it is; choose another folder or move it away' },
  ]);
}
