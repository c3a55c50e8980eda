import type { Goal } from '../search/deviance.js';
import { downhill, sizeOf } from '../search/downhill.js';
import type { Box, Minimum } from '../search/minimum.js';
import { inLoop } from '../search/residuals.js';
import type { Watch } from '../search/watch.js';
import type { Covariance } from './covariance.js';
import type { CoordinateInterval } from './interval.js';

/** The profile met a lower cost than the minimum it started from. */
export class LowerMinimum extends Error {
  constructor(readonly at: Float64Array) {
    super('the profile found a lower minimum');
  }
}

/** How near to the quantile the rise has to come, as a share of it; less near where every cost is dear. */
const [FINE, COARSE] = [1e-3, 5e-3];
/** The profile asks for costs only, to a share of a variance. */
const PROFILE_ZERO = 1e-5;
/**
 * The same with a model in the loop: the cost is right to a few millionths, a ten thousandth of the rise that is looked
 * for.
 */
const LOOP_ZERO = 1e-3;
/** Of a deviance, in errors of a coordinate: a slope of so much of one is worth its square in cost. */
const DEVIANCE_ZERO = 0.01;
/** How far the cost of a minimum may rise, and what helps to find where it does. */
export interface ProfileQuestion {
  readonly goal: Goal;
  readonly minimum: Minimum;
  readonly box: Box;
  /** Of a residual; 1 where the data state their noise. */
  readonly variance: number;
  /** Of the coordinates: length of the first step, and where the others go while one moves. */
  readonly covariance: Covariance;
  readonly quantile: number;
}

/**
 * Profile-likelihood interval of coordinate `index`: where the cost, with every other coordinate at its best, has risen
 * by quantile^2 variances (Bates and Watts 1988, section 6.1). Unlike a standard error it follows the curvature of the
 * model.
 *
 * @throws LowerMinimum
 */
export async function profileInterval(
  question: ProfileQuestion,
  index: number,
  watch: Watch,
): Promise<CoordinateInterval> {
  const low = await new Side(question, index, -1).end(watch);
  const high = await new Side(question, index, 1).end(watch);
  return { low: low.end, high: high.end, open: { low: low.open, high: high.open } };
}

interface End {
  readonly end: number;
  readonly open: boolean;
}

/** A step away from the minimum, and the root of the rise of the cost there, in deviations of a residual. */
interface Trial {
  readonly step: number;
  readonly rise: number;
}

/** One side of an interval; its end lies between a step that rises too little and one that rises too much. */
class Side {
  private readonly centre: number;
  private readonly bound: number;
  /** Of the search on this side. */
  private readonly room: number;
  /** What the others do for a step of one: along their regression the first guess is already nearly the best. */
  private readonly drift: Float64Array;
  private readonly likely: boolean;
  private readonly loop: boolean;
  private inside: Trial = { step: 0, rise: 0 };
  private outside: Trial | undefined;
  private start: Pick<Minimum, 'at' | 'jacobian'> & { readonly step: number };
  private step: number;

  constructor(
    private readonly question: ProfileQuestion,
    private readonly index: number,
    private readonly direction: 1 | -1,
  ) {
    const { goal, minimum, box, covariance, quantile } = question;
    this.centre = minimum.at[index] ?? NaN;
    this.bound = (direction > 0 ? box.upper : box.lower)[index] ?? NaN;
    this.room = Math.abs(this.bound - this.centre);
    const error = covariance.errors[index] ?? NaN;
    const known = Number.isFinite(error) && error > 0;
    this.drift = minimum.at.map((_, other) => (known ? covariance.matrix.get(other, index) / error ** 2 : 0));
    this.likely = typeof goal !== 'function';
    this.loop = typeof goal === 'function' && inLoop(goal);
    this.start = { at: minimum.at, step: 0, jacobian: minimum.jacobian };
    this.step = Math.min(known ? quantile * error : this.room / 100, this.room);
  }

  async end(watch: Watch): Promise<End> {
    if (this.room === 0) return { end: this.bound, open: true };
    for (let trial = 0; trial < 40; trial += 1) {
      const found = await this.bestAtStep(watch);
      if (found.stop === 'interrupted') return { end: NaN, open: true };
      const end = this.judged(found);
      if (end !== undefined) return end;
      this.step = this.nextStep();
    }
    return this.closed(this.outside?.step ?? this.step);
  }

  /** The others at their best while this coordinate is held one step away. */
  private bestAtStep(watch: Watch): Promise<Minimum> {
    const { goal, box, minimum } = this.question;
    const { likely, loop, direction, start } = this;
    const from = start.at.map((coordinate, other) =>
      other === this.index
        ? this.centre + direction * this.step
        : coordinate + direction * (this.step - start.step) * (this.drift[other] ?? 0),
    );
    const zero = likely ? DEVIANCE_ZERO / Math.sqrt(minimum.jacobian.rows) : loop ? LOOP_ZERO : PROFILE_ZERO;
    const known = likely ? minimum.curvature : loop ? start.jacobian : undefined;
    return downhill(goal, from, box, watch, new Set([this.index]), zero, known);
  }

  /** @returns the end, where this step shows it */
  private judged(found: Minimum): End | undefined {
    const { goal, minimum, variance, quantile } = this.question;
    const { step } = this;
    if (found.cost < minimum.cost - 1e-7 * sizeOf(goal, minimum)) throw new LowerMinimum(found.at);
    // The root of the rise is nearly a straight line of the step, so the secant needs few trials.
    const rise = Math.sqrt(Math.max(found.cost - minimum.cost, 0) / variance);
    if (Math.abs(rise - quantile) < (this.likely || this.loop ? COARSE : FINE) * quantile) return this.closed(step);
    if (Number.isFinite(rise) && rise < quantile) {
      this.inside = { step, rise };
      this.start = { at: found.at, step, jacobian: found.jacobian };
      if (step >= this.room) return { end: this.bound, open: true };
    } else {
      this.outside = { step, rise };
    }
    // Where another valley begins the rise is no continuous function of the step: the end is there.
    return this.outside !== undefined && this.outside.step - this.inside.step < FINE * this.outside.step
      ? this.closed(this.outside.step)
      : undefined;
  }

  private nextStep(): number {
    const { quantile } = this.question;
    const { inside, outside, step } = this;
    if (outside === undefined)
      return Math.min(step * Math.min(3, inside.rise > 0 ? Math.max(1.05, quantile / inside.rise) : 3), this.room);
    if (!Number.isFinite(outside.rise)) return (inside.step + outside.step) / 2;
    const share = (quantile - inside.rise) / (outside.rise - inside.rise);
    return inside.step + Math.min(Math.max(share, 0.05), 0.95) * (outside.step - inside.step);
  }

  private closed(step: number): End {
    return { end: this.centre + this.direction * step, open: false };
  }
}
