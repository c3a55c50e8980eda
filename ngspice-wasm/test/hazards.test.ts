import { createNgspice, type Analysis, type Ngspice, type NgspiceErrorKind } from '../src/index.js';
import { failure, last, RC, STEP } from './support.js';

interface Hazard {
  readonly name: string;
  readonly text: string;
  readonly analysis?: Analysis;
  readonly kind: NgspiceErrorKind;
  readonly says: RegExp;
}

const OP: Analysis = { kind: 'op' };

const HAZARDS: readonly Hazard[] = [
  { name: 'unknown model', text: 'v1 1 0 1\nm1 1 1 0 0 nosuch', kind: 'unknown-model', says: /nosuch/ },
  { name: 'unknown subcircuit', text: 'v1 1 0 1\nx1 1 0 nosuch', kind: 'unknown-model', says: /x1.*nosuch/ },
  { name: 'undefined parameter', text: 'v1 1 0 {foo}\nr1 1 0 1k', kind: 'undefined-parameter', says: /foo/ },
  {
    name: 'loop of voltage sources',
    text: 'v1 1 0 1\nv2 1 0 2\nr1 1 0 1k',
    kind: 'singular-matrix',
    says: /node "v[12]#branch"/,
  },
  { name: 'malformed line', text: 'v1 1 0 1\nr1 1', kind: 'syntax', says: /r1/ },
  { name: 'unknown dot line', text: 'v1 1 0 1\nr1 1 0 1k\n.nosuch', kind: 'syntax', says: /unimplemented/ },
  { name: 'no device at all', text: '* nothing', kind: 'no-output', says: /no vectors/ },
  { name: 'missing include', text: '.include /nosuch.lib\nv1 1 0 1', kind: 'syntax', says: /nosuch\.lib/ },
  {
    name: 'logarithm of a negative number',
    text: 'v1 1 0 1\nb1 2 0 v=ln(v(1)-2)\nr1 2 0 1k',
    kind: 'not-finite',
    says: /ln/,
  },
  {
    name: 'time step too small',
    text: 'v1 1 0 pulse(0 1 1e-3 1e-6 1e-6 1e-3 4e-3)\nb1 out 0 v=v(1)>0.5?(v(out)>0.5?0:1):0\nr2 out 0 1e3',
    analysis: { kind: 'tran', step: 1e-5, stop: 2e-3 },
    kind: 'timestep-too-small',
    says: /t = 0\.001\d* s.*out/,
  },
  {
    name: 'noise without an ac source',
    text: 'v1 1 0 1\nr1 1 2 1k\nr2 2 0 1k',
    analysis: { kind: 'noise', output: 'v(2)', source: 'v1', points: 10, from: 1, to: 10 },
    kind: 'syntax',
    says: /ac value/,
  },
  {
    name: 'sweep of a source that is not there',
    text: 'v1 1 0 1\nr1 1 0 1k',
    analysis: { kind: 'dc', sweeps: [{ source: 'v9', from: 0, to: 1, step: 0.1 }] },
    kind: 'unknown-instance',
    says: /v9/,
  },
];

describe('hazards: an error that names the cause, then a sound run', () => {
  let ngspice: Ngspice;
  beforeAll(async () => {
    ngspice = await createNgspice();
  });

  test.each(HAZARDS)('$name', async ({ text, analysis = OP, kind, says }) => {
    await ngspice.load(RC);
    ngspice.run(STEP);
    const error = await failure(async () => {
      await ngspice.load(`hazard\n${text}\n.end\n`);
      return ngspice.run(analysis);
    }, kind);
    expect(error.message).toMatch(says);
    await ngspice.load(RC);
    expect(last(ngspice.run(STEP), 'v(out)')).toBeCloseTo(1 - Math.exp(-1), 3);
  });

  test('the first run of an instance may fail', async () => {
    const fresh = await createNgspice();
    await failure(() => fresh.load('bad\nv1 1 0 {foo}\n.end\n'), 'undefined-parameter');
    await failure(() => fresh.run(OP), 'no-output');
    await fresh.load(RC);
    expect(last(fresh.run(OP), 'v(out)')).toBeCloseTo(1, 9);
  });

  test('the time of a failed transient is a number', async () => {
    const { text, analysis } = HAZARDS.find(({ kind }) => kind === 'timestep-too-small')!;
    await ngspice.load(`hazard\n${text}\n.end\n`);
    const error = await failure(() => ngspice.run(analysis!), 'timestep-too-small');
    expect(error.time).toBeCloseTo(1e-3, 5);
    expect(error.at).toBe('out');
    expect(error.log).toMatch(/Timestep too small/);
  });

  test('vectors that do not exist', async () => {
    await ngspice.load(RC);
    await failure(() => ngspice.run(OP, { save: ['v(nosuch)'] }), 'missing-vector');
    await failure(() => ngspice.run(OP, { save: ['v(out)', 'v(nosuch)'] }), 'missing-vector');
    expect(last(ngspice.run(OP, { save: ['v(out)'] }), 'v(out)')).toBeCloseTo(1, 9);
  });

  test.each(['v(out); quit', 'v(out)\nquit', '`quit`', '$x', 'v(out) v(in)'])(
    'a name that is none: %j',
    async (name) => {
      await ngspice.load(RC);
      await failure(() => ngspice.run(OP, { save: [name] }), 'syntax');
    },
  );

  test('numbers that are none', async () => {
    await ngspice.load(RC);
    await failure(() => ngspice.run({ kind: 'tran', step: NaN, stop: 1 }), 'syntax');
    await failure(() => ngspice.alter([{ instance: 'r1', parameter: 'resistance', value: Infinity }]), 'syntax');
  });
});
