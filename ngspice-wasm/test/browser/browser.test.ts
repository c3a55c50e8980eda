import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createNgspice, type Analysis } from '../../src/index.js';
import { findChromium, openPage } from './chromium.js';
import { openSite, type Outcome } from './site.js';

/*
 * The built files in a web worker of a browser, loaded by the code that the README shows, against the same files in
 * Node.
 */

interface Job {
  readonly netlist: string;
  readonly analysis: Analysis;
  readonly save: readonly string[];
}

const repository = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, repository), 'utf8');

/** The transistor-level STDP synapse of rulespice: 38 BSIM4 transistors, their model cards in the text. */
const SYNAPSE: Job = {
  netlist: read('netlists/rules/stdp-additive.cir').replace(/^\.include .*$/m, () => read('models/sky130/tt.lib')),
  analysis: { kind: 'tran', step: 1.68e-4, stop: 0.0755, maxStep: 1.68e-4 },
  save: ['i(v_x_iout)', 'i(v_y_iout)', 'v(w)'],
};

const BAD: Job = { ...SYNAPSE, netlist: 'bad\nv1 1 0 1\nm1 1 1 0 0 nowhere\n.end\n', save: ['v(1)'] };

async function inBrowser(chromium: string, job: Job): Promise<Outcome> {
  const site = await openSite(job);
  const browser = openPage(chromium, site.url);
  const late = new AbortController();
  try {
    // Before jest's own limit, which would leave browser and server running, and jest waiting for them for ever.
    return await Promise.race([
      site.outcome,
      browser.ended,
      delay(90_000, { error: 'the page posted nothing within 90 s' }, { signal: late.signal }),
    ]);
  } finally {
    late.abort();
    await Promise.allSettled([site.close(), browser.close()]);
  }
}

async function inNode({ netlist, analysis, save }: Job): Promise<Record<string, string[]>> {
  const ngspice = await createNgspice();
  await ngspice.load(netlist);
  const result = ngspice.run(analysis, { save });
  const bits = (values: Float64Array): string[] => [...new BigUint64Array(values.slice().buffer)].map(String);
  return Object.fromEntries([
    ['time', bits(result.axis!.values)],
    ...save.map((name): [string, string[]] => [name, bits(result.get(name).values)]),
  ]);
}

const chromium = findChromium();

if (chromium === undefined) {
  test('SKIPPED, no Chromium (apt-get install chromium, or CHROMIUM_PATH): a web worker of a browser', () => {
    console.warn(
      'the browser was not checked, because there is no Chromium; apt-get install chromium, or set CHROMIUM_PATH',
    );
  });
} else {
  describe('a web worker of a browser', () => {
    test('gives the synapse the same numbers as Node, bit by bit, on a page without COOP and COEP', async () => {
      const [outcome, expected] = [await inBrowser(chromium, SYNAPSE), await inNode(SYNAPSE)];
      if ('error' in outcome) throw new Error(outcome.error);
      expect(expected.time!.length).toBeGreaterThan(400);
      expect(outcome.vectors).toEqual(expected);
      expect(outcome.isolated).toBe(false);
    });

    test('has the same typed errors', async () => {
      expect(await inBrowser(chromium, BAD)).toEqual({
        error: expect.stringMatching(/unknown-model: .*nowhere/) as string,
      });
    });
  });
}
