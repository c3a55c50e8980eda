import { severity, type Verdict } from '../../result/verdict.js';
import type { Conditions } from '../../process/conditions.js';
import type { Check } from '../../spec/types.js';
import { formatPercent } from '../../units/format.js';
import { verdictOf, type Context } from '../context.js';
import type { Part } from './experiment.js';

/** Whether a spread is within its limit, or that of the model. */
export function judge({ check, row, failure }: Part, conditions: Conditions, context: Context): Verdict {
  if (failure !== undefined) return verdictOf(check, 'error', conditions, context, { reason: failure });
  const { sigma, signal, interval, model } = row;
  if (!(sigma > 0) || !(signal > 0))
    return verdictOf(check, 'not-checked', conditions, context, {
      reason: `${check.quantity} has no ${signal > 0 ? 'spread' : 'signal'} in ${row.experiment}: nothing to compare`,
    });
  if (check.against === 'model') {
    const measured = model?.difference ?? NaN;
    if (!Number.isFinite(measured))
      return verdictOf(check, 'not-checked', conditions, context, { reason: 'the model gave no spread' });
    return verdictOf(check, measured <= check.max ? 'pass' : 'fail', conditions, context, {
      measured,
      margin: check.max - measured,
      value: sigma,
      ...(model ? { reference: model.sigma } : {}),
    });
  }
  const [low, high] = interval.map((end) => end / signal) as [number, number];
  const measured = sigma / signal;
  const rest = { measured, margin: check.max - high, value: sigma, reference: signal };
  const said = `the spread of ${check.quantity} is ${formatPercent(low)} to ${formatPercent(high)} of its signal`;
  if (high <= check.max) return verdictOf(check, 'pass', conditions, context, rest);
  if (low > check.max)
    return verdictOf(check, 'fail', conditions, context, {
      ...rest,
      reason: `${said}, limit ${formatPercent(check.max)}`,
    });
  return verdictOf(check, 'not-checked', conditions, context, {
    ...rest,
    reason:
      `${said}: too few runs to tell whether it is within ${formatPercent(check.max)}; raise ` +
      `variations.noise.runs`,
  });
}

/** The worst of the experiments of one check (a window has many). */
export function worst(verdicts: readonly Verdict[], check: Check, conditions: Conditions, context: Context): Verdict {
  const [first] = [...verdicts].sort(
    (a, b) => severity(a.status) - severity(b.status) || (a.margin ?? 0) - (b.margin ?? 0),
  );
  return first ?? verdictOf(check, 'not-checked', conditions, context, { reason: 'no experiment to read it in' });
}
