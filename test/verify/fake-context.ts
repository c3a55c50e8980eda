import { ComposedDut } from '../../src/netlist/composed-dut.js';
import type { CompiledSpec } from '../../src/compile.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { loadProcess } from '../../src/process/load.js';
import { expandExperiments } from '../../src/stimulus/experiments.js';
import type { Context, VerifyOptions } from '../../src/verify/context.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';
import { specOf, TRACE } from '../support/recordings.js';

export const NOMINAL = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };

/** What a trace of this tau (s) and amplitude gives after an event at `onset`, as an engine hands it over. */
export function waveformsOf(tau: number, amplitude: number, onset: number, duration: number): Waveforms {
  const time = Float64Array.from({ length: 5_001 }, (_, index) => (index * duration) / 5_000);
  const current = time.map((t) => 1e-9 * (t < onset ? 0 : amplitude * Math.exp(-(t - onset) / tau)));
  return {
    analysis: 'tran',
    axis: { name: 'time', kind: 'time', values: time },
    columns: new Map([['i(v_x)', { name: 'i(v_x)', kind: 'current', values: current }]]),
  };
}

/** An engine that answers every run with `answer`, which may throw. */
export function fakeSimulator(answer: (circuit: string, duration: number) => Waveforms): Simulator {
  return {
    capabilities: { inPlaceParameters: true, progress: false, externalSources: false, parallel: 1 },
    info: () => Promise.resolve({ name: 'fake', version: '1', option: 'fake' }),
    open: ({ text }) =>
      Promise.resolve({
        alter: () => Promise.resolve(),
        close: () => Promise.resolve(),
        run: (analysis) =>
          new Promise((resolve) => {
            resolve(answer(text, analysis.kind === 'tran' ? analysis.stop : 0));
          }),
      }),
    runDeck: () => Promise.reject(new Error('no deck is run here')),
    dispose: () => Promise.resolve(),
  };
}

/** Everything that a verification of a trace needs, with a circuit of nothing but its output `x`. */
export function fakeContext(
  verify: string,
  simulator: Simulator,
  { options = {}, simulation = '' }: { readonly options?: Partial<VerifyOptions>; readonly simulation?: string } = {},
): Context {
  const { spec, rule } = specOf(TRACE, verify, simulation);
  const composition = {
    name: 's',
    title: 'nothing',
    instances: [],
    events: [{ net: 'pre', event: 'pre', late: false }],
    references: [],
    outputs: [{ net: 'x', kind: 'current', state: 'x' }],
  } as const;
  const process = loadProcess('sky130');
  const compiled = {
    spec,
    rule,
    process,
    conditions: NOMINAL,
    encoding: { traces: new Map([['x', 1e-9]]), voltages: new Map(), gains: new Map() },
    dut: new ComposedDut({ composition, sized: new Map(), references: [] }, process),
  } as unknown as CompiledSpec;
  return {
    compiled,
    tools: { simulator, cache: { get: () => undefined, set: () => undefined } },
    engine: { name: 'fake', version: '1', option: 'fake' },
    options: { file: 's.yaml', folder: '.', ...options },
    checks: spec.verify,
    experiments: expandExperiments(spec).filter(({ name }) => name === 'impulse'),
    trimming: false,
    variants: [],
    step: () => undefined,
    skip: () => undefined,
  };
}
