import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileCache } from '../../src/node/store/cache.js';
import { compile } from '../../src/compile.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { alterationsOf, variationOf } from '../../src/nonideality/variation.js';
import { loadSpec } from '../../src/load-spec.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import { measure } from '../../src/verify/measure.js';
import { runCircuit, runRule } from '../../src/roads/roads.js';
import { describeWithSharedData } from '../support/shared-data.js';
import { gateSweeps, knownNfet, knownPfet, type KnownTransistor } from '../support/transistors.js';
import { patternOf } from '../support/patterns.js';

/** From a CSV to a verdict, as a user goes: the real program; dist must be built. */
const BIN = new URL('../../bin/rulespice.js', import.meta.url).pathname;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GITHUB_ACTIONS: '', CI: 'true' },
    timeout: 280_000,
  });
  return { code: status, text: stdout + stderr };
}

interface Report {
  readonly reports: readonly {
    readonly verdicts: readonly {
      readonly quantity: string;
      readonly status: string;
      readonly measured: number;
    }[];
  }[];
}

function verdicts(spec: string): Report['reports'][number]['verdicts'] {
  const { code, text } = run('verify', spec, '--json', 'report.json');
  expect({ code, text: code === 0 ? '' : text }).toEqual({ code: 0, text: '' });
  return (JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report).reports[0]!.verdicts;
}

describe('transistors whose parameters are known', () => {
  const names = ['n', 'p'] as const;
  beforeAll(() => {
    for (const [name, transistor, seed] of [
      ['n', knownNfet, 1],
      ['p', knownPfet, 2],
    ] as const) {
      writeFileSync(join(folder, `${name}.csv`), gateSweeps(transistor, seed));
      expect(run('fit', 'mosfet', `${name}.csv`, '--starts', '1', '--card', `${name}.yaml`).text).toMatch(/^PASS/m);
    }
    expect(run('init', 'known', ...names.flatMap((name) => ['--transistor', `${name}.yaml`])).code).toBe(0);
  }, 300_000);

  test('the spec of init passes, and a circuit of the fit does what one of the true parameters does', () => {
    const fitted = verdicts('known/learning-rule.yaml');
    expect(fitted.map(({ status }) => status)).toEqual(['pass', 'pass']);
    const text = readFileSync(join(folder, 'known/process.yaml'), 'utf8');
    writeFileSync(join(folder, 'known/process.yaml'), [knownNfet, knownPfet].reduce(withTruth, text));
    const truth = verdicts('known/learning-rule.yaml');
    writeFileSync(join(folder, 'known/process.yaml'), text);
    expect(Math.abs(fitted[0]!.measured - truth[0]!.measured)).toBeLessThan(0.003);
  }, 300_000);

  test(
    'a larger |Vth| of the decay transistor, a pFET, slows the trace by exp(kappa dV / UT); less mobility ' +
      'slows it too',
    async () => {
      const spec = loadSpec(join(folder, 'known/learning-rule.yaml'));
      const simulator = createSimulator();
      try {
        const tools = { simulator, cache: fileCache() };
        const compiled = await compile(spec, tools);
        const bench = {
          dut: compiled.dut,
          process: compiled.process,
          conditions: compiled.conditions,
          options: {},
        };
        const [experiment] = expandExperiments(spec, { folder: '.' }).filter(({ name }) => name === 'impulse');
        const transistor = bench.dut
          .varied()
          .transistors.find(({ instance, device }) => instance === 'x' && device === 'mtau')!;
        const circuit = { transistors: [transistor], capacitors: [], references: [] };
        const variation = variationOf(circuit, { mismatch: { avt: 5e-9, abeta: 1e-8 } });
        const tau = async (values: readonly number[]): Promise<number> => {
          const { recording } = await runCircuit(
            compiled,
            bench,
            experiment!,
            tools,
            alterationsOf(circuit, variation, values),
          );
          return measure(
            spec.verify[0]!,
            { circuit: [recording], rule: [runRule(compiled, experiment!, recording.states.get('x')!.x)] },
            compiled,
          ).value!;
        };
        const nominal = await tau([0, 0]);
        const decay = compiled.design.sized.get('x')!.references['i_tau']!;
        const kappa = compiled.context.characterised('trace-p').kappa(decay);
        expect((await tau([5e-3, 0])) / nominal / Math.exp((kappa * 5e-3) / 0.025865)).toBeCloseTo(1, 3);
        expect(((await tau([0, -0.1])) / nominal) * Math.exp(-0.1)).toBeCloseTo(1, 3);
      } finally {
        await simulator.dispose();
      }
    },
    300_000,
  );

  test('a corner moves the transistors by what it says', () => {
    const path = join(folder, 'known/process.yaml');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        '  measured: {}',
        '  measured: {}\n  slow: { nfet: { threshold: 50 mV, current: 0.5 } }',
      ),
    );
    const i0 = (corner: string): number => {
      expect(run('characterise', 'known/process.yaml', '--corner', corner, '--json', 'devices.json').code).toBe(0);
      const { devices } = JSON.parse(readFileSync(join(folder, 'devices.json'), 'utf8')) as {
        devices: { role: string; i0: number }[];
      };
      return devices.find(({ role }) => role === 'pair-n')!.i0;
    };
    expect(i0('slow') / i0('measured') / (0.5 * Math.exp(-50e-3 / (knownNfet.values.n * 0.025865)))).toBeCloseTo(1, 1);
  }, 300_000);

  test('other simulators do not read behavioural sources, and say so', () => {
    expect(run('compile', 'known/learning-rule.yaml', '--testbench', '--dialect', 'spectre')).toEqual({
      code: 2,
      text: expect.stringMatching(
        /behavioural sources in the language of ngspice, which Spectre does not read; choose --dialect ngspice/,
      ) as string,
    });
  });
});

