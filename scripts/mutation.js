// Mutation study of the shipped examples: plants faults in their circuits and asks `verify`.
//   node scripts/mutation.js [--only trace-20ms,...] [--sample 60] [--seed 1] [--jobs 2] [--json FILE] [--markdown
// FILE] [--with FILE...] Every example is studied as shipped, under its nominal conditions. Where it has more mutants
// than the sample, a seeded random choice of each kind, in proportion, is tried. docs/notebook/mutations.md holds the
// result. `--with` adds the JSON of earlier parts, so that the study can be done in pieces; choices of one example
// become one.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { fileCache } from '../dist/node/store/cache.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { chooseMutants } from '../dist/mutation/choose.js';
import { studyOf } from '../dist/mutation/study.js';
import { studyMarkdown } from '../dist/mutation/markdown.js';
import { joinStudies } from '../dist/mutation/spec-study.js';
import { parseSpec } from '../dist/load-spec.js';
import { packagePath } from '../dist/node/package-path.js';

/** Example and the most mutants of it that are tried. */
const EXAMPLES = {
  'trace-20ms': 1000,
  'trace-ramp': 150,
  'trace-tau-cell': 150,
  'eligibility-1s': 100,
  'stdp-additive': 60,
  'stdp-multiplicative': 30,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
    markdown: { type: 'string' },
    with: { type: 'string', multiple: true, default: [] },
  },
});
const names = values.only?.split(',').filter((name) => name !== '') ?? Object.keys(EXAMPLES);
const simulator = createSimulator('auto', { jobs: Number(values.jobs) });
const engine = await simulator.info();
const parts = values.with.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).studies);
for (const name of names) {
  const started = performance.now();
  const file = `examples/${name}.yaml`;
  const study = await studyOf(
    parseSpec(readFileSync(packagePath(file), 'utf8'), file),
    { simulator, cache: fileCache() },
    { file, folder: packagePath('examples') },
  );
  if (study.reference.status !== 'pass')
    throw new Error(`${name} does not pass without a fault: ${study.reference.because.join(', ')}`);
  const chosen = chooseMutants(study.mutants, Number(values.sample ?? EXAMPLES[name] ?? 100), Number(values.seed));
  const results = new Array(chosen.length);
  const waiting = [...chosen.entries()];
  // One more than there are workers, so that none waits while a model is calculated.
  await Promise.all(
    Array.from({ length: Number(values.jobs) + 1 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, mutant] = next;
        results[index] = await study.try(mutant);
        if (waiting.length % 10 === 0)
          console.error(
            `${name}: ${chosen.length - waiting.length} of ${chosen.length} mutants, ` +
              `${((performance.now() - started) / 1000).toFixed(0)} s`,
          );
      }
    }),
  );
  parts.push({ name, population: study.mutants.length, seeds: [Number(values.seed)], results });
}
await simulator.dispose();
const studies = joinStudies(parts);
const document = { engine: `${engine.name} ${engine.version}`, studies };
// A line for each mutant, so that a difference can be read.
const line = (result) =>
  JSON.stringify(result, (key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value));
const studyText = ({ results, ...about }) =>
  `${line(about).slice(0, -1)},"results":[\n${results.map(line).join(',\n')}\n]}`;
if (values.json)
  writeFileSync(
    values.json,
    `{"engine":${JSON.stringify(document.engine)},"studies":[\n${studies.map(studyText).join(',\n')}\n]}\n`,
  );
if (values.markdown) writeFileSync(values.markdown, studyMarkdown(studies));
console.log(studyMarkdown(studies));
