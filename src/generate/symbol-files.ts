import { compile, type Toolchain } from '../compile.js';
import { loadSpec } from '../load-spec.js';
import { xschemSymbols } from '../symbol/symbols.js';
import { packagePath } from '../node/package-path.js';
import type { GeneratedFile } from './generated-file.js';

/** The example with the most kinds of cells. */
const EXAMPLE = 'three-factor';

/** netlists/symbols/: what xschem reads for the subcircuits of one example. */
export async function symbolFiles(tools: Toolchain): Promise<GeneratedFile[]> {
  const { design, process } = await compile(loadSpec(packagePath('examples', `${EXAMPLE}.yaml`)), tools);
  return xschemSymbols(design, process, `${EXAMPLE}.cir`).map(({ name, text }) => ({
    path: `netlists/symbols/${name}`,
    text,
  }));
}
