import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inlineIncludes } from '../../src/node/files/includes.js';
import { createSimulator, engineNames, type EngineName } from '../../src/node/engine/registry.js';
import { ngspiceWasmBuilt } from '../../src/node/engine/ngspice-wasm-package.js';
import { packagePath } from '../../src/node/package-path.js';
import { defaultOptions, optionsLine } from '../../src/netlist/options.js';
import { interpolate } from '../../src/waveform/interpolate.js';
import { column, type Waveforms } from '../../src/waveform/waveforms.js';
import { nativeInstalled } from '../support/native.js';

/*
 * The engines of this machine against each other on transistor circuits, in parts of the largest value of each output:
 * 0.1 %. They are ngspice 39, 45 and whatever is installed, so device models and integration have changed between them.
 * Transients are compared by their root mean square difference and by their peak: at the edges of an event (1 us)
 * charge injection makes spikes shorter than a time step, where two engines with different points differ by 1 % for one
 * point (01_dpi, t = 60 ms). The decks of ../shared get the damping of our own: without it every engine rings in its
 * own phase, 0.12 % rms of 01_dpi's range.
 */
const TOLERANCE = 1e-3;
const engines: readonly EngineName[] = engineNames.filter((name) =>
  name === 'native' ? nativeInstalled : name === 'ngspice-wasm' ? ngspiceWasmBuilt() : true,
);

const models = readFileSync(packagePath('models', 'sky130', 'tt.lib'), 'utf8');
const deck = (text: string): string => `own deck\n${models}\n${optionsLine()}\nvdd vdd 0 1.8\n${text}\n.end\n`;

const OWN: readonly (readonly [name: string, deck: string, outputs: readonly string[]])[] = [
  [
    'current mirror, dc',
    deck(
      'iin vdd g dc 1e-9\nm1 g g 0 0 skyn_1_4 w=1e-6 l=4e-6\nm2 d g 0 0 skyn_1_4 w=1e-6 l=4e-6\nvo d 0 ' +
        '0.9\n.dc vo 0 1.8 0.05',
    ),
    ['i(vo)', 'v(g)'],
  ],
  [
    'subthreshold amplifier, ac',
    deck(
      'vin in 0 dc 0.35 ac 1\nib vdd gp dc 0\nm1 out in 0 0 skyn_1_4 w=1e-6 l=4e-6\nm2 out out vdd vdd ' +
        'skyp_5_2 w=5e-6 l=2e-6\nc1 out 0 1e-13\n.ac dec 5 1 1e6',
    ),
    ['v(out)'],
  ],
  [
    'inverter driving a capacitor, tran',
    deck(
      'vin in 0 pulse(0 1.8 1e-8 1e-9 1e-9 5e-8 1e-7)\nm1 out in 0 0 skyn_1_4 w=1e-6 l=4e-6\nm2 out in ' +
        'vdd vdd skyp_5_2 w=5e-6 l=2e-6\nc1 out 0 1e-13\n.tran 1e-9 2e-7 0 2e-10',
    ),
    ['v(out)'],
  ],
];

const circuits = resolve('..', 'shared', 'circuits');
const SHARED: readonly (readonly [file: string, outputs: readonly string[]])[] = [
  ['01_dpi.cir', ['i(vmp)']],
  ['02b_taucell_mirrorbias.cir', ['i(vo)']],
  ['03_ramp_set.cir', ['i(vo)']],
  ['04_eligibility_1s.cir', ['i(vmp)']],
  ['05_stdp_pair.cir', ['i(vmp)']],
  ['07_multiplier.cir', ['i(vo)']],
  ['07b_correlator.cir', ['i(vo)']],
  ['09_normalizer.cir', ['i(vo0)', 'i(vo3)']],
  ['10_wta.cir', ['i(vo0)', 'i(vo1)']],
];

async function onEach(text: string): Promise<readonly { readonly name: EngineName; readonly result: Waveforms }[]> {
  return Promise.all(
    engines.map(async (name) => {
      const simulator = createSimulator(name, { jobs: 1 });
      try {
        const [first] = await simulator.runDeck(text, { timeoutSeconds: 100 });
        return { name, result: first!.waveforms };
      } finally {
        await simulator.dispose();
      }
    }),
  );
}

/** Difference of an output between an engine and the first one, over its largest value. */
function difference(reference: Waveforms, other: Waveforms, output: string): number {
  const part = (from: Waveforms, values: Float64Array): Float64Array => {
    if (from.analysis !== 'tran') return values;
    const end = Math.min(from.axis.values.at(-1)!, reference.axis.values.at(-1)!);
    return interpolate(
      from.axis.values,
      values,
      reference.axis.values.map((time) => Math.min(time, end)),
    );
  };
  const magnitude = (from: Waveforms): Float64Array => {
    const imaginary = from.columns.get(output)?.imaginary;
    return imaginary
      ? column(from, output).map((value, index) => Math.hypot(value, imaginary[index]!))
      : column(from, output);
  };
  const [a, b] = [magnitude(reference), part(other, magnitude(other))];
  const range = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const apart = a.map((value, index) => Math.abs(value - b[index]!));
  if (reference.analysis !== 'tran') return apart.reduce((worst, value) => Math.max(worst, value), 0) / range;
  const peak = column(other, output).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    Math.max(Math.sqrt(apart.reduce((sum, value) => sum + value ** 2, 0) / apart.length), Math.abs(peak - range)) /
    range
  );
}

function sharedDeck(file: string): string {
  const { text } = inlineIncludes(resolve(circuits, file), [resolve('..', 'shared')]);
  const damped = text.replace(/\bmethod=trap\b/, `method=trap xmu=${defaultOptions.xmu}`);
  if (damped === text) throw new Error(`${file} does not say method=trap`);
  return damped;
}

async function agree(text: string, outputs: readonly string[]): Promise<void> {
  const [first, ...others] = await onEach(text);
  const found = others.flatMap(({ name, result }) =>
    outputs.map((output) => ({
      engines: `${first!.name} and ${name}`,
      output,
      difference: difference(first!.result, result, output),
    })),
  );
  expect(found.filter((entry) => !(entry.difference < TOLERANCE))).toEqual([]);
}

if (engines.length < 2) {
  test('conformance: transistor circuits - SKIPPED: only one engine is here', () => {
    console.warn('conformance of transistor circuits: not checked, because there is only one engine to compare');
  });
} else {
  describe(`conformance: transistor circuits on ${engines.join(', ')}`, () => {
    test.each(OWN)('%s', (_name, text, outputs) => agree(text, outputs));
    if (existsSync(circuits)) test.each(SHARED)('%s', (file, outputs) => agree(sharedDeck(file), outputs));
    else
      test('circuits of ../shared - SKIPPED: they are not beside this checkout', () =>
        console.warn('the circuits of ../shared: not checked'));
  });
}
