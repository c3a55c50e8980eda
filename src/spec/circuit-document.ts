import { z } from 'zod';
import { projectFiles } from '../shelf/shelves.js';
import { readDocument } from './document.js';
import { seenStates, type DutSpec } from './dut.js';
import { section } from './fields.js';
import { withFilesBeside } from './files-beside.js';
import { LARGEST_SPEC } from './limits.js';
import { placedError } from './placed.js';
import { explainIssues, problem, type PathProblem } from './problems.js';
import { sections } from './schema.js';
import type { SpecParts } from './spec-parts.js';
import type { CircuitSpec, ProcessSpec, SimulationSpec } from './types.js';
import { checkNames, type Vocabulary } from './vocabulary.js';

/** A circuit that somebody drew, without what it should do: the part of a spec that `identify` reads. */
export interface CircuitDocument {
  readonly file: string;
  readonly name: string;
  readonly description?: string;
  readonly process: ProcessSpec;
  readonly circuit: CircuitSpec;
  readonly dut: DutSpec;
  readonly simulation: SimulationSpec;
  /** Its sections as they stand in the file, to be written into another spec. */
  readonly written: Readonly<Record<string, unknown>>;
  /** Sections that say what a circuit should do, and are not looked at. */
  readonly leftOut: readonly string[];
}

/** What a spec says of a rule and its test: allowed, so that the same file serves both commands, and not read. */
const NOT_READ = ['rule', 'stimulus', 'verify', 'variations'] as const;
const anything = z.unknown().optional();

const { rulespice, name, description, process, circuit, dut, simulation } = sections;
const documentSchema = section({
  rulespice,
  name,
  description,
  process,
  circuit,
  simulation,
  dut: dut.unwrap(),
  rule: anything,
  stimulus: anything,
  verify: anything,
  variations: anything,
});

/** The state that is identified, and the events that move it. */
const WEIGHT = 'w';
const EVENTS: readonly string[] = ['pre', 'post'];

/**
 * Reads the circuit of a spec that needs no rule.
 * @throws UserError with every problem, each with its place
 */
export function readCircuit(file: string, vocabulary: Vocabulary): CircuitDocument {
  const text = projectFiles().text(file, LARGEST_SPEC, 'a spec is a few lines');
  const document = readDocument(text, file);
  const result = documentSchema.safeParse(document.value);
  if (!result.success) throw placedError(explainIssues(result.error.issues, document.value), document, file);
  const parts = withFilesBeside(circuitParts(result.data), document, file);
  const written = document.value as Readonly<Record<string, unknown>>;
  const problems = [
    ...checkNames(parts, vocabulary),
    ...weightProblems(parts.dut),
    ...eventProblems(parts.dut),
    ...(parts.simulation.trim
      ? [problem(['simulation', 'trim'], 'moves biases that rulespice sized, and this circuit was drawn; remove it')]
      : []),
  ];
  if (problems.length > 0) throw placedError(problems, document, file);
  return {
    file,
    name: result.data.name,
    ...(result.data.description === undefined ? {} : { description: result.data.description }),
    process: parts.process,
    circuit: parts.circuit,
    dut: parts.dut,
    simulation: parts.simulation,
    written,
    leftOut: NOT_READ.filter((key) => written[key] !== undefined),
  };
}

type Sections = z.infer<typeof documentSchema>;

function circuitParts({ process: own, circuit: shape, dut: drawn, simulation: options }: Sections) {
  return { process: own, circuit: shape, dut: drawn, simulation: options, verify: [] } satisfies SpecParts;
}

function weightProblems(dut: DutSpec): PathProblem[] {
  const seen = seenStates(dut);
  const weight = seen.find(({ state }) => state === WEIGHT);
  if (!weight) {
    const [other] = seen;
    return other
      ? [
          problem(
            [...other.path, 'state'],
            `found the state "${other.state}", expected the weight to be called "${WEIGHT}": it is what identify ` +
              'follows',
          ),
        ]
      : [problem(['dut', 'ports'], `no port carries the weight; add { state: ${WEIGHT}, range: [0.3 V, 1.5 V] }`)];
  }
  if (weight.kind === 'current')
    return [
      problem([...weight.path, 'range'], 'the weight is set to its start as a voltage; name the net that holds it'),
    ];
  return weight.fromRest
    ? [problem([...weight.path, 'zero'], `the weight ${WEIGHT} is set to its start; remove "zero"`)]
    : [];
}

function eventProblems({ ports }: DutSpec): PathProblem[] {
  const given = Object.entries(ports).flatMap(([port, role]) =>
    role.role === 'event' ? [{ port, event: role.event }] : [],
  );
  const missing = EVENTS.filter((event) => !given.some((one) => one.event === event));
  return [
    ...given
      .filter(({ event }) => !EVENTS.includes(event))
      .map(({ port, event }) =>
        problem(
          ['dut', 'ports', port, 'event'],
          `identify knows rules of the events pre and post, and found "${event}"; hold the port at its level at rest ` +
            'as a bias, or verify the circuit against a rule that you write',
        ),
      ),
    ...(missing.length === 0
      ? []
      : [problem(['dut', 'ports'], `no port is the event ${missing.join(' nor ')}: identify needs pre and post`)]),
  ];
}
