import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNgspice, type Ngspice } from '../src/index.js';
import { failure } from './support.js';

/*
 * The differential-pair-integrator synapse in sky130, against native ngspice, when the shared circuits and ngspice are
 * there.
 */
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const circuit = join(shared, 'circuits/01_dpi.cir');
const library = join(shared, 'pdk/sky130/sky130_base.lib');
const native = spawnSync('ngspice', ['--version']).status === 0;
const TRAN = { kind: 'tran', step: 7.5e-5, stop: 0.15 } as const;

function nativePeak(): number {
  const folder = mkdtempSync(join(tmpdir(), 'ngspice-wasm-dpi-'));
  const deck = readFileSync(circuit, 'utf8').replace('../pdk/sky130/sky130_base.lib', library);
  writeFileSync(
    join(folder, 'dpi.cir'),
    deck.replace(
      /^\.end$/m,
      '.control\nset num_threads=1\nrun\nset numdgt=12\nlet peak=vecmax(i(vmp))\nprint peak\nquit\n.endc\n.end',
    ),
  );
  const { stdout } = spawnSync('ngspice', ['-b', join(folder, 'dpi.cir')], { encoding: 'utf8' });
  return Number(/peak = (\S+)/.exec(stdout)![1]);
}

if (!existsSync(circuit)) {
  test('SKIPPED, ../../shared is absent: the DPI synapse', () => undefined);
} else {
  describe('the DPI synapse', () => {
    let ngspice: Ngspice;
    let deck: string;
    beforeAll(async () => {
      ngspice = await createNgspice({ mounts: { '/pdk/sky130.lib': readFileSync(library) } });
      deck = readFileSync(circuit, 'utf8').replace('../pdk/sky130/sky130_base.lib', '/pdk/sky130.lib');
    });
    const peak = (): number => Math.max(...ngspice.run(TRAN, { save: ['i(vmp)'] }).get('i(vmp)').values);

    test(
      native ? 'the peak is that of native ngspice within 0.1 %' : 'SKIPPED, no native ngspice: the peak',
      async () => {
        await ngspice.load(deck);
        const found = peak();
        expect(found).toBeGreaterThan(1.05e-10);
        if (native) expect(Math.abs(found / nativePeak() - 1)).toBeLessThan(1e-3);
      },
    );

    test('a threshold shift in place is the same as one in a fresh netlist', async () => {
      await ngspice.load(deck);
      const nominal = peak();
      ngspice.alter([{ instance: 'xe.mw', parameter: 'delvto', value: 5e-3 }]);
      const altered = peak();
      await ngspice.load(deck.replace(/^mw tail .*$/m, '$& delvto=5m'));
      expect(Math.abs(altered / nominal - 1)).toBeGreaterThan(0.01);
      expect(Math.abs(altered / peak() - 1)).toBeLessThan(1e-9);
    });

    test('Sparse and KLU agree within 0.1 %', async () => {
      await ngspice.load(deck);
      const sparse = peak();
      ngspice.setSolver('klu');
      expect(Math.abs(peak() / sparse - 1)).toBeLessThan(1e-3);
      ngspice.setSolver('auto');
    });

    test('without the library it is an error', async () => {
      await failure(() => ngspice.load(readFileSync(circuit, 'utf8')), 'syntax');
    });
  });
}
