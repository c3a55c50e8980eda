import jStat from 'jstat';

/**
 * Student's interval of a share from independent replicates of a stratified design, cut to [0, 1]: within a replicate
 * the samples are not independent, their means over replicates are. Owen, Ann. Statist. 25, 1541 (1997); L'Ecuyer,
 * Nakayama, Owen, Tuffin, Proc. Winter Simulation Conference (2023), where it covers best of the intervals compared. It
 * holds for many replicates, and says nothing where all of them agree.
 *
 * @param means of the replicates
 * @throws RangeError for fewer than two
 */
export function replicateInterval(means: readonly number[], confidence: number): readonly [number, number] {
  const count = means.length;
  if (count < 2) throw new RangeError(`${count} replicates tell nothing of their spread`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  const mean = means.reduce((sum, value) => sum + value, 0) / count;
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = jStat.studentt.inv(0.5 + confidence / 2, count - 1) * Math.sqrt(variance / count);
  return [Math.max(0, mean - half), Math.min(1, mean + half)];
}
