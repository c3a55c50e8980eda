import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSimulator } from '../../src/node/engine/registry.js';
import { checkCard } from '../../src/fit/agreement.js';
import { fit, rank, type Fit } from '../../src/fit/fit.js';
import { joinTables, loadTable, type FitData } from '../../src/fit/data/table.js';
import { benchesOf } from '../../src/fit/targets/mosfet/benches.js';
import { NEUTRAL, drainCurrent, type EkvValues } from '../../src/ekv/ekv.js';
import { mosfet } from '../../src/fit/targets/mosfet/index.js';
import { offState } from '../../src/fit/targets/mosfet/off-state.js';
import { omega } from '../../src/ekv/omega.js';
import { subcircuit } from '../../src/ekv/subcircuit.js';
import type { Device, Point } from '../../src/fit/targets/mosfet/sweeps.js';
import { describeWithSharedData } from '../support/shared-data.js';

const origin = { name: 'transistor', source: 'measured', sha256: [] };
const options = { seed: 1, starts: 1, robust: false, intervals: 'profile' } as const;
const load = (text: string): FitData =>
  joinTables([{ file: 'm.csv', text }], mosfet.columns, { map: [], keep: [], holdOut: [] });
const model = (name: string) => mosfet.models.find((one) => one.name === name) ?? mosfet.models[0];
const valueOf = (done: Fit, name: string): number =>
  [...done.estimates.flatMap(({ parameters }) => parameters), ...done.derived].find((one) => one.name === name)
    ?.value ?? NaN;

test.each([-40, -5, 0, 1, 10, 300, 5000])('omega(%d) solves w + ln w = z', (z) => {
  const w = omega(z);
  expect(Math.abs(w + Math.log(w) - z)).toBeLessThan(1e-12 * Math.max(1, Math.abs(z)));
});

describe('off state', () => {
  const gate = Array.from({ length: 30 }, (_, index) => -0.5 + 0.05 * index);
  const channel = (vg: number): number => 1e-9 * Math.exp((vg - 0.3) / 0.033);

  test('leakage that falls with the gate is continued under the channel', () => {
    const leak = (vg: number): number => 2e-12 * Math.exp(-vg / 0.3);
    const { leakage, shows } = offState(
      gate,
      gate.map((vg) => channel(vg) + leak(vg)),
    );
    expect(leakage(0.1) / leak(0.1)).toBeCloseTo(1, 1);
    expect(shows(0.1, 5e-12)).toBe(false);
    expect(shows(0.2, channel(0.2))).toBe(true);
  });

  test('currents of both signs are noise, and the channel shows above ten times their rms', () => {
    const { leakage, floor, shows } = offState(
      gate,
      gate.map((vg, index) => channel(vg) + (vg < 0.1 ? (index % 2 === 0 ? 1e-11 : -1e-11) : 0)),
    );
    expect(leakage(0.2)).toBe(0);
    expect(floor).toBeCloseTo(1e-10, 11);
    expect([shows(0.3, 0.9e-10), shows(0.3, 1.1e-10), shows(-0.5, 1e-9)]).toEqual([false, true, false]);
  });

  test(
    'a sweep that starts where channel and leakage are alike still has leakage, and its lowest points are ' +
      'left out',
    () => {
      const above = gate.filter((vg) => vg > 0);
      const leak = 0.6 * channel(above[0]!);
      const { leakage, shows } = offState(
        above,
        above.map((vg) => channel(vg) + leak),
      );
      expect(leakage(0.1) / leak).toBeCloseTo(1, 1);
      expect([shows(above[0]!, channel(above[0]!) + leak), shows(above[2]!, channel(above[2]!) + leak)]).toEqual([
        false,
        true,
      ]);
    },
  );

  test('a sweep that starts in the channel loses no point', () => {
    const above = gate.filter((vg) => vg > 0.2);
    const { shows } = offState(above, above.map(channel));
    expect(above.every((vg) => shows(vg, channel(vg)))).toBe(true);
  });
});

test('the SPICE card of a synthetic transistor lies on the fit, at two temperatures', async () => {
  const simulator = createSimulator();
  try {
    const done = await fit(mosfet, load(mosfet.synthetic(1).csv), origin, options, { simulator: () => simulator });
    expect(done.faults).toEqual([]);
    expect(done.agreements.map(({ bench }) => bench)).toEqual(['300.0 K', '360.0 K']);
    expect(Math.max(...done.agreements.map(({ worst }) => worst))).toBeLessThan(1e-4);
    expect(done.cards.map(({ format }) => format)).toEqual(['yaml', 'spice']);
  } finally {
    await simulator.dispose();
  }
});

