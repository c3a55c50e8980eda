import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDeck, writeNetlist } from '../../src/dialect/dialect.js';
import { dialectNames, findDialect } from '../../src/dialect/registry.js';
import { readStatements } from '../../src/dialect/statement.js';
import { describeWithNative } from '../support/native.js';

const CIRCUIT = [
  '* models',
  '.model skyn nmos',
  '+ level=54',
  '+ version=4.5 vth0=0.5',
  '.subckt half out in vdd vss',
  'm1 out in vss vss skyn w=1e-6 l=4e-6',
  'c1 out vss 1e-12',
  '.ends half',
  '',
  'xdut w a vdd 0 half',
  'v_vdd vdd 0 dc 1.8',
  'i_ref vdd w dc 1e-9',
  'v_a a 0 pwl(0 0 1e-3 1.8)',
  '.temp 27',
  '.options gmin=1e-18 reltol=1e-4 abstol=1e-16 method=trap xmu=0.49 trtol=1 itl4=200',
  '.ic v(w)=0.9',
  '',
].join('\n');
const DECK = {
  circuit: { title: 'half', text: CIRCUIT },
  analysis: { kind: 'tran', step: 1e-5, stop: 2e-3, maxStep: 1e-5 },
  vectors: ['v(w)', 'i(v_vdd)'],
} as const;

/** Devices and sources with their nodes and values, however the rest is written. */
function circuitOf(text: string): string[] {
  return text.split('\n').filter((line) => /^([mcxv]\S* |i_\S* |\.subckt|\.ends)/.test(line));
}

describe('the same deck in every dialect', () => {
  const decks = new Map(dialectNames.map((name) => [name, writeDeck(DECK, findDialect(name))]));
  const deck = (name: string): string => decks.get(name as (typeof dialectNames)[number]) ?? '';

  test.each(dialectNames)('%s holds the same devices, nodes, sources and values', (name) => {
    expect(circuitOf(deck(name))).toEqual(circuitOf(CIRCUIT));
  });

  test('ngspice: one line of options, saved vectors, transient with its largest step', () => {
    expect(deck('ngspice').trimEnd().split('\n').slice(-7)).toEqual([
      '.temp 27',
      '.options gmin=1e-18 reltol=1e-4 abstol=1e-16 method=trap xmu=0.49 trtol=1 itl4=200',
      '.ic v(w)=0.9',
      '.save v(w) i(v_vdd)',
      '.print tran v(w) i(v_vdd)',
      '.tran 1e-5 0.002 0 1e-5',
      '.end',
    ]);
  });

  test('Xyce: options by package, temperature among them, no .temp and no .save', () => {
    expect(deck('xyce').trimEnd().split('\n').slice(-8)).toEqual([
      '.options device gmin=1e-18 temp=27',
      '.options timeint reltol=1e-4 method=trap',
      '.options nonlin reltol=1e-4 abstol=1e-16',
      '.options nonlin-tran reltol=1e-4 abstol=1e-16 maxstep=200',
      '.ic v(w)=0.9',
      '.tran 1e-5 0.002 0 1e-5',
      '.print tran v(w) i(v_vdd)',
      '.end',
    ]);
    expect(deck('xyce')).not.toMatch(/\.(temp|save)/);
  });

  test('LTspice: BSIM4 is level 14, and there is no damping of the trapezoidal rule', () => {
    expect(deck('ltspice')).toMatch(/\+ level=14\n/);
    expect(deck('ltspice')).toContain('.options gmin=1e-18 reltol=1e-4 abstol=1e-16 method=trap trtol=1 itl4=200\n');
    expect(deck('ltspice')).not.toMatch(/level=54|\.print/);
  });

  test('Spectre: SPICE for the circuit, its own language for options, start, output and analysis', () => {
    expect(deck('spectre')).toMatch(/^\* half\nsimulator lang=spice\n/);
    expect(deck('spectre').trimEnd().split('\n').slice(-5)).toEqual([
      'simulator lang=spectre',
      'tolerances options gmin=1e-18 reltol=1e-4 iabstol=1e-16 temp=27',
      'ic w=0.9',
      'save w v_vdd:p',
      'transient tran stop=0.002 maxstep=1e-5 method=traponly lteratio=1',
    ]);
  });
});

test('a device under test alone keeps every statement', () => {
  const netlist = readFileSync('netlists/rules/stdp-additive.cir', 'utf8').split('* testbench')[0] ?? '';
  for (const name of dialectNames)
    expect(circuitOf(writeNetlist(netlist, findDialect(name)))).toEqual(circuitOf(netlist));
});

test('a statement that no dialect knows is an error, not passed on', () => {
  expect(() => readStatements('.control')).toThrow('no dialect knows the statement ".control"');
  expect(() => readStatements('.ic v(a)=1 v(b)=2')).toThrow('initial condition');
  expect(() => writeDeck({ ...DECK, analysis: { kind: 'op' } }, findDialect('xyce'))).toThrow(
    'no dialect writes the analysis op',
  );
});

test('an unknown dialect', () => {
  expect(() => findDialect('spectr')).toThrow(
    'there is no dialect "spectr"; did you mean "spectre"?; choose one of ngspice, xyce, ltspice, spectre',
  );
});

describeWithNative('committed decks in native ngspice, which reads the LTspice dialect too', () => {
  test('LTspice deck and ngspice deck give the same waveform', () => {
    const text = readFileSync('netlists/dialects/trace-20ms.ltspice.net', 'utf8');
    const last = (deck: string): number => {
      const folder = mkdtempSync(join(tmpdir(), 'dialect-'));
      try {
        writeFileSync(join(folder, 'deck.cir'), deck.replace('.end\n', '.measure tran peak max i(v_x_iout)\n.end\n'));
        const { stdout } = spawnSync('ngspice', ['-b', join(folder, 'deck.cir')], {
          encoding: 'utf8',
          timeout: 60_000,
        });
        return Number(/^peak\s*=\s*(\S+)/m.exec(stdout)?.[1]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
    const peak = last(text);
    expect(peak).toBeGreaterThan(1e-12);
    expect(last(text.replaceAll('+ level=14\n', '+ level=54\n'))).toBeCloseTo(peak, 20);
  });
});