describeWithSharedData('ihp-sg13g2-mos', 'a process from IHP SG13G2 as measured', () => {
  test(
    'two transistors from wafer data become a process in which a trace of 1 ms passes; 20 ms is refused for ' +
      'leakage',
    () => {
      for (const name of ['nmos', 'pmos']) {
        expect(
          run(
            'fit',
            'mosfet',
            resolve('..', 'shared', 'data', 'ihp-sg13g2-mos', 'idvg.csv'),
            '--keep',
            `device = ${name}`,
            '--keep',
            'W = 10 um',
            '--keep',
            'L = 10 um',
            '--starts',
            '1',
            '--card',
            `${name}.yaml`,
          ).text,
        ).toMatch(/^PASS/m);
      }
      expect(run('init', 'ihp', '--transistor', 'nmos.yaml', '--transistor', 'pmos.yaml').code).toBe(0);
      expect(verdicts('ihp/learning-rule.yaml').map(({ status }) => status)).toEqual(['pass', 'pass']);
      const spec = join(folder, 'ihp/learning-rule.yaml');
      writeFileSync(spec, readFileSync(spec, 'utf8').replace('tau: 1 ms }', 'tau: 20 ms }'));
      expect(run('design', 'ihp/learning-rule.yaml')).toEqual({
        code: 2,
        text: expect.stringMatching(/decay current I_tau of .* is not ten times above the off current/) as string,
      });
    },
    300_000,
  );

  test(
    'its nMOS leaks 170 pA at 1/8: a sink of that is refused, the longer one of init gives a window with ' +
      'the right signs',
    () => {
      const stdp = (circuit: string): string => `rulespice: 1
name: stdp
rule:
  kind: stdp
  dependence: additive
  potentiation: { amplitude: 0.02, tau: 1 ms }
  depression: { amplitude: 0.0147, tau: 1 ms }
  weight: { initial: 0.5 }
process: { file: process.yaml, temperature: 27 C }
circuit: { pulse: 0.25 ms${circuit} }
stimulus: { window: { from: -1 ms, to: 1 ms, step: 2 ms } }
verify: [{ quantity: window, against: rule, metric: nrmse, max: 25 % }]
`;
      const spec = join(folder, 'ihp/stdp.yaml');
      writeFileSync(spec, stdp(', sizes: { mirror-n: 1/8 }'));
      expect(run('design', 'ihp/stdp.yaml')).toEqual({
        code: 2,
        text: expect.stringMatching(
          patternOf(
            /largest trace through the mirror of a sink of .* is not ten times above the off current /,
            /of the device that carries it, 17\d pA at 1\/8; every event would take .*: /,
            /use longer mirrors \(circuit: sizes: { mirror-n: 1\/\d+ }\)/,
          ),
        ) as string,
      });
      writeFileSync(spec, stdp(''));
      // Both sides have their signs; untrimmed, the worse one is far from the rule, and says so.
      const { code, text } = run('verify', 'ihp/stdp.yaml', '--json', 'report.json');
      expect({ code, wrongWay: text.includes('wrong way') }).toEqual({ code: 1, wrongWay: false });
      const [verdict] = (JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report).reports[0]!.verdicts;
      expect(verdict).toMatchObject({ status: 'fail' });
      expect(verdict?.measured).toBeGreaterThan(0.3);
      expect(verdict?.measured).toBeLessThan(0.9);
    },
    300_000,
  );
});

/** The process file with the parameters that the measurements were made from. */
function withTruth(text: string, { polarity, values }: KnownTransistor): string {
  const at = text.indexOf(`polarity: ${polarity}`);
  const changed = Object.entries(values).reduce(
    (part, [name, value]) => part.replace(new RegExp(`(\\n +${name}:\\n +value: )\\S+`), `$1${value as number}`),
    text.slice(at),
  );
  return text.slice(0, at) + changed;
}
