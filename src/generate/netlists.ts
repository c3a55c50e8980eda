import { commentLine } from '../deck/comment.js';
import { allCells } from '../cells/registry.js';
import { designContext } from '../characterise/characterise.js';
import type { Toolchain } from '../compile.js';
import { analysisLine } from '../engine/analysis-line.js';
import { cellBench } from '../netlist/cell-bench.js';
import { loadProcess } from '../process/load.js';
import { packagePath } from '../node/package-path.js';
import { shipped } from '../shelf/shelves.js';
import { dialectDecks } from './dialect-decks.js';
import { exampleNetlist } from './rule-netlist.js';
import type { GeneratedFile } from './generated-file.js';
import { passFiles } from './pass-files.js';
import { symbolFiles } from './symbol-files.js';

/** The shipped process whose nominal corner the reference netlists are written for. */
const PROCESS = 'sky130';

/**
 * netlists/: every example and every cell's testbench, as `ngspice -b` runs them from their folder; some decks in every
 * other dialect, the symbols of one example, and the passes that made some of them.
 */
export async function referenceNetlists(tools: Toolchain): Promise<GeneratedFile[]> {
  return [
    ...(await exampleNetlists(tools)),
    ...(await cellNetlists(tools)),
    ...(await dialectDecks(tools)),
    ...(await symbolFiles(tools)),
    ...passFiles(),
  ];
}

function exampleNetlists(tools: Toolchain): Promise<GeneratedFile[]> {
  const specs = shipped()
    .list('examples')
    .filter((name) => name.endsWith('.yaml'));
  return Promise.all(
    specs.map(async (name) => ({
      path: `netlists/rules/${name.replace(/\.yaml$/, '')}.cir`,
      text: await exampleNetlist(packagePath('examples', name), tools),
    })),
  );
}

async function cellNetlists({ simulator, cache }: Toolchain): Promise<GeneratedFile[]> {
  const process = loadProcess(PROCESS);
  const conditions = {
    process: PROCESS,
    corner: process.nominalCorner,
    temperature: 27,
    supply: process.supply.nominal,
  };
  const context = await designContext(process, conditions, simulator, cache);
  return allCells().map((cell) => {
    const { circuit, runs } = cellBench(cell, context, `.include ../../models/${PROCESS}/${conditions.corner}.lib`);
    const [run] = runs;
    const analysis = run
      ? [`.save ${run.save.join(' ')}`, analysisLine(run.analysis), `.print ${run.analysis.kind} ${run.save.join(' ')}`]
      : ['.op'];
    const expected = runs.flatMap(({ measures }) =>
      measures.map(
        ({ measure, vector, expected: value }) =>
          `* expected: ${measure.name} ${vector} = ${Number(value.toPrecision(4))} ${measure.unit}`,
      ),
    );
    return {
      path: `netlists/cells/${cell.name}.cir`,
      text: [commentLine(circuit.title), ...expected, circuit.text.trimEnd(), ...analysis, '.end', ''].join('\n'),
    };
  });
}
