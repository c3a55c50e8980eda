/** Points of a recording in one direction and of one polarity: from `from` up to and without `to`. */
export interface Branch {
  readonly from: number;
  readonly to: number;
  /** Of the voltage. */
  readonly sign: 1 | -1;
  /** Away from 0 V. */
  readonly out: boolean;
}

/**
 * Takes a drive apart where it turns or crosses 0 V. A turning point belongs to the way out; a rest belongs to the
 * branch before it.
 */
export function branchesOf(volts: Float64Array): Branch[] {
  const branches: Branch[] = [];
  let [from, sign, out] = [0, signAt(volts, 0), true];
  for (let point = 1; point < volts.length; point += 1) {
    const [before, now] = [volts[point - 1] ?? NaN, volts[point] ?? NaN];
    const side: 1 | -1 = now === 0 ? sign : now > 0 ? 1 : -1;
    const away =
      Math.abs(now) === Math.abs(before) && side === sign
        ? out
        : Math.abs(now) > Math.abs(before) || (side !== sign && before * now < 0);
    if (side === sign && away === out) continue;
    // The first point has no direction of its own.
    if (point === 1 && side === sign) out = away;
    else {
      branches.push({ from, to: point, sign, out });
      [from, sign, out] = [point, side, away];
    }
  }
  branches.push({ from, to: volts.length, sign, out });
  return branches;
}

function signAt(volts: Float64Array, point: number): 1 | -1 {
  return (volts.subarray(point).find((value) => value !== 0) ?? 1) > 0 ? 1 : -1;
}
