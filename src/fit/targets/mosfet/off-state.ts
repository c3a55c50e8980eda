/** What a transistor passes with its channel shut, and what the instrument adds: none of it is in the channel model. */
export interface OffState {
  /** Leakage of the drain at a gate voltage, A: expected on top of the channel. */
  leakage(this: void, gate: number): number;
  /** Whether a point shows the channel: far enough above leakage and noise. */
  shows(this: void, gate: number, current: number): boolean;
  /** Current below which the channel is not seen where it rises, A. */
  readonly floor: number;
}

/** Points below this many times the leakage are left out: an error of a tenth in it moves their logarithm by 0.004. */
const ABOVE_LEAKAGE = 10;
/** Points below this many times the instrument's noise are left out: it moves the logarithm by 0.04 at most. */
const ABOVE_NOISE = 10;
/** Points whose current is at least this share leakage tell how much leaks. */
const MOSTLY = 0.7;
/**
 * A sweep that starts above such points still has leakage in its lowest one where it holds at least this share of it.
 */
const SOME = 0.2;
const ROUNDS = 4;
/** A slope from fewer points is mostly noise: the leakage is then taken to be level. */
const FEWEST = 4;

/**
 * Reads the off state from the foot of a sweep. Where the current has both signs it is noise of the instrument.
 * Otherwise it is leakage: junctions, or band-to-band tunnelling under the gate, an exponential of the gate voltage
 * over the few tenths of a volt that count. Two exponentials, leakage and channel, are told apart by peeling: each line
 * of ln(I) is drawn through what the other leaves, in turn. Leakage does not rise with the gate: what rises is channel.
 *
 * @param gate V, rising, as of an n-channel device
 * @param current A
 */
export function offState(gate: readonly number[], current: readonly number[]): OffState {
  const lastWrong = current.findLastIndex((value) => value <= 0);
  if (current.filter((value) => value <= 0).length >= 2) {
    const noise = Math.sqrt(mean(current.slice(0, lastWrong + 1).map((value) => value * value)));
    return {
      leakage: () => 0,
      floor: ABOVE_NOISE * noise,
      shows: (at, value) => at > (gate[lastWrong] ?? NaN) && value > ABOVE_NOISE * noise,
    };
  }
  const points = gate.map((at, index) => ({ at, value: current[index] ?? NaN })).filter(({ value }) => value > 0);
  const lowest = points.reduce(
    (least, point) => (point.value < least.value ? point : least),
    points[0] ?? { at: NaN, value: NaN },
  );
  const rising = points.filter(({ at, value }) => at > lowest.at && value > 10 * lowest.value);
  const knee = rising.filter(({ value }) => value < 300 * lowest.value);
  const foot = knee.length < 2 ? rising.slice(0, 2) : knee;
  let leakage: OffState['leakage'] = () => 0;
  let off: typeof points = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const channel = line(foot.map(({ at, value }) => ({ at, value: Math.max(value - leakage(at), 0.5 * value) })));
    const below = (share: number): typeof points =>
      points.filter(({ at, value }) => at < (foot[0]?.at ?? -Infinity) && channel(at) < (1 - share) * value);
    off = below(MOSTLY);
    if (off.length === 0) off = below(SOME).slice(0, 1);
    if (off.length === 0) return { leakage: () => 0, floor: lowest.value, shows: (_gate, value) => value > 0 };
    leakage = line(
      off.map(({ at, value }) => ({ at, value: value - channel(at) })),
      off.length < FEWEST ? 0 : -Infinity,
      0,
    );
  }
  const last = off.at(-1)?.at ?? NaN;
  const limit = (at: number): number => ABOVE_LEAKAGE * leakage(at);
  return { leakage, floor: limit(last), shows: (at, value) => at > last && value > limit(at) };
}

/** Least squares of ln(value) on the gate voltage, with a slope between two limits, 1/V. */
function line(
  points: readonly { readonly at: number; readonly value: number }[],
  least = -Infinity,
  most = Infinity,
): (at: number) => number {
  const [centre, height] = [mean(points.map(({ at }) => at)), mean(points.map(({ value }) => Math.log(value)))];
  const spread = points.reduce((sum, { at }) => sum + (at - centre) ** 2, 0);
  const slope =
    points.length < 2
      ? 0
      : points.reduce((sum, { at, value }) => sum + (at - centre) * (Math.log(value) - height), 0) / spread;
  const held = Math.min(Math.max(slope, least), most);
  return (at) => Math.exp(height + held * (at - centre));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
