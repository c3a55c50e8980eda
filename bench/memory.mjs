// Memory over a run of many samples: `npm run bench:memory [-- --samples 20000]`. Workers are threads, so the resident
// set of this process is all there is. JavaScript lets its heaps grow for the first ten thousand, so a leak is looked
// for over twice as many. Ends with 1 when the second half of the run needs more than a tenth on top of the first.
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { noCache } from '../dist/characterise/content-cache.js';
import { createSimulator } from '../dist/node/engine/registry.js';
import { renderHtml } from '../dist/report/html.js';
import { renderJson } from '../dist/report/json.js';
import { parseSpec } from '../dist/load-spec.js';
import { verifySpec } from '../dist/verify/verify.js';

const { values } = parseArgs({
  options: { samples: { type: 'string', default: '20000' }, jobs: { type: 'string', default: '2' } },
});
const samples = Number(values.samples);
const spec = parseSpec(
  `rulespice: 1
name: memory
rule: { kind: trace, tau: 5 ms }
verify: [{ quantity: tau, against: rule, max: 90 % }, { quantity: peak, against: rule, max: 90 % }]
variations:
  mismatch: { samples: ${samples}, seed: 1, avt: 5 mV*um, abeta: 1 %*um }
  yield: { min: 99.99 %, confidence: 99.9 % }
`,
  'memory.yaml',
);

const megabytes = (bytes) => (bytes / 1024 ** 2).toFixed(0);
const simulator = createSimulator('auto', { jobs: Number(values.jobs) });
const peaks = [0, 0];
const started = performance.now();
const report = await verifySpec(
  spec,
  { simulator, cache: noCache },
  {
    file: 'memory.yaml',
    folder: '.',
    onProgress: ({ done, total }) => {
      const rss = process.memoryUsage.rss();
      const half = done > total / 2 ? 1 : 0;
      // What is loaded once is not growth: the first tenth is the start.
      if (done > total / 10) peaks[half] = Math.max(peaks[half], rss);
      if (done % Math.ceil(total / 10) === 0)
        console.log(
          `${done} of ${total} simulations, ${((performance.now() - started) / 1000).toFixed(0)} s: ` +
            `resident ${megabytes(rss)} MB, heap ${megabytes(process.memoryUsage().heapUsed)} MB`,
        );
    },
  },
);
await simulator.dispose();
const row = report.yields[0];
const json = renderJson([report], { date: new Date() });
const html = await renderHtml([report], { date: new Date(), version: 'bench' });
console.log(
  `${row.samples} samples, ${row.passed} within the limit, ${row.unknown} unmeasured; largest resident ` +
    `set ${megabytes(process.resourceUsage().maxRSS * 1024)} MB; first half ${megabytes(peaks[0])} MB, ` +
    `second half ${megabytes(peaks[1])} MB; JSON ${(json.length / 1e6).toFixed(2)} MB, HTML ` +
    `${(html.length / 1e6).toFixed(2)} MB`,
);
process.exitCode = peaks[1] > 1.1 * peaks[0] ? 1 : 0;
