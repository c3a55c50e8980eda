import type { Conditions } from '../../src/process/conditions.js';
import type { Verdict } from '../../src/result/verdict.js';
import type { Figure } from '../../src/result/figure.js';
import type { RuleResult } from '../../src/result/rule.js';

export const DATE = new Date('2026-03-04T05:06:07Z');
export const NOMINAL: Conditions = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };
export const HOT: Conditions = { process: 'sky130', corner: 'ff', temperature: 60, supply: 1.98 };
export const HOSTILE = '<script>alert("x")</script>';

export function verdict(change: Partial<Verdict> = {}): Verdict {
  return {
    quantity: 'window',
    against: 'rule',
    metric: 'nrmse',
    line: 21,
    status: 'pass',
    conditions: NOMINAL,
    experiment: 'window',
    measured: 0.0123,
    bound: 'max',
    limit: 0.02,
    unit: 'fraction',
    margin: 0.0077,
    replay: 'npx rulespice verify examples/stdp.yaml --select window/rule --corner tt',
    ...change,
  };
}

/** A verdict without the named optional fields, as it comes from a run that measured nothing. */
export function unmeasured(change: Partial<Verdict>): Verdict {
  const found = Object.entries(verdict()).filter(([name]) => name !== 'measured' && name !== 'margin');
  return { ...(Object.fromEntries(found) as unknown as Verdict), ...change };
}

export function report(change: Partial<RuleResult> = {}): RuleResult {
  return {
    kind: 'rule',
    name: 'stdp-window',
    file: 'examples/stdp.yaml',
    description: 'Additive pair-based STDP with two traces and a weight capacitor.',
    rule: 'stdp',
    status: 'pass',
    engine: { name: 'ngspice-wasm', version: '39.3' },
    process: { name: 'sky130', source: 'models/sky130' },
    equations: [
      'dx/dt = -x / 16.8 ms, x += 1 on pre',
      'dy/dt = -y / 33.7 ms, y += 1 on post',
      'w += 0.02 x on post, w -= 0.021 y on pre',
    ],
    sizing: [
      {
        instance: 'x_pre',
        cell: 'dpi',
        element: 'm1',
        value: 'pfet_01v8 5/2',
        unit: '',
        because: 'weak inversion at the trace current, L above the short-channel region',
      },
      { instance: 'x_pre', cell: 'dpi', element: 'c1', value: 1e-12, unit: 'F', because: 'circuit.trace.capacitance' },
      { instance: 'x_pre', cell: 'dpi', element: 'itau', value: 1.66e-12, unit: 'A', because: 'C UT / (kappa tau)' },
    ],
    predictions: [
      { instance: 'x_pre', property: 'tau', value: 0.01672, unit: 's' },
      { instance: 'x_pre', property: 'area', value: 6.3e-10, unit: 'm2', note: 'without wiring' },
      { instance: 'x_pre', property: 'static power', value: 1.2e-11, unit: 'W' },
    ],
    trim: [
      {
        iteration: 1,
        conditions: NOMINAL,
        quantity: 'tau',
        unit: 's',
        target: 0.0168,
        measured: 0.0181,
        bias: 'vtau',
        biasValue: 1.41,
        biasUnit: 'V',
      },
      {
        iteration: 2,
        conditions: NOMINAL,
        quantity: 'tau',
        unit: 's',
        target: 0.0168,
        measured: 0.01682,
        bias: 'vtau',
        biasValue: 1.4073,
        biasUnit: 'V',
      },
    ],
    verdicts: [
      verdict(),
      verdict({
        quantity: 'tau',
        against: 'model',
        metric: 'relative-error',
        line: 22,
        experiment: 'impulse',
        measured: 0.004,
        limit: 0.03,
        margin: 0.026,
        value: 0.01687,
        reference: 0.0168,
        valueUnit: 's',
      }),
    ],
    figures: [windowFigure(NOMINAL), traceFigure(NOMINAL)],
    warnings: [],
    notes: [],
    wallSeconds: 12.34,
    ...change,
  };
}

