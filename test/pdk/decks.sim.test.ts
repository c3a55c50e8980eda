import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineIncludes } from '../../src/node/files/includes.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { describeEachEngine } from '../support/engines.js';
import { describeWithPdk } from '../support/pdk.js';
import { describeWithDuts, dutsFolder } from '../support/duts.js';
import { CURRENTS, TRANSISTORS } from './sky130a-currents.js';

/** Decks on PDKs as users have them installed. */
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-decks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(simulator: Simulator, lines: readonly string[], folders: readonly string[] = []) {
  const path = join(folder, 'deck.spice');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return simulator.runDeck(inlineIncludes(path, folders).text);
}

/** A transistor as xschem writes it, with its drain on a source of its own. */
function transistor([name, w, l, nf, m]: (typeof TRANSISTORS)[number], index: number): string[] {
  const p = name.startsWith('p');
  return [
    `XM${index} d${index} ${p ? 'gp vdd vdd' : 'g 0 0'} sky130_fd_pr__${name} L=${l} W=${w} nf=${nf} ` +
      `ad='int((nf+1)/2) * W/nf * 0.29' as='int((nf+2)/2) * W/nf * 0.29' pd='2*int((nf+1)/2) * (W/nf + 0.29)' ` +
      `ps='2*int((nf+2)/2) * (W/nf + 0.29)' nrd='0.29 / W' nrs='0.29 / W' sa=0 sb=0 sd=0 mult=1 m=${m}`,
    `vd${index} d${index} 0 ${p ? 0.3 : 1.5}`,
  ];
}

describeWithPdk('decks on sky130A', () => {
  describeEachEngine('sizes', (engine) => {
    test.each(Object.keys(CURRENTS))('14 sizes at %s, as native gives them with the whole library', async (corner) => {
      const [result] = await run(engine(), [
        'sizes',
        `.lib "$PDK_ROOT/sky130A/libs.tech/ngspice/sky130.lib.spice" ${corner}`,
        'vg g 0 0.9',
        'vdd vdd 0 1.8',
        'eg gp 0 vdd g 1',
        ...TRANSISTORS.flatMap(transistor),
        '.dc vg 0.45 1.8 0.45',
        '.end',
      ]);
      TRANSISTORS.forEach((_, index) => {
        const values = result!.waveforms.columns.get(`i(vd${index})`)!.values;
        CURRENTS[corner]![index]!.forEach((expected, at) =>
          expect(Math.abs(values[at]! / expected - 1)).toBeLessThan(1e-6),
        );
      });
    });
  });
});

/** Change of the weight, V, of one pair of events `dt` us apart, as the table beside the netlists was made. */
async function change(simulator: Simulator, netlist: string, dt: number): Promise<number> {
  const pre = 5 + Math.max(0, -dt);
  const event = (node: string, at: number): string[] => [
    `v${node} ${node} 0 pulse(0 3.3 ${at}u 5n 5n 0.5u)`,
    `v${node}b ${node}b 0 pulse(3.3 0 ${at}u 5n 5n 0.5u)`,
  ];
  const [result] = await run(
    simulator,
    [
      'one pair',
      '.include design.ngspice',
      '.lib sm141064.ngspice typical',
      '.lib sm141064.ngspice cap_mim',
      '.lib sm141064.ngspice mimcap_typical',
      `.include ${netlist}`,
      '.options gmin=1e-15 abstol=1e-14 reltol=1e-4',
      'vdd vdd 0 3.3',
      ...event('pre', pre),
      ...event('post', pre + dt),
      ...['bpot 0.74', 'btp 2.58', 'bdep 2.42', 'btd 0.56'].map((bias) => bias.replace(/(\w+) (.*)/, 'v$1 $1 0 $2')),
      'xdut vdd 0 pre preb post postb bpot btp bdep btd wgt stdp_synapse',
      '.ic v(wgt)=1.65',
      '.save v(wgt)',
      `.tran 50n ${pre + Math.max(0, dt) + 40}u`,
      '.end',
    ],
    [dutsFolder],
  );
  const { values } = result!.waveforms.columns.get('v(wgt)')!;
  return values.at(-1)! - values[0]!;
}

const DT = [-15, -8, -5, -3, -2, -1, 1, 2, 3, 5, 8, 15];
const WINDOWS: Readonly<Record<string, readonly number[]>> = {
  'gf180_stdp_synapse.spice': [-1.03, -16.36, -46.27, -88.33, -120.1, -161.3, 200.3, 171, 145, 102.5, 58.46, 13.77],
  'gf180_stdp_synapse_open.spice': [-1.02, -16.35, -46.26, -88.32, -120.1, -161.3, 0.37, 0.37, 0.34, 0.35, 0.37, 0.37],
  'gf180_stdp_synapse_pex.spice': [
    -0.89, -13.44, -37.19, -70.25, -95.2, -127.7, 161.3, 137.4, 116.5, 82.3, 47.2, 11.66,
  ],
};

describeWithDuts('circuits as designers bring them, on gf180mcuD', () => {
  describeEachEngine('windows', (engine, name) => {
    // At the floating gate of the open one, ngspice 45 finds its operating point by a transient that knows no .ic.
    const netlists = Object.keys(WINDOWS).filter((file) => name !== 'embedded' || !file.includes('open'));
    test.each(netlists)('the window of %s, within 0.5 %% of A at every point', async (file) => {
      const window = WINDOWS[file]!;
      const limit = 0.005 * Math.max(...window.map(Math.abs));
      for (const [index, dt] of DT.entries())
        expect(Math.abs(1e3 * (await change(engine(), file, dt)) - window[index]!)).toBeLessThan(limit);
    });
  });
});
