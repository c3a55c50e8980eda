import { dirname } from 'node:path';
import type { CompiledSpec } from '../../compile.js';
import { UserError } from '../../units/user-error.js';
import { forFile, loadSpecs } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { CompileResult } from '../schemas.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface CompileArguments extends EngineArguments {
  readonly file: string;
  readonly testbench: boolean;
  readonly output: string | undefined;
  readonly json: string | undefined;
}

/** Prints or writes the netlist of a spec. */
export async function runCompile(args: CompileArguments, session: Session): Promise<number> {
  assertWritable('--output', args.output);
  assertWritable('--json', args.json);
  const [named] = await loadSpecs([args.file]);
  if (!named) throw new Error('no spec was loaded');
  const { compile } = await import('../../compile.js');
  const result = await withToolchain(args, session, (tools) =>
    forFile(args.file, async (): Promise<CompileResult> => {
      const compiled = await compile(named.spec, tools);
      const { renderDut } = await import('../../netlist/dut.js');
      return {
        spec: compiled.spec.name,
        conditions: compiled.conditions,
        netlist: renderDut(compiled.design, compiled.process),
        ...(args.testbench ? { testbench: await testbench(compiled, dirname(args.file)) } : {}),
      };
    }),
  );
  const text = result.testbench ?? result.netlist;
  if (args.json !== undefined) await writeOutput(args.json, [jsonText(result)], session);
  if (args.json === undefined || args.output !== undefined) await writeOutput(args.output, [text], session);
  announce(session.io, args.json);
  announce(session.io, args.output);
  return EXIT.pass;
}

/** The deck of the first experiment that a check uses, under the spec's own conditions. */
async function testbench(compiled: CompiledSpec, folder: string): Promise<string> {
  const [{ expandExperiments }, { stimulusOf }, { circuitJob }, { replayDeck }] = await Promise.all([
    import('../../stimulus/experiments.js'),
    import('../../spec/quantities.js'),
    import('../../verify/roads.js'),
    import('../verify/runs.js'),
  ]);
  const { spec, design, process, conditions } = compiled;
  const names = spec.verify.map((check) => stimulusOf(check, spec.stimulus));
  const experiment = expandExperiments(spec, { folder }).find(({ name }) => names.includes(name));
  if (!experiment) throw new UserError([{ message: 'no check of the spec has an experiment' }]);
  const { circuit, analysis, vectors } = circuitJob(compiled, { design, process, conditions, options: spec.simulation.options }, experiment);
  return replayDeck(circuit, analysis, vectors);
}
