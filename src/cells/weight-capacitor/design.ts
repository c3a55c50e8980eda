import type { DesignContext, Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/**
 * The encoding chooses the capacitance of the node (compose/encoding.ts). What hangs on it is part of that: the gates
 * of the dump buffer and of both clamps, the junctions of the clamps' followers and of every mirror. A capacitor that
 * the spec gives stays as given.
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const wanted = target(targets, 'capacitance');
  const attached = attachedTo(targets, context);
  const given = targets.given === 1;
  const capacitance = given ? wanted : wanted - attached;
  return {
    parameters: { cw: capacitance },
    notes: [
      {
        element: 'cw',
        value: capacitance,
        unit: 'F',
        because: given ? 'given in the spec' : 'C_w + C_par = I_unit t_p / dV of the larger update',
      },
    ],
    predictions: [{ property: 'capacitance of what is on it', value: attached, unit: 'F' }],
  };
}

/** Farads on the weight besides its capacitor. */
function attachedTo({ sources = 0, sinks = 0, clamped = 0 }: Targets, context: DesignContext): number {
  const [buffer, pair] = [context.characterised('input-n'), context.characterised('pair-n')];
  const [up, down] = [context.characterised('steer-p'), context.characterised('steer-n')];
  return (
    clamped * (buffer.gateCapacitance + 2 * pair.gateCapacitance + up.drainCapacitance + down.drainCapacitance) +
    sources * up.drainCapacitance +
    sinks * down.drainCapacitance
  );
}
