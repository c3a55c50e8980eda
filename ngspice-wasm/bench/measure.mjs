import { spawnSync } from 'node:child_process';

/** Wall-clock seconds of synchronous work. */
export function seconds(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Seconds of a whole process; throws when it fails. */
export function processSeconds(command, args) {
  let result;
  const time = seconds(() => {
    result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  });
  if (result.error || result.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${result.error?.message ?? result.stderr.slice(-500)}`);
  return time;
}

/** Runs both in turn, `rounds` times after one to warm up, and gives the median ratio and times. */
export async function paired(ours, theirs, rounds) {
  await ours();
  await theirs();
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) pairs.push([await ours(), await theirs()]);
  return {
    ratio: median(pairs.map(([a, b]) => a / b)),
    ours: median(pairs.map(([a]) => a)),
    theirs: median(pairs.map(([, b]) => b)),
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