// The card of a long channel once met ln(-0.66) on the way from the end of one sweep to the beginning of the next.
test.each([273, 340])('the card stands the jump from one sweep to the next, at %d K', async (temperature) => {
  const p: EkvValues = {
    ...NEUTRAL,
    VT0: 0.55,
    n: 1.25,
    IS: 4e-7,
    gamma: 0.35,
    k2: -0.05,
    sigma: 0.004,
    lambda: 0.02,
    theta: 0.4,
    TCV: -6e-4,
    BEX: 0.9,
  };
  const biases = [0, 0.5, 1].flatMap((vsb) =>
    [0.1, 1, 1.8].flatMap((vds) =>
      Array.from({ length: 25 }, (_, step) => ({
        vgs: Number((-0.2 + 0.08 * step).toFixed(3)),
        vds,
        vsb,
        temperature,
      })),
    ),
  );
  const points = biases
    .filter((bias) => drainCurrent(p, bias) > 2e-12)
    .map((bias, row): Point => ({ row, leakage: 0, heldOut: false, bias, current: NaN }));
  const device: Device = {
    name: 'n',
    polarity: 'nfet',
    notes: [],
    sweeps: [{ name: '', panel: '', floor: 1e-15, points }],
  };
  const text = subcircuit('jump', 'nfet', p);
  const simulator = createSimulator();
  try {
    for (const { worst } of await checkCard(
      { format: 'spice', text, benches: benchesOf(device, text, 'jump', p) },
      simulator,
    ))
      expect(worst).toBeLessThan(1e-4);
  } finally {
    await simulator.dispose();
  }
});

test('a pMOS is an nMOS in the mirror', async () => {
  const mirrored = mosfet
    .synthetic(1)
    .csv.split('\n')
    .map((line, row) =>
      row === 0 || line === ''
        ? line
        : line
            .split(',')
            .map((cell, column) => (column === 0 ? cell : String(-Number(cell))))
            .join(),
    )
    .join('\n');
  const [n, p] = [
    await fit(mosfet, load(mosfet.synthetic(1).csv), origin, options),
    await fit(mosfet, load(mirrored), origin, options),
  ];
  for (const name of ['VT0', 'n', 'IS', 'gamma', 'TCV']) expect(valueOf(p, name) / valueOf(n, name)).toBeCloseTo(1, 6);
});

test('several devices in one file and a reverse drain are bad input, with the way out', () => {
  const rows = (device: string) =>
    [0, 0.2, 0.4, 0.6, 0.8].map((vg) => `${device},0.1,${vg},${1e-12 * 10 ** (10 * vg)}`).join('\n');
  expect(() => mosfet.models[0].plan(load(`device,vd_V,vg_V,id_A\n${rows('n1')}\n${rows('n2')}\n`))).toThrow(
    'found 2 devices: n1 (5 rows), n2 (5 rows); choose one, such as --keep',
  );
  expect(() => mosfet.models[0].plan(load('vd_V,vg_V,id_A\n-0.1,0,1e-12\n-0.1,1,1e-6\n'))).toThrow(
    'm.csv:2: found a drain at -0.1 V',
  );
});

describeWithSharedData('ihp-sg13g2-mos', 'IHP SG13G2, measured', () => {
  const path = resolve('..', 'shared', 'data', 'ihp-sg13g2-mos', 'idvg.csv');
  const measured = (...keep: string[]): FitData => loadTable([path], mosfet.columns, { map: [], keep, holdOut: [] });
  const fitted = async (data: FitData, name = 'long', more = {}) =>
    fit(mosfet, data, origin, { ...options, ...more }, {}, model(name));

  test('nMOS 10/10 at 300 K: slope factor 1.222 within 1 %', async () => {
    if (!existsSync(path)) return;
    const done = await fitted(measured('device = nmos', 'W = 10 um', 'L = 10 um'));
    expect(done.faults).toEqual([]);
    expect(Math.abs(valueOf(done, 'n') / 1.222 - 1)).toBeLessThan(0.01);
  });

  test('pMOS 10/10', async () => {
    const done = await fitted(measured('device = pmos', 'W = 10 um', 'L = 10 um'));
    expect(done.faults).toEqual([]);
    expect(done.warnings.join()).not.toContain('decades (rms) off');
  });

  test(
    'nMOS 10/0.13, every sweep from 233 to 398 K in one fit: each within 0.05 decades from its floor to ' +
      'moderate inversion',
    async () => {
      const data = measured('device = nmos', 'W = 10 um', 'L = 0.13 um');
      const done = await fitted(data, 'short');
      expect(done.faults).toEqual([]);
      expect(done.estimates[0]?.problem.curves).toHaveLength(4 * 15);
      expect(done.warnings.join()).not.toContain('decades (rms) off');
      const long = await fitted(data, 'long');
      expect(long.warnings.join()).toContain('decades (rms) off');
      expect(rank([long, done])[0]?.fit.model.name).toBe('short');
      // Two fits of 1500 points; a loaded machine takes its time.
    },
    600_000,
  );
});
