import { PROBE_CURRENT, readTurns, takingTurns, turnPoints } from '../../src/calibrate/noise-probes.js';

const probes = ['a', 'b', 'c'].map((path, turn) => ({ path, from: `${path}1`, to: `${path}2`, island: 0, turn }));

/** What the solver gives for a deck of these lines: every probe's source is a point late, and gain k is k + 1. */
function solved(): Float64Array {
  const { lines, from, to, step } = takingTurns(probes);
  const during = lines
    .slice(1)
    .map((line) => /u\(v\(_turn\)-\((.*?)\)\)-u\(v\(_turn\)-\((.*?)\)\)/.exec(line)!.slice(1).map(Number));
  const points = Math.round((to - from) / step) + 1;
  return Float64Array.from({ length: points }, (_, index) => {
    const heard = from + step * (index - 1);
    return (
      5e-9 +
      during.reduce((sum, [on, off], probe) => sum + (heard > on! && heard < off! ? (probe + 1) * PROBE_CURRENT : 0), 0)
    );
  });
}

test('each probe has its turn, and is read where it is sure to be on', () => {
  const values = solved();
  expect(values).toHaveLength(turnPoints(probes));
  readTurns(values).forEach((gain, index) => expect(gain).toBeCloseTo(index + 1, 4));
});

test('probes on different islands have their turns together', () => {
  const beside = [...probes, { path: 'd', from: 'd1', to: 'd2', island: 1, turn: 0 }];
  expect(turnPoints(beside)).toBe(turnPoints(probes));
  const [first, fourth] = [1, 4].map((line) => takingTurns(beside).lines[line]!.replace(/^.*i=/, ''));
  expect(fourth).toBe(first);
});

test('the sources are named after the nets of the probes', () => {
  expect(takingTurns(probes).lines[2]).toMatch(/^b_probe1 b1 b2 i=3e-16\*/);
});
