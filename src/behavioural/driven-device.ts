import { Member, type DrivenDevice, type StepListener } from './driven-member.js';
import { ModelError } from './model-error.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { abs, max, min, sqrt } = Math;
const UNLIMITED = Infinity;

/** What an instrument applied: straight lines between its points. SI. */
export interface InstrumentDrive {
  /** Rising. */
  readonly time: Float64Array;
  readonly volts: Float64Array;
  /** Ohms between source and device. */
  readonly series: number;
  /**
   * Largest current that the source gives at each point, A; no limit where not given. Between two points that of the
   * second holds.
   */
  readonly compliance?: Float64Array;
}

/**
 * A device that needs more steps than these to follow a measurement has parameters that no instrument could have
 * followed: for a switching, and per point.
 */
const MOST_STEPS = { switching: 5000, perPoint: 20 };
/**
 * Currents of a family of devices at the points of a drive, A: a row per device. The steps are chosen for the first;
 * the others take the same, so that the differences between neighbours in parameters carry no noise of the step control
 * (internal numerical differentiation: Bock 1981). Made for fits, where it is run ten thousand times; `simulateDevice`
 * is the independent check of it.
 *
 * @param tolerance error of a step as a share of the current
 * @throws ModelError when the first device cannot be followed
 */
export function respond(
  family: readonly DrivenDevice[],
  drive: InstrumentDrive,
  tolerance: number,
  onStep?: StepListener,
): Float64Array[] {
  const [leader] = family;
  if (leader === undefined) return [];
  const { time, volts } = drive;
  const members = family.map((device) => new Member(device, drive.series));
  const most = MOST_STEPS.switching + MOST_STEPS.perPoint * time.length;
  const walk = new Walk(members, allowances(leader, drive, tolerance), most, onStep);
  const currents = family.map(() => new Float64Array(time.length));
  const record = (point: number): void =>
    members.forEach((member, index) => {
      currents[index]![point] = member.currentAt(volts[point] ?? NaN, drive.compliance?.[point] ?? UNLIMITED);
    });
  record(0);
  for (let point = 1; point < time.length; point += 1) {
    const end = time[point] ?? NaN;
    const length = end - (time[point - 1] ?? NaN);
    const limit = drive.compliance?.[point] ?? UNLIMITED;
    let start = time[point - 1] ?? NaN;
    for (const line of lines(volts[point - 1] ?? NaN, volts[point] ?? NaN)) {
      const duration = length * line.share;
      for (const member of members) member.follow(line.from, line.to, duration, limit);
      walk.along(start, duration, end);
      start += duration;
    }
    record(point);
  }
  if (onStep) members[0]!.arrive(time.at(-1) ?? NaN, onStep);
  return currents;
}

/** A family that goes along lines in the steps of its first. */
class Walk {
  private steps = 0;
  private step = Infinity;

  constructor(
    private readonly members: readonly Member[],
    private readonly allowed: Float64Array,
    private readonly most: number,
    private readonly onStep: StepListener | undefined,
  ) {}

  /** A line from a time on. @param point time of the point that it leads to, s */
  along(start: number, duration: number, point: number): void {
    const leader = this.members[0]!;
    this.step = min(this.step, duration);
    for (let elapsed = 0; elapsed < duration;) {
      this.steps += 1;
      if (this.steps > this.most || !(this.step > 1e-14 * duration))
        throw new ModelError(`the device cannot be followed: at ${point} s it needs steps of ${this.step} s`);
      // A rest shorter than the rounding of the sum would be a step of its own.
      const last = elapsed + this.step >= duration * (1 - 1e-12);
      const taken = last ? duration - elapsed : this.step;
      const ratio = leader.attempt(elapsed, taken, this.allowed);
      if (!(ratio <= 1)) {
        this.step = taken * (Number.isFinite(ratio) ? max(0.1, 0.9 / sqrt(sqrt(ratio))) : 0.1);
        continue;
      }
      this.take(start, elapsed, taken);
      elapsed = last ? duration : elapsed + taken;
      const growth = min(5, 0.9 / max(1e-3, sqrt(sqrt(ratio))));
      // The cut at the end of a line says nothing about the step that the device allows.
      this.step = last ? max(this.step, taken * growth) : taken * growth;
    }
  }

  /** Takes the step that the first has tried with all others. */
  private take(start: number, elapsed: number, taken: number): void {
    const { members, allowed, onStep } = this;
    for (let other = 1; other < members.length; other += 1) members[other]!.attempt(elapsed, taken, allowed);
    if (onStep) members[0]!.tell(start + elapsed, onStep);
    for (const member of members) member.accept();
  }
}

/** One line, or two where the voltage crosses zero: there the equations of many devices change. */
function lines(
  from: number,
  to: number,
): readonly { readonly from: number; readonly to: number; readonly share: number }[] {
  if (from * to >= 0) return [{ from, to, share: 1 }];
  const share = from / (from - to);
  return [
    { from, to: 0, share },
    { from: 0, to, share: 1 - share },
  ];
}

/**
 * Allowed error of each state: what changes the current by `tolerance` of its size, or that share of the range where it
 * changes the current less.
 */
function allowances(
  { model, walls, start }: DrivenDevice,
  { volts }: InstrumentDrive,
  tolerance: number,
): Float64Array {
  const largest = volts.reduce((most, value) => max(most, abs(value)), 0);
  return Float64Array.from(walls, ([low, high], index) => {
    const width = high - low;
    const currentAt = (share: number): number =>
      model.current(
        0.2 * largest,
        start.map((value, other) => (other === index ? low + share * width : value)),
        0,
      );
    const slope = [0, 0.5, 1 - 1e-4].reduce(
      (most, share) => max(most, abs(Math.log(currentAt(share + 1e-4) / currentAt(share))) / 1e-4),
      1,
    );
    return (tolerance * width) / (Number.isFinite(slope) ? slope : 1);
  });
}
