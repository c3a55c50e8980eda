/** The decks of the benchmark. The transistor ones need a folder of shared circuits: NGSPICE_WASM_SHARED, or ../../shared. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shared = process.env.NGSPICE_WASM_SHARED ?? fileURLToPath(new URL('../../../shared/', import.meta.url));

export const sharedCircuits = existsSync(join(shared, 'circuits/01_dpi.cir'));

/** The DPI synapse with its models in the text: five transistors in the synapse, three in its biases, one at its output. */
export function dpi() {
  const library = readFileSync(join(shared, 'pdk/sky130/sky130_base.lib'), 'utf8');
  return readFileSync(join(shared, 'circuits/01_dpi.cir'), 'utf8').replace(/^\.include .*$/m, () => library);
}

/** Twelve synapses on common bias lines: 60 transistors in them, about 3000 points. */
export function dpiArray(copies = 11) {
  const extra = Array.from({ length: copies }, (_, index) => [
    `xe${index} pre syn${index} vthr gw gt vdd dpi`,
    `mmp${index} mp${index} syn${index} vdd vdd skyp_5_2 w=5u l=2u ad=1.5p as=1.5p pd=10.6u ps=10.6u`,
    `vmp${index} mp${index} 0 0.9`,
  ].join('\n'));
  return dpi().replace(/^\.temp /m, `${extra.join('\n')}\n.save i(vmp)\n.temp `);
}

export const DPI_TRAN = { kind: 'tran', step: 7.5e-5, stop: 0.15 };

/** Resistive array with line resistance, two unknowns a cell. */
export function crossbar(n) {
  const lines = ['crossbar'];
  for (let row = 0; row < n; row += 1) {
    lines.push(`v${row} r${row}_0 0 ${0.1 + (row % 7) * 0.1}`);
    for (let column = 0; column < n; column += 1) {
      lines.push(
        `rw${row}_${column} r${row}_${column} r${row}_${column + 1} 2`,
        `rc${row}_${column} r${row}_${column + 1} c${row}_${column} ${1e4 + ((row * 31 + column * 17) % 97) * 1e3}`,
        `rb${row}_${column} c${row}_${column} ${row + 1 < n ? `c${row + 1}_${column}` : `o${column}`} 2`,
      );
    }
  }
  for (let column = 0; column < n; column += 1) lines.push(`ro${column} o${column} 0 10`);
  return `${lines.join('\n')}\n.end\n`;
}

export const RC = 'rc\nv1 in 0 pulse(0 1 0 1n 1n 1 2)\nr1 in out 1k\nc1 out 0 1u\n.tran 1e-5 1e-3\n.end\n';