/** Six specs, every status, hostile names. */
export function realistic(): RuleResult[] {
  return [
    report(),
    report({
      name: 'soft-bound',
      file: 'examples/soft.yaml',
      rule: 'stdp',
      status: 'fail',
      warnings: ['reltol=1e-2 overrides the recommended 1e-4: peaks may be several per cent off'],
      verdicts: [
        verdict(),
        verdict({
          status: 'fail',
          conditions: HOT,
          measured: 0.0341,
          margin: -0.0141,
          reason: 'depression is 9 % too weak at 60 C: the leak of the trace capacitor exceeds the bias',
        }),
        verdict({
          quantity: 'tau_minus',
          against: 'rule',
          metric: 'relative-error',
          line: 23,
          status: 'fail',
          conditions: HOT,
          measured: 0.21,
          limit: 0.05,
          margin: -0.16,
          value: 0.0266,
          reference: 0.0337,
          valueUnit: 's',
          reason: 'tau_minus is short',
        }),
        unmeasured({
          quantity: 'w',
          against: 'model',
          metric: 'nrmse',
          status: 'not-checked',
          experiment: 'poisson',
          reason: 'corner ss at 0 C is outside the calibrated range',
        }),
      ],
      figures: [
        windowFigure(NOMINAL),
        windowFigure(HOT),
        traceFigure(NOMINAL),
        traceFigure(HOT),
        longFigure(NOMINAL),
        longFigure(HOT),
        traceFigure(HOT),
      ],
    }),
    report({
      name: 'trace-slow',
      file: 'examples/slow.yaml',
      rule: 'trace',
      status: 'error',
      figures: [],
      equations: [],
      verdicts: [
        unmeasured({ status: 'error', reason: 'the simulation ended at 0.12 s of 0.5 s: timestep too small' }),
      ],
      failure: 'ngspice-wasm: timestep too small at t = 0.12 s, node x1.vc\nrun: runs/trace-slow/impulse/tt/0',
      wallSeconds: 83,
    }),
    report({
      name: HOSTILE,
      file: 'examples/<b>.yaml',
      rule: 'trace',
      status: 'not-checked',
      verdicts: [],
      figures: [{ ...traceFigure(NOMINAL), title: HOSTILE, xTitle: `${HOSTILE} (s)` }],
    }),
    report({
      name: 'corner-grid',
      file: 'examples/grid.yaml',
      rule: 'stdp',
      verdicts: Array.from({ length: 30 }, (_, index) =>
        verdict({ measured: 0.001 + index * 0.0005, margin: 0.019 - index * 0.0005 }),
      ),
    }),
  ];
}

export function windowFigure(conditions: Conditions): Figure {
  const rule = (dt: number): number => (dt > 0 ? 0.02 * Math.exp(-dt / 0.0168) : -0.021 * Math.exp(dt / 0.0337));
  const curve = Array.from({ length: 241 }, (_, index) => (index - 120) * 0.0005);
  const points = Array.from({ length: 24 }, (_, index) => (index - 12 + (index >= 12 ? 1 : 0)) * 0.005);
  const off = (dt: number): number => rule(dt) * (1 + 0.02 * Math.sin(dt * 150));
  return {
    title: 'STDP window',
    caption: 'Weight change of one pair over its time difference; positive dt is pre before post.',
    conditions,
    xTitle: 'dt = t_post - t_pre (s)',
    yTitle: 'weight change',
    series: [
      { name: 'rule', role: 'rule', mark: 'line', x: curve, y: curve.map(rule) },
      { name: 'model', role: 'model', mark: 'line', x: curve, y: curve.map((dt) => off(dt) * 0.98) },
      { name: 'circuit', role: 'circuit', mark: 'points', x: points, y: points.map(off) },
    ],
    residual: {
      yTitle: 'circuit - rule',
      series: [
        { name: 'circuit', role: 'circuit', mark: 'points', x: points, y: points.map((dt) => off(dt) - rule(dt)) },
      ],
    },
  };
}

export function traceFigure(conditions: Conditions): Figure {
  const time = Array.from({ length: 900 }, (_, index) => index * 1e-4);
  const rule = time.map((t) => (t < 0.005 ? 0 : Math.exp(-(t - 0.005) / 0.0168)));
  const circuit = rule.map((value, index) => value * (1 - 0.02 * Math.exp(-(index - 50) / 30)) + 0.002);
  const model = circuit.map((value) => value - 0.004 * value);
  return {
    title: 'Trace after one event',
    conditions,
    xTitle: 'time (s)',
    yTitle: 'x (rule units)',
    series: [
      { name: 'rule', role: 'rule', mark: 'line', x: time, y: rule },
      { name: 'model', role: 'model', mark: 'line', x: time, y: model },
      { name: 'circuit', role: 'circuit', mark: 'line', x: time, y: circuit },
    ],
    residual: {
      yTitle: 'residual',
      series: [
        {
          name: 'circuit',
          role: 'circuit',
          mark: 'line',
          x: time,
          y: circuit.map((value, index) => value - (rule[index] ?? 0)),
        },
        {
          name: 'model',
          role: 'model',
          mark: 'line',
          x: time,
          y: model.map((value, index) => value - (rule[index] ?? 0)),
        },
      ],
    },
  };
}

export function longFigure(conditions: Conditions): Figure {
  const time = Array.from({ length: 20000 }, (_, index) => index * 5e-5);
  const wave = (phase: number): number[] =>
    time.map((t) => 2e-9 * (1 + Math.sin(40 * t + phase) * Math.exp(-t)) + (Math.floor(t * 97) % 13 === 0 ? 1e-9 : 0));
  return {
    title: 'Trace current',
    conditions,
    xTitle: 'time (s)',
    yTitle: 'current (A)',
    series: [
      { name: 'circuit', role: 'circuit', mark: 'line', x: time, y: wave(0) },
      { name: 'bias', role: 'other', mark: 'line', x: time, y: wave(1) },
      { name: 'bias 2', role: 'other', mark: 'line', x: time, y: wave(2) },
    ],
  };
}
