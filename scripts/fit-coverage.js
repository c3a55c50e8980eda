#!/usr/bin/env node
// Do the intervals of `rulespice fit` hold what they promise? Fits the synthetic measurements of every target (or of
// those named), and of every model that has measurements of its own, over 100 seeds and prints the table of
// docs/notebook/fit.md:
//   node scripts/fit-coverage.js [--seeds 100 | --seeds 1:50] [--starts 8] [--model NAME] [--keep fits.jsonl]
// [target...] --keep writes every fit to a file as soon as it is done and takes what is there already, so that a study
// of the same code can be stopped, go on, and be shared by processes.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import cliProgress from 'cli-progress';
import '../dist/node/furnish.js';
import { coverageOfFits, fitSeed, outOfLimits } from '../dist/fit/inference/coverage.js';
import { DEFAULT_FIT } from '../dist/fit/estimate.js';
import { fitTargets } from '../dist/fit/registry.js';

const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    starts: { type: 'string', default: '8' },
    model: { type: 'string' },
    keep: { type: 'string' },
  },
  allowPositionals: true,
});
const [last, first = 1] = values.seeds.split(':').map(Number).reverse();
if (!(first >= 1 && last >= first))
  throw new Error(`--seeds ${values.seeds}: a number of seeds, or the first and the last, such as 51:100`);
const options = { ...DEFAULT_FIT, starts: Number(values.starts) };
const chosen = fitTargets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !chosen.some((target) => target.name === name));
if (unknown.length > 0)
  throw new Error(`no target ${unknown.join(', ')}; there are ${fitTargets.map(({ name }) => name).join(', ')}`);

const studied = chosen.flatMap((target) =>
  target.models.flatMap((model, index) => {
    const own =
      (index === 0 || model.synthetic !== undefined) && (values.model === undefined || model.name === values.model);
    return own ? [{ target, model, title: `${target.name}${index === 0 ? '' : ` --model ${model.name}`}` }] : [];
  }),
);
if (studied.length === 0)
  throw new Error(
    `no model ${values.model} with measurements of its own in ${chosen.map(({ name }) => name).join(', ')}`,
  );

let outside = 0;
console.log(
  '| target | parameter | 95 % intervals that hold the truth | mean of (value - truth) / standard error ' +
    '|\n|---|---|---|---|',
);
for (const { target, model, title } of studied) {
  const fits = await fitsOf(target, model, title);
  const coverages = coverageOfFits(fits);
  outside += outOfLimits(coverages).length;
  for (const { name, covered, bias } of coverages)
    console.log(`| ${title} | ${name} | ${(100 * covered).toFixed(0)} % | ${bias.toFixed(2)} |`);
  for (const { seed, faults } of fits)
    if (faults.length > 0) console.error(`${title}, seed ${seed}, counted as not held: ${faults.join('; ')}`);
}
if (outside > 0) {
  console.error(`${outside} parameters out of limits (90 to 99 %, bias under 0.3)`);
  process.exitCode = 1;
}

async function fitsOf(target, model, title) {
  const kept = new Map(
    keptFits()
      .filter((line) => line.title === title && line.starts === options.starts)
      .map(({ fit }) => [fit.seed, fit]),
  );
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {value}/{total} fits, {eta_formatted} to go`,
    noTTYOutput: true,
    notTTYSchedule: 60_000,
  });
  bar.start(last - first + 1, 0);
  const fits = [];
  for (let seed = first; seed <= last; seed += 1) {
    const fit = kept.get(seed) ?? (await fitSeed(target, model, seed, options));
    if (values.keep !== undefined && !kept.has(seed))
      appendFileSync(values.keep, `${JSON.stringify({ title, starts: options.starts, fit })}\n`);
    fits.push(fit);
    bar.update(fits.length);
  }
  bar.stop();
  return fits;
}

// JSON has no NaN: what is not a number must not come back as nothing.
function keptFits() {
  if (values.keep === undefined || !existsSync(values.keep)) return [];
  return readFileSync(values.keep, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, (key, value) => (value === null ? NaN : value)));
}
