#!/usr/bin/env node
// Do the intervals of `rulespice fit` hold what they promise? Fits the synthetic measurements of every target (or of those
// named), and of every model that has measurements of its own, over 100 seeds and prints the table of docs/fit.md: node scripts/fit-coverage.js [--seeds 100] [--starts 8] [--model NAME] [target...]
import { parseArgs } from 'node:util';
import { coverageOf, outOfLimits } from '../dist/fit/coverage.js';
import { DEFAULT_FIT } from '../dist/fit/estimate.js';
import { fitTargets } from '../dist/fit/registry.js';

const { values, positionals } = parseArgs({ options: { seeds: { type: 'string', default: '100' }, starts: { type: 'string', default: '8' }, model: { type: 'string' } }, allowPositionals: true });
const chosen = fitTargets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !chosen.some((target) => target.name === name));
if (unknown.length > 0) throw new Error(`no target ${unknown.join(', ')}; there are ${fitTargets.map(({ name }) => name).join(', ')}`);

let outside = 0;
console.log('| target | parameter | 95 % intervals that hold the truth | mean of (value - truth) / standard error |\n|---|---|---|---|');
for (const target of chosen) for (const [index, model] of target.models.entries()) {
  if ((index > 0 && model.synthetic === undefined) || (values.model !== undefined && model.name !== values.model)) continue;
  const coverages = await coverageOf(target, Number(values.seeds), { ...DEFAULT_FIT, starts: Number(values.starts) }, model);
  outside += outOfLimits(coverages).length;
  for (const { name, covered, bias } of coverages) console.log(`| ${target.name}${index === 0 ? '' : ` --model ${model.name}`} | ${name} | ${(100 * covered).toFixed(0)} % | ${bias.toFixed(2)} |`);
}
if (outside > 0) {
  console.error(`${outside} parameters out of limits (90 to 99 %, bias under 0.3)`);
  process.exitCode = 1;
}
