/**
 * A course of all line voltages in time as a share of their values: straight lines between points, seconds ascending.
 */
export type PulseShape = readonly (readonly [time: number, share: number])[];

/** Where lines take courses of their own: one per word line and one per bit line, all of one duration. */
export interface LineShapes {
  readonly words: readonly PulseShape[];
  readonly bits: readonly PulseShape[];
}

/** What the line voltages do: one course for all lines, or one for each. */
export type Course = PulseShape | LineShapes;

/** One trapezoidal pulse from time 0: seconds of plateau and of each edge. */
export function trapezoid(width: number, edge: number): PulseShape {
  return [
    [0, 0],
    [edge, 1],
    [edge + width, 1],
    [2 * edge + width, 0],
  ];
}

/** Share at a time; 0 after the last point's value has been reached. */
export function shareAt(shape: PulseShape, time: number): number {
  const next = shape.findIndex(([at]) => at >= time);
  if (next <= 0) return (next === 0 ? shape[0] : shape.at(-1))?.[1] ?? 0;
  const [[t0, a], [t1, b]] = [shape[next - 1]!, shape[next]!];
  return a + ((b - a) * (time - t0)) / (t1 - t0);
}

/** Course of one line, counted from 0. */
export function courseOf(course: Course, kind: 'words' | 'bits', line: number): PulseShape {
  return isShared(course) ? course : (course[kind][line] ?? []);
}

/** Times at which any line turns, seconds, ascending, each once. */
export function cornersOf(course: Course): number[] {
  const times = isShared(course)
    ? course.map(([time]) => time)
    : [...course.words, ...course.bits].flatMap((shape) => shape.map(([time]) => time));
  return [...new Set(times)].sort((a, b) => a - b);
}

function isShared(course: Course): course is PulseShape {
  return !('words' in course);
}
