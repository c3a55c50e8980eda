import type { Verdict } from '../../src/result/verdict.js';
import { resultStatus } from '../../src/report/summary.js';
import type { CompiledSpec } from '../../src/compile.js';
import { exitCode } from '../../src/report/summary.js';
import { renderJunit } from '../../src/report/junit.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import { doubted } from '../../src/verify/doubt.js';
import { LADDER, movesOf } from '../../src/roads/ladder.js';
import { measure, statusOf } from '../../src/verify/measure.js';
import { report, verdict } from '../report/fixtures.js';

const under = (options: Readonly<Record<string, number | string>>) => ({ timeout: 60, trim: true, options });
const pass = verdict({ status: 'pass', measured: 0.001 });
const rest: Verdict[] = [
  verdict({ status: 'fail', measured: 0.9 }),
  verdict({ status: 'error', reason: 'it stopped' }),
  verdict({ status: 'not-checked', reason: 'flat' }),
];

test('harmless options leave verdicts as they are', () => {
  expect(doubted([pass, ...rest], under({ reltol: 1e-6, itl4: 50 }))).toEqual([pass, ...rest]);
});

describe('under a flagged option', () => {
  const doubtful = doubted([pass, ...rest], under({ gmin: 1e-16 }));

  test('nothing passes, its number stays, and it is said why', () => {
    expect(doubtful[0]).toMatchObject({ status: 'not-checked', measured: 0.001 });
    expect(doubtful[0]?.reason).toMatch(/^simulation\.options: gmin=1e-16 leaks at every junction: .* 1e-18 or below$/);
  });

  test('of several, each is told', () => {
    const [both] = doubted([pass], under({ gmin: 1e-16, reltol: 2e-3 }));
    expect(both?.reason).toMatch(/^simulation\.options: gmin=1e-16 .*; reltol=0\.002 /);
  });

  test('what is no pass stays what it is', () => {
    expect(doubtful.slice(1)).toEqual(rest);
  });

  test('the exit code is 1, and terminal and JUnit say the reason', () => {
    const said = report({ verdicts: doubted([pass], under({ gmin: 1e-16 })), status: 'pass' });
    expect(exitCode(resultStatus(said))).toBe(1);
    expect(renderTerminal([said], { color: false, verbose: false })).toMatch(/gmin=1e-16 leaks/);
    expect(renderJunit([said])).toMatch(/<failure message="simulation\.options: gmin=1e-16 leaks/);
  });
});

describe('what converged only on the ladder', () => {
  const spec = parseSpec(
    'rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 3 % }]\n',
    's.yaml',
  );
  const compiled = { spec, rule: expandRule(spec.rule) } as unknown as CompiledSpec;
  const trace = (tau: number) => {
    const x = Float64Array.from({ length: 2001 }, (_, index) => index * 1e-4);
    return new Map([['x', { x, y: x.map((t) => (t < 0.0105 ? 0 : Math.exp(-(t - 0.0105) / tau))) }]]);
  };
  const experiment = { name: 'impulse', label: 'impulse', events: { pre: [0.01] }, duration: 0.2 } as const;
  const measured = (tau: number, recovered?: string) => {
    const circuit = [{ experiment, states: trace(tau), ...(recovered === undefined ? {} : { recovered }) }];
    const [check] = spec.verify;
    if (!check) throw new Error('no check');
    const measurement = measure(check, { circuit, rule: circuit }, compiled);
    return { ...measurement, status: statusOf(check, measurement) };
  };

  test('passes far from its limit, and is not checked where the coarser numerics may have carried it inside', () => {
    expect(measured(20.1e-3, 'method=gear')).toMatchObject({ status: 'pass', recovered: 'method=gear' });
    expect(measured(20.5e-3, 'method=gear')).toMatchObject({
      status: 'not-checked',
      reason: expect.stringMatching(/^2.5 % measured, but it converged only with method=gear/) as string,
    });
    expect(measured(20.5e-3)).toMatchObject({ status: 'pass' });
    expect(measured(21e-3, 'method=gear')).toMatchObject({ status: 'fail' });
  });

  test('a coarser rung is trusted less, and one that nobody knows not at all', () => {
    const moves = LADDER.map(({ name }) => movesOf(name));
    expect(moves).toEqual([...moves].sort((a, b) => a - b));
    expect(movesOf('by prayer')).toBe(Infinity);
  });
});
