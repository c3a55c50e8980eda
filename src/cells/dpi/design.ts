import type { DesignContext, Sizing, Targets } from '../cell.js';
import { gateTransfer } from '../gate-transfer.js';
import { sizeIntegrator } from '../integrator.js';

/** The tail is the cell's own; switched at its source it leaks nothing (index.ts). */
export function design(targets: Targets, context: DesignContext): Sizing {
  const sizing = sizeIntegrator(targets, context, 'i_w');
  return {
    ...sizing,
    gain: gateTransfer(context.characterised('mirror-n'), sizing.references?.i_w ?? NaN, context.thermalVoltage),
  };
}
