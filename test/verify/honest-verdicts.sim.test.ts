import { exitCode } from '../../src/report/summary.js';
import { parseSpec } from '../../src/load-spec.js';
import { describeEachEngine } from '../support/engines.js';
import { describeVerdict, notPassed, verifyText } from '../support/verification.js';

/** What a spec may say to pass with a wrong circuit, and what it gets instead, on every engine. */

const TRACE = `rule: { kind: trace, tau: 20 ms }
process: { name: sky130, corner: tt, temperature: 27 C }
circuit: { trace: { cell: dpi, capacitance: 1 pF } }
`;
const BOTH = 'verify: [{ quantity: tau, against: rule, max: 1 % }, { quantity: peak, against: rule, max: 1 % }]\n';
const trimmed = (options: string): string => `name: s\n${TRACE}${BOTH}simulation: { trim: true, options: ${options} }`;

describeEachEngine('a verdict that means what it says', (simulator) => {
  test.each(['{ gmin: 1e-15 }', '{ reltol: 1e-3 }', '{ chgtol: 1e-16 }', '{ method: gear }'])(
    'a trim makes up for nothing that an option moved: %s',
    async (options) => {
      const report = await verifyText(trimmed(options), simulator());
      expect(report.verdicts.map(({ status }) => status)).toEqual(['not-checked', 'not-checked']);
      expect(report.verdicts[0]?.reason).toMatch(/^simulation\.options: \w+=/);
      expect(exitCode(report.status)).toBe(1);
    },
  );

  test('stricter numerics are harmless', async () => {
    expect(notPassed(await verifyText(trimmed('{ vntol: 1e-7, itl4: 500 }'), simulator()))).toEqual([]);
  });

  test('ten idle seconds hide no wrong time constant, and it is said what was compared', async () => {
    const report = await verifyText(
      `name: s\n${TRACE}stimulus: { spikes: { pre: [10 ms], duration: 10 s } }
verify:
  - { quantity: x, against: rule, metric: nrmse, max: 2 %, stimulus: spikes }
  - { quantity: tau, against: rule, max: 5 % }
variations: { bias: [-35 %, 50 %] }`,
      simulator(),
    );
    expect(report.verdicts.map(({ status }) => status)).toEqual(['fail', 'fail', 'fail', 'fail']);
    const curves = report.verdicts.filter(({ quantity }) => quantity === 'x');
    for (const curve of curves) {
      expect(curve.measured).toBeGreaterThan(0.15);
      // All but the pulse.
      expect(curve.over?.of).toBeCloseTo(10, 2);
      expect(curve.over?.counted).toBeLessThan(0.15);
      // One event has no first one among several.
      expect(curve.reason ?? '').not.toMatch(/first event/);
    }
  });

  test('a time constant that is hardly off is explained by the bias, and a trim corrects it that far', async () => {
    const tight = `name: s\n${TRACE}verify: [{ quantity: tau, against: rule, max: 0.01 % }]\n`;
    const [plain] = (await verifyText(tight, simulator())).verdicts;
    expect(plain).toMatchObject({ status: 'fail', reason: expect.stringMatching(/simulation\.trim: true/) as string });
    expect(plain?.reason).not.toMatch(/first event/);
    const cured = await verifyText(`${tight}simulation: { trim: true }`, simulator());
    expect(cured.verdicts.map(describeVerdict)).toEqual([expect.stringContaining('pass')]);
  });

  test('a train of events is explained by the first one where that is what happened', async () => {
    const report = await verifyText(
      `name: s\n${TRACE}stimulus: { spikes: { pre: [10 ms, 15 ms, 20 ms, 25 ms], duration: 100 ms } }
verify: [{ quantity: x, against: rule, max: 2 %, stimulus: spikes }]\nsimulation: { trim: true }`,
      simulator(),
    );
    expect(report.verdicts[0]).toMatchObject({
      status: 'fail',
      reason: expect.stringMatching(/measured over .* the first event adds about half/) as string,
    });
  });
});

test.each(['{ cshunt: 5e-14 }', '{ gmin: 1e-13 }', '{ rshunt: 1e15 }', '{ temp: 60 }', '{ scale: 1.05 }'])(
  'an element or a condition by way of an option is refused before any engine is asked: %s',
  (options) => {
    expect(() => parseSpec(`rulespice: 1\n${trimmed(options)}`, 's.yaml')).toThrow(
      /^s\.yaml:7:\d+: simulation\.options/,
    );
  },
);
