import { NgspiceError, type NgspiceErrorKind, type RunResult } from '../src/index.js';

/** Low pass of 1 ms; the step comes at 0. */
export const RC = `rc low pass
v1 in 0 dc 1 ac 1 pulse(0 1 0 1n 1n 1 2)
r1 in out 1k
c1 out 0 1u
.end
`;

export const STEP = { kind: 'tran', step: 1e-5, stop: 1e-3 } as const;

/** Last value of a vector. */
export function last(result: RunResult, name: string): number {
  return result.get(name).values.at(-1)!;
}

/** The NgspiceError that work ends with; anything else fails the test. */
export async function failure(work: () => unknown, kind: NgspiceErrorKind): Promise<NgspiceError> {
  let result: unknown;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof NgspiceError)) throw error;
    expect(`${error.kind}: ${error.message}`).toMatch(new RegExp(`^${kind}: `));
    return error;
  }
  throw new Error(`expected ${kind}, got a result: ${JSON.stringify(result)?.slice(0, 200)}`);
}

/** Value of a waveform at a time between its points. */
export function valueAt(result: RunResult, name: string, time: number): number {
  const axis = result.axis!.values;
  const values = result.get(name).values;
  const after = axis.findIndex((at) => at >= time);
  if (after < 0) return values.at(-1)!;
  if (after === 0) return values[0]!;
  const [t0, t1, y0, y1] = [axis[after - 1]!, axis[after]!, values[after - 1]!, values[after]!];
  return y0 + ((y1 - y0) * (time - t0)) / (t1 - t0);
}
