import type { DeviceModel, DeviceTrace, DrivePoint } from '../devices/device.js';
import { voltsAt } from '../devices/drive.js';
import { bindSet, initialState, valuesOf, type ParameterSet } from '../devices/parameter-set.js';
import { ModelError } from './model-error.js';
import { integrate, type OdeSystem } from './rosenbrock.js';

/** What a device is driven with; the same fields as the SPICE experiment's. SI. */
export interface DeviceStimulus {
  readonly drive: readonly DrivePoint[];
  readonly gate?: readonly DrivePoint[];
  /** Ohms between source and device. */
  readonly series: number;
  /** Largest step, s. */
  readonly maxStep: number;
  readonly noise?: readonly DrivePoint[];
  readonly pace?: readonly DrivePoint[];
}

/**
 * Error of a step, in volts of a state's SPICE node. Where a state runs away, errors grow with it: with 1e-6 a RESET of
 * the Stanford model at the peak of its drive was missed in 28 of 200 varied devices, with 1e-8 in none
 * (docs/reference/arrays.md).
 */
const TOLERANCE = 1e-8;
/**
 * First step after a corner of the stimulus, as a share of the line that follows, where that is more than a picosecond.
 */
const FIRST = 1e-13;

/**
 * The answer of a device to a drive, by its own equations and nothing else: the behavioural road of a device. Between
 * two points of the stimulus everything is a straight line, so the system there is autonomous with the place on the
 * line as one more component.
 *
 * @param changes parameters (SI) and initial states against the set
 * @throws ModelError when the equations cannot be integrated
 */
export function simulateDevice(
  set: ParameterSet,
  stimulus: DeviceStimulus,
  changes: Readonly<Record<string, number>> = {},
): DeviceTrace {
  const run = new DeviceRun(set, stimulus, changes);
  const times = breakpoints(stimulus);
  for (let segment = 0; segment + 1 < times.length; segment++) {
    const line = lineOf(stimulus, times[segment] ?? NaN, times[segment + 1] ?? NaN);
    if (segment === 0) run.record(line, 0);
    run.follow(line);
  }
  return run.trace();
}

/** What stands at a place from 0 to 1 on a straight line of the stimulus, which lasts from one time to another, s. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly drive: (place: number) => number;
  readonly gate: (place: number) => number;
  readonly noise: (place: number) => number;
  readonly pace: (place: number) => number;
}

function lineOf({ drive, gate, noise, pace }: DeviceStimulus, from: number, to: number): Line {
  const line = (points: readonly DrivePoint[] | undefined, idle: number): ((place: number) => number) => {
    if (!points) return () => idle;
    const [start, end] = [voltsAt(points, from), voltsAt(points, to)];
    return (place) => start + (end - start) * place;
  };
  return { from, to, drive: line(drive, 0), gate: line(gate, 0), noise: line(noise, 1), pace: line(pace, 1) };
}

/** A device on its way along the lines of a stimulus, and what was seen of it. */
class DeviceRun {
  private readonly model: DeviceModel;
  private readonly states: ParameterSet['device']['states'];
  private readonly perVolt: readonly number[];
  private readonly walls: readonly (readonly [number, number])[];
  /** States as volts of their nodes, and the place on the line. */
  private readonly y: Float64Array;
  private readonly scratch: Float64Array;
  private readonly rate: Float64Array;
  private readonly samples = {
    time: [] as number[],
    drive: [] as number[],
    gate: [] as number[],
    voltage: [] as number[],
    current: [] as number[],
  };
  private readonly histories: readonly number[][];

  constructor(
    set: ParameterSet,
    private readonly stimulus: DeviceStimulus,
    changes: Readonly<Record<string, number>>,
  ) {
    this.states = set.device.states;
    const n = this.states.length;
    this.model = bindSet(set, changes);
    this.perVolt = this.states.map((state) => state.perVolt);
    this.y = new Float64Array(n + 1);
    initialState(set, changes).forEach((value, index) => {
      this.y[index] = value / (this.perVolt[index] ?? 1);
    });
    this.histories = this.states.map((): number[] => []);
    this.scratch = new Float64Array(n);
    this.rate = new Float64Array(n);
    this.walls = this.states.map(
      ({ range }, index) =>
        range(valuesOf(set, changes)).map((wall) => wall / (this.perVolt[index] ?? 1)) as [number, number],
    );
  }

  /** Integrates along a line. */
  follow(line: Line): void {
    const { y, stimulus } = this;
    const duration = line.to - line.from;
    y[this.states.length] = 0;
    integrate(
      this.systemOn(line),
      y,
      duration,
      {
        tolerance: TOLERANCE,
        firstStep: Math.min(Math.max(1e-12, FIRST * duration), duration / 10),
        maxStep: stimulus.maxStep,
      },
      (elapsed) => {
        this.record(line, elapsed);
      },
    );
  }

