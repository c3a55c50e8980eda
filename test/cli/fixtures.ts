import type { Verdict } from '../../src/result/verdict.js';
import type { RuleResult } from '../../src/result/rule.js';
import type { Io, Session } from '../../src/cli/io.js';

/** Streams that remember. */
export function fakeIo(
  overrides: Partial<Io> = {},
): Io & { readonly printed: string[]; readonly complaints: string[] } {
  const printed: string[] = [];
  const complaints: string[] = [];
  return {
    printed,
    complaints,
    out: (chunk) => void printed.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1')),
    err: (text) => void complaints.push(text),
    annotate: (line) => void complaints.push(`${line}\n`),
    // eslint-disable-next-line @typescript-eslint/require-await
    async *input() {
      yield Buffer.from('');
    },
    outIsTerminal: false,
    errIsTerminal: false,
    environment: {},
    ...overrides,
  };
}

export function fakeSession(io: Io = fakeIo()): Session {
  return { io, signal: new AbortController().signal };
}

export const conditions = { process: 'sky130', corner: 'ff', temperature: 60, supply: 1.8 };

export function verdict(overrides: Partial<Verdict> = {}): Verdict {
  return {
    quantity: 'tau',
    against: 'rule',
    metric: 'relative-error',
    line: 11,
    status: 'fail',
    conditions,
    experiment: 'impulse',
    limit: 0.05,
    bound: 'max',
    unit: 'fraction',
    measured: 0.08,
    margin: -0.03,
    replay: 'rulespice verify a.yaml --check 1',
    ...overrides,
  };
}

export function report(overrides: Partial<RuleResult> = {}): RuleResult {
  return {
    kind: 'rule',
    name: 'a',
    file: 'specs/a.yaml',
    rule: 'trace',
    status: 'fail',
    engine: { name: 'fake', version: '1' },
    process: { name: 'sky130', source: 'test' },
    equations: [],
    sizing: [],
    predictions: [],
    trim: [],
    verdicts: [verdict()],
    figures: [],
    warnings: [],
    notes: [],
    wallSeconds: 1,
    ...overrides,
  };
}
