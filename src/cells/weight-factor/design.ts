import type { DesignContext, Sizing, Targets } from '../cell.js';
import { turnedRound } from '../gated-mirror.js';
import { requireBelowStrongInversion, requireHeadroom, target } from '../log-domain.js';
import { SINK, softBoundKappa } from '../soft-bound.js';

/** Both mirrors copy one to one; V_b is passed on. @throws DesignRefusal where the stack below the pair has no room */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const level = target(targets, 'bound');
  const pair = context.characterised('bound-n');
  const mirror = context.characterised('mirror-n');
  requireBelowStrongInversion('current to be multiplied', current, context.characterised('trace-p'));
  requireHeadroom(
    'the cascode below the pair',
    level - pair.gateVoltage(current) - mirror.gateVoltage(current),
    context,
    {
      node: 'middle of the weight',
      voltage: level,
    },
  );
  const kappa = softBoundKappa(SINK, current, context);
  return turnedRound(
    {
      references: { i_in: current, i_cascode: current, v_b: level },
      notes: [{ element: 'v_b', value: level, unit: 'V', because: 'half of the current flows at this weight' }],
      predictions: [{ property: 'kappa', value: kappa, unit: '1', note: 'of the pair at V_b' }],
    },
    current,
    context,
  );
}