  /** Notes where the device is on a line. */
  record(line: Line, elapsed: number): void {
    const { y, scratch, samples } = this;
    for (let i = 0; i < scratch.length; i++) y[i] = this.inside(y[i] ?? NaN, i);
    this.load(y);
    const place = elapsed / (line.to - line.from);
    const voltage = this.across(line, place);
    samples.time.push(line.from + elapsed);
    samples.drive.push(line.drive(place));
    samples.gate.push(line.gate(place));
    samples.voltage.push(voltage);
    samples.current.push(line.noise(place) * this.model.current(voltage, scratch, 0, line.gate(place)));
    scratch.forEach((value, index) => this.histories[index]?.push(value));
  }

  trace(): DeviceTrace {
    const { samples, states, histories } = this;
    return {
      time: Float64Array.from(samples.time),
      drive: Float64Array.from(samples.drive),
      gate: Float64Array.from(samples.gate),
      voltage: Float64Array.from(samples.voltage),
      current: Float64Array.from(samples.current),
      states: new Map(states.map(({ name }, index) => [name, Float64Array.from(histories[index] ?? [])])),
    };
  }

  private systemOn(line: Line): OdeSystem {
    const { model, states, perVolt, walls, scratch, rate } = this;
    const n = states.length;
    return {
      dimension: n + 1,
      probe: (point, j) => ((point[j] ?? 0) > 0.5 * ((walls[j]?.[0] ?? 0) + (walls[j]?.[1] ?? Infinity)) ? -1 : 1),
      derivative: (point, out) => {
        this.load(point);
        const place = point[n] ?? NaN;
        model.derivative(this.across(line, place), scratch, 0, rate, 0, line.gate(place));
        const pacing = line.pace(place);
        for (let i = 0; i < n; i++)
          out[i] = ((rate[i] ?? NaN) * (states[i]?.paced === true ? pacing : 1)) / (perVolt[i] ?? 1);
        out[n] = 1 / (line.to - line.from);
      },
    };
  }

  /** Voltage across the device whose states are loaded. */
  private across({ drive, noise, gate }: Line, place: number): number {
    const series = this.stimulus.series * noise(place);
    return loadedVoltage(this.model, drive(place), series, this.scratch, gate(place));
  }

  private load(from: Float64Array): void {
    const { scratch, perVolt } = this;
    for (let i = 0; i < scratch.length; i++) scratch[i] = this.inside(from[i] ?? NaN, i) * (perVolt[i] ?? 1);
  }

  /**
   * Within its bounds a state is what it is; a step that ends a rounding error outside is put back. The equations' own
   * restoring rate of 1e9/s, which SPICE needs, would be a kink right where many states rest.
   */
  private inside(value: number, i: number): number {
    return Math.min(Math.max(value, this.walls[i]?.[0] ?? NaN), this.walls[i]?.[1] ?? NaN);
  }
}

/**
 * The device's share v of a source behind a resistor: v + R I(v) = source. I rises with v and has its sign, so v lies
 * between 0 and the source; Newton inside that bracket, and bisection where two Newton steps have not halved it: along
 * the edge of a threshold switch (phase-change memory) Newton's method jumps from one side to the other for ever.
 * @throws ModelError when the equations have no solution there
 */
export function loadedVoltage(
  model: DeviceModel,
  source: number,
  resistance: number,
  state: Float64Array,
  gate = 0,
): number {
  if (resistance === 0 || source === 0) return source;
  let [low, high] = source > 0 ? [0, source] : [source, 0];
  let v = source / (1 + resistance * Math.abs(model.conductance(0, state, 0, gate)));
  let [before, twoBefore] = [high - low, high - low];
  for (let iteration = 0; iteration < 200; iteration++) {
    const excess = v + resistance * model.current(v, state, 0, gate) - source;
    if (excess > 0) high = v;
    else low = v;
    const newton = v - excess / (1 + resistance * model.conductance(v, state, 0, gate));
    const good = newton > low && newton < high && Math.abs(newton - v) <= 0.5 * twoBefore;
    const next = good ? newton : 0.5 * (low + high);
    const step = Math.abs(next - v);
    if (step <= 1e-13 * Math.abs(source)) return next;
    [twoBefore, before] = [before, step];
    v = next;
  }
  throw new ModelError(`a device behind ${resistance} ohm has no voltage at ${source} V`);
}

function breakpoints({ drive, gate = [], noise = [], pace = [] }: DeviceStimulus): number[] {
  const stop = Math.max(drive.at(-1)?.[0] ?? 0, gate.at(-1)?.[0] ?? 0);
  const all = [drive, gate, noise, pace]
    .flatMap((points) => points.map(([time]) => time))
    .filter((time) => time <= stop);
  return [...new Set([0, ...all, stop])].sort((a, b) => a - b);
}
