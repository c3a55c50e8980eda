import { compile, conditionGrid, type CompiledSpec, type Toolchain } from '../compile.js';
import type { VerdictStatus } from '../result/verdict.js';
import type { RuleResult } from '../result/rule.js';
import { SimulationError } from '../engine/errors.js';
import type { Simulator } from '../engine/simulator.js';
import type { Bench } from '../netlist/testbench.js';
import type { Spec } from '../spec/types.js';
import { stimulusOf } from '../quantities/vocabulary.js';
import { circuitExperiments } from '../roads/experiments.js';
import type { Recording } from '../quantities/measuring/recording.js';
import { circuitJob, runCircuit } from '../roads/roads.js';
import { verifySpec } from '../verify/verify.js';
import { behaviouralChanges, type Change } from './behaviour.js';
import { mutantsOf } from './enumerate.js';
import type { Mutant } from './mutant.js';
import { memoryStore, mutatedSimulator } from './simulator.js';

/** What `verify` said of a mutant. */
export interface Judgement {
  readonly status: VerdictStatus;
  /** The checks that did not pass. */
  readonly because: readonly string[];
}

/** One mutant: what it does, and whether `verify` says so. */
export interface MutantResult {
  readonly id: string;
  readonly kind: Mutant['kind'];
  /** The circuit at the biases of the design; absent where it cannot be simulated. */
  readonly designed?: readonly Change[];
  /** The circuit that `verify` judged, its biases trimmed where the spec trims; absent where it cannot be simulated. */
  readonly judged?: readonly Change[];
  readonly everywhere: Judgement;
  readonly transients: Judgement;
}

/** A spec without faults, to compare with. */
export interface Study {
  readonly mutants: readonly Mutant[];
  /** What `verify` says without a fault: what fails here is no mutant's doing. */
  readonly reference: Judgement;
  try(mutant: Mutant): Promise<MutantResult>;
}

/**
 * Prepares a mutation study of one spec. What a fault does is measured under the nominal conditions; what `verify` says
 * is what it says of the whole spec: where the nominal conditions pass, the others are verified too.
 * @throws UserError and DesignRefusal when the spec cannot become a circuit
 */
export async function studyOf(
  spec: Spec,
  tools: Toolchain,
  options: { readonly file: string; readonly folder: string },
): Promise<Study> {
  const shared = memoryStore();
  const untouched: Mutant = { id: 'none', kind: 'value', subcircuit: '-', edit: (lines) => lines };
  const right = mutatedSimulator(tools.simulator, untouched, 'everywhere', shared);
  const compiled = await compile(spec, { ...tools, simulator: right });
  const bench: StudyBench = { spec, tools, options, compiled };
  const reference = await verifyNominally(bench, right);
  const designed = await designedCircuit(compiled, { ...tools, simulator: right });
  return {
    mutants: mutantsOf(transientText(compiled)),
    reference: judgement(await throughout(bench, reference.report, right)),
    try: async (mutant) => {
      const store = memoryStore(shared);
      const wrong = mutatedSimulator(tools.simulator, mutant, 'everywhere', store);
      const wrongInTransients = mutatedSimulator(tools.simulator, mutant, 'transients', store);
      const everywhere = await verifyNominally(bench, wrong);
      // The transients are the same ones: only what was calibrated without the fault differs.
      const transients = await verifyNominally(bench, wrongInTransients);
      const asDesigned = await designedOrNothing(compiled, { ...tools, simulator: wrong });
      const judged = everywhere.recordings.length === reference.recordings.length ? everywhere.recordings : undefined;
      return {
        id: mutant.id,
        kind: mutant.kind,
        ...(asDesigned ? { designed: behaviouralChanges(designed, asDesigned, compiled) } : {}),
        ...(judged ? { judged: behaviouralChanges(reference.recordings, judged, compiled) } : {}),
        everywhere: judgement(await throughout(bench, everywhere.report, wrong)),
        transients: judgement(await throughout(bench, transients.report, wrongInTransients)),
      };
    },
  };
}

/** What is verified again and again, by one simulator after the other. */
interface StudyBench {
  readonly spec: Spec;
  readonly tools: Toolchain;
  readonly options: { readonly file: string; readonly folder: string };
  readonly compiled: CompiledSpec;
}

async function verifyNominally(
  { spec, tools, options, compiled: { conditions } }: StudyBench,
  simulator: Simulator,
): Promise<{ report: RuleResult; recordings: readonly Recording[] }> {
  const only = {
    corners: [conditions.corner],
    temperatures: [conditions.temperature],
    supplies: [conditions.supply],
  };
  const recordings: Recording[] = [];
  const onRun = ({ recording }: { readonly recording: Recording }): string => (recordings.push(recording), '');
  const report = await verifySpec(spec, { ...tools, simulator }, { ...options, only, onRun });
  return { report, recordings };
}

/** What passes under the nominal conditions is verified under all of them, as the spec asks. */
async function throughout(
  { spec, tools, options, compiled }: StudyBench,
  nominal: RuleResult,
  simulator: Simulator,
): Promise<RuleResult> {
  const more = conditionGrid(spec, compiled.process).length > 1;
  return more && nominal.status === 'pass' ? verifySpec(spec, { ...tools, simulator }, options) : nominal;
}

function judgement({ status, verdicts }: RuleResult): Judgement {
  return {
    status,
    because: verdicts
      .filter((verdict) => verdict.status !== 'pass')
      .map(({ quantity, against = '', status: own }) => `${quantity} against ${against}: ${own}`),
  };
}

function benchOf({ spec, dut, process, conditions }: CompiledSpec): Bench {
  return { dut, process, conditions, options: spec.simulation.options };
}

function experimentsOf(compiled: CompiledSpec) {
  const names = new Set(compiled.spec.verify.map((check) => stimulusOf(check, compiled)));
  return circuitExperiments(compiled, { folder: '.' }, ({ name }) => names.has(name));
}

function transientText(compiled: CompiledSpec): string {
  const [experiment] = experimentsOf(compiled);
  if (!experiment) throw new Error('a spec without an experiment has no circuit to plant faults in');
  return circuitJob(compiled, benchOf(compiled), experiment).circuit.text;
}

/** Every experiment at the biases of the design. */
async function designedCircuit(compiled: CompiledSpec, tools: Toolchain): Promise<Recording[]> {
  return Promise.all(
    experimentsOf(compiled).map(
      async (experiment) => (await runCircuit(compiled, benchOf(compiled), experiment, tools)).recording,
    ),
  );
}

async function designedOrNothing(compiled: CompiledSpec, tools: Toolchain): Promise<Recording[] | undefined> {
  try {
    return await designedCircuit(compiled, tools);
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}
