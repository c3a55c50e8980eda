import { requireLateApart } from '../compose/events.js';
import type { CompiledSpec } from '../compile.js';
import type { Experiment } from '../stimulus/experiment.js';
import { expandExperiments, type ExperimentOptions } from '../stimulus/experiments.js';

/**
 * The experiments of a spec that its circuit can be put through; every deck of a spec starts here. Which events may
 * stand how close is a matter of the circuit: one that takes late pulses needs room for them.
 *
 * @param wanted which of them are used; the others are not judged
 * @throws UserError for faults in a stimulus, and for events too close for the circuit
 */
export function circuitExperiments(
  { spec, dut }: CompiledSpec,
  options: ExperimentOptions,
  wanted: (experiment: Experiment) => boolean = () => true,
): Experiment[] {
  const experiments = expandExperiments(spec, options).filter(wanted);
  requireLateApart(dut.events, experiments, spec.circuit.pulse);
  return experiments;
}
