#!/usr/bin/env node
// The acceptance of `rulespice fit hysteresis`: three loops of a memdiode simulated by ngspice from the device's SPICE
// template, 501 points, 3 % scatter with a seed, fitted with 14 parameters. Prints every parameter beside the truth,
// rms and time: node scripts/fit-hysteresis.js [--seed 1] [--engine auto] With --model NAME it fits the synthetic
// sweeps of another model instead, which docs/notebook/fit.md takes its coverage from.
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { hysteresisSweeps } from '../dist/fit/targets/hysteresis/from-spice.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { jointChance } from '../dist/fit/inference/coverage.js';
import { DEFAULT_FIT } from '../dist/fit/estimate.js';
import { fit } from '../dist/fit/fit.js';
import { hysteresis } from '../dist/fit/targets/hysteresis/index.js';
import { joinTables } from '../dist/fit/data/table.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'auto' },
    model: { type: 'string' },
  },
});
const model = hysteresis.models.find(({ name, synthetic }) => name === values.model && synthetic !== undefined);
if (values.model !== undefined && model === undefined)
  throw new Error(
    `no model ${values.model} with measurements of its own; there are ${hysteresis.models
      .filter(({ synthetic }) => synthetic !== undefined)
      .map(({ name }) => name)
      .join(', ')}`,
  );
const simulator = createSimulator(values.engine);
try {
  const { csv, truth } =
    model?.synthetic(Number(values.seed)) ?? (await hysteresisSweeps(simulator, Number(values.seed)));
  const data = joinTables([{ file: 'ngspice.csv', text: csv }], hysteresis.columns, { map: [], keep: [], holdOut: [] });
  const begun = performance.now();
  const done = await fit(
    hysteresis,
    data,
    { name: 'ngspice sweeps', source: 'scripts/fit-hysteresis.js', sha256: [] },
    DEFAULT_FIT,
    { simulator: () => simulator },
    model,
  );
  const seconds = (performance.now() - begun) / 1000;
  const [estimate] = done.estimates;
  let outside = 0;
  for (const { name, unit, value, low, high } of [...estimate.parameters, ...done.derived]) {
    const inside = low <= truth[name] && truth[name] <= high;
    outside += inside ? 0 : 1;
    console.log(
      `${name.padEnd(12)} ${value.toPrecision(5).padStart(12)} ${unit.padEnd(4)} ${low.toPrecision(4)} to ` +
        `${high.toPrecision(4)}, truth ${truth[name]}${inside ? '' : ' OUTSIDE'}`,
    );
  }
  const rms = Math.sqrt(estimate.cost / estimate.points);
  console.log(
    `${estimate.points} points, ${estimate.parameters.length} parameters, rms ${rms.toFixed(4)} decades, ` +
      `${seconds.toFixed(1)} s, card against fit ` +
      `${Math.max(...done.agreements.map(({ worst }) => worst)).toExponential(1)}; ${outside} outside their ` +
      `intervals (${(0.05 * estimate.parameters.length).toFixed(1)} of ${estimate.parameters.length} are ` +
      `expected), all at once this far with a chance of ${jointChance(estimate, truth).toPrecision(2)}`,
  );
  for (const line of [
    ...done.faults.map((fault) => `FAULT ${fault}`),
    ...done.warnings.map((warning) => `WARNING ${warning}`),
  ])
    console.log(line);
  if (done.status !== 'pass' || !(rms < 0.05) || !(seconds < 60)) process.exitCode = 1;
} finally {
  await simulator.dispose();
}
