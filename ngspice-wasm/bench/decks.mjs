/**
 * The decks of the benchmark. The transistor ones need a folder of shared circuits: NGSPICE_WASM_SHARED, or
 * ../../shared.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shared = process.env.NGSPICE_WASM_SHARED ?? fileURLToPath(new URL('../../../shared/', import.meta.url));

export const sharedCircuits = existsSync(join(shared, 'circuits/01_dpi.cir'));

/**
 * The DPI synapse with its models in the text: five transistors in the synapse, three in its biases, one at its output.
 */
export function dpi() {
  const library = readFileSync(join(shared, 'pdk/sky130/sky130_base.lib'), 'utf8');
  return readFileSync(join(shared, 'circuits/01_dpi.cir'), 'utf8').replace(/^\.include .*$/m, () => library);
}

/** Twelve synapses on common bias lines: 60 transistors in them, about 3500 points. */
export function dpiArray(copies = 11) {
  const extra = Array.from({ length: copies }, (_, index) =>
    [
      `xe${index} pre syn${index} vthr gw gt vdd dpi`,
      `mmp${index} mp${index} syn${index} vdd vdd skyp_5_2 w=5u l=2u ad=1.5p as=1.5p pd=10.6u ps=10.6u`,
      `vmp${index} mp${index} 0 0.9`,
    ].join('\n'),
  );
  const { step, stop } = ARRAY_TRAN;
  return dpi()
    .replace(/^\.temp /m, `${extra.join('\n')}\n.save i(vmp)\n.temp `)
    .replace(/^\.tran .*$/m, `.tran ${step} ${stop} 0 ${step}`);
}

export const DPI_TRAN = { kind: 'tran', step: 7.5e-5, stop: 0.15 };
export const ARRAY_TRAN = { ...DPI_TRAN, stop: 0.19 };

export const gf180Library = existsSync(join(shared, 'pdk/gf180mcu/sm141064.ngspice'))
  ? join(shared, 'pdk/gf180mcu')
  : undefined;
export const GF180_TRAN = { kind: 'tran', step: 5e-5, stop: 0.02 };

/** The same synapse on 3.3 V devices of gf180mcu, whose whole library is parsed: 47000 lines. */
export function gf180Dpi(folder) {
  const device = (name, nodes, type, size) => `x${name} ${nodes} ${type} ${size} nf=1 as=0.5p ad=0.5p ps=3u pd=3u`;
  return `gf180 dpi
.include ${folder}/design.ngspice
.lib ${folder}/sm141064.ngspice typical
.param sw_stat_global=0 sw_stat_mismatch=0
vdd vdd 0 3.3
vpre pre 0 pulse(0 3.3 1m 1u 1u 0.5m 5m)
vthr vthr 0 2.75
iw vdd gw 2e-9
cgw gw 0 1p
it gt 0 2e-12
cgt gt vdd 1p
${device('wr', 'gw gw 0 0', 'nmos_3p3', 'w=1u l=4u')}
${device('w', 'tail gw sw 0', 'nmos_3p3', 'w=1u l=4u')}
${device('pre', 'sw pre 0 0', 'nmos_3p3', 'w=0.5u l=1u')}
${device('in', 'syn syn tail 0', 'nmos_3p3', 'w=1u l=4u')}
${device('thr', 'vdd vthr tail 0', 'nmos_3p3', 'w=1u l=4u')}
${device('tr', 'gt gt vdd vdd', 'pmos_3p3', 'w=5u l=2u')}
${device('tau', 'syn gt vdd vdd', 'pmos_3p3', 'w=5u l=2u')}
${device('mp', 'mp syn vdd vdd', 'pmos_3p3', 'w=5u l=2u')}
csyn syn vdd 1p
vmp mp 0 1.6
.temp 27
.options gmin=1e-18 abstol=1e-16 vntol=1e-6 reltol=1e-4 chgtol=1e-19 trtol=1 method=trap itl1=500 itl4=200
.save i(vmp)
.tran ${GF180_TRAN.step} ${GF180_TRAN.stop} 0 ${GF180_TRAN.step}
.end
`;
}

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
