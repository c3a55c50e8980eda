import type { Calibration } from '../calibrate/calibration.js';
import type { CompiledSpec } from '../compile.js';
import type { Recording } from '../quantities/measuring/recording.js';
import { readsBiases } from '../quantities/vocabulary.js';
import { runFoundRule, runModel } from '../roads/roads.js';
import type { Check } from '../spec/types.js';
import type { Context } from './context.js';

/** Of a circuit of ours the calibrated model; of a drawn one the rule that was found in it. */
export function modelRoad(
  circuit: readonly Recording[],
  calibration: Calibration | undefined,
  { compiled, experiments, checks }: Context,
): Recording[] | undefined {
  const found = compiled.spec.dut?.model?.rule;
  if (found && needsModel(checks))
    return circuit.map((recording) => runFoundRule(compiled, found, recording.experiment, longestTime(recording)));
  return calibration && experiments.map((experiment) => runModel(compiled, calibration, experiment));
}

/** Whether a model has to be made: that of a drawn circuit is found by `identify`, once. */
export function needsCalibration({ spec }: Pick<CompiledSpec, 'spec'>, checks: readonly Check[]): boolean {
  return spec.dut === undefined && needsModel(checks);
}

/** Biases are judged against the design, every other agreement against the calibrated model. */
export function needsModel(checks: readonly Check[]): boolean {
  return checks.some((check) => check.against === 'model' && !readsBiases(check));
}

/** The time points of a recording, s. */
export function longestTime(recording: Recording): Float64Array {
  const [curve] = recording.states.values();
  return curve?.x ?? new Float64Array();
}
