import { elaborateInSteps } from '../compose/elaborate.js';
import { loadSpec } from '../load-spec.js';
import { packagePath } from '../node/package-path.js';
import { loadProcess } from '../process/load.js';
import { expandRule } from '../rule/presets.js';
import type { GeneratedFile } from './generated-file.js';

/** Between them: a soft bound, a signed trace, a product, a group that is scaled, and a shared budget. */
const EXAMPLES = ['stdp-multiplicative', 'three-factor', 'scaling', 'normalisation'];

/** netlists/passes/: what every pass of the elaboration decides for some examples, a file each. */
export function passFiles(): GeneratedFile[] {
  return EXAMPLES.flatMap((example) => {
    const spec = loadSpec(packagePath('examples', `${example}.yaml`));
    const { temperature } = spec.process;
    const settings = { circuit: spec.circuit, process: loadProcess(spec.process), temperature };
    const { passes } = elaborateInSteps(spec.name, expandRule(spec.rule), settings);
    return passes.map(({ name, does, lines }, index) => ({
      path: `netlists/passes/${example}/${index + 1}-${name}.txt`,
      text: [`# ${does}`, ...lines, ''].join('\n'),
    }));
  });
}
