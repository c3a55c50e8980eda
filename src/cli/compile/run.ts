import { basename, dirname, join } from 'node:path';
import type { ComposedSpec, CompiledSpec } from '../../compile.js';
import type { Dialect } from '../../dialect/dialect.js';
import type { SymbolFile } from '../../symbol/symbols.js';
import { withFoundryNames } from '../../process/foundry.js';
import { UserError } from '../../units/user-error.js';
import { forFile, loadSpecs } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { CompileResult } from '../schema/schemas.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface CompileArguments extends EngineArguments {
  readonly file: string;
  readonly testbench: boolean;
  readonly dialect: string | undefined;
  readonly foundry: boolean;
  readonly symbols: string | undefined;
  readonly output: string | undefined;
  readonly json: string | undefined;
}

/** Prints or writes the netlist of a spec. */
export async function runCompile(args: CompileArguments, session: Session): Promise<number> {
  assertWritable('--output', args.output);
  assertWritable('--json', args.json);
  const { findDialect } = await import('../../dialect/registry.js');
  const dialect = findDialect(args.dialect ?? 'ngspice');
  if (args.symbols !== undefined) assertWritable('--symbols', join(args.symbols, 'any.sym'));
  if (args.foundry && dialect.foundryNames !== true)
    throw new UserError([
      {
        message:
          `--foundry: how ${dialect.title} reads the foundry's library is not known here; choose --dialect ` +
          `ngspice`,
      },
    ]);
  const [named] = await loadSpecs([args.file]);
  if (!named) throw new Error('no spec was loaded');
  const { compile } = await import('../../compile.js');
  const result = await withToolchain(args, session, (tools) =>
    forFile(args.file, async (): Promise<CompileResult> => {
      const designed = await compile(named.spec, tools);
      const compiled = args.foundry ? await withFoundryModels(designed) : designed;
      const { writeNetlist } = await import('../../dialect/dialect.js');
      return {
        spec: compiled.spec.name,
        conditions: compiled.conditions,
        netlist: writeNetlist(compiled.dut.text(), dialect),
        ...(args.testbench ? { testbench: await testbench(compiled, dirname(args.file), dialect) } : {}),
        ...(args.symbols === undefined ? {} : { symbols: await symbols(compiled, args, dialect) }),
      };
    }),
  );
  for (const { name, text } of result.symbols ?? []) await writeOutput(join(args.symbols ?? '', name), [text], session);
  const text = result.testbench ?? result.netlist;
  if (args.json !== undefined) await writeOutput(args.json, [jsonText(result)], session);
  if (args.json === undefined || args.output !== undefined) await writeOutput(args.output, [text], session);
  announce(session.io, args.json);
  announce(session.io, args.output);
  if (result.symbols) session.io.err(`wrote ${result.symbols.length} symbols into ${args.symbols}\n`);
  return EXIT.pass;
}

/** The deck of the first experiment that a check uses, under the spec's own conditions. */
/** The same circuit of the foundry's own devices. */
async function withFoundryModels(compiled: ComposedSpec): Promise<ComposedSpec> {
  const { ComposedDut } = await import('../../netlist/composed-dut.js');
  const process = withFoundryNames(compiled.process);
  return { ...compiled, process, dut: new ComposedDut(compiled.design, process) };
}

async function testbench(compiled: CompiledSpec, folder: string, dialect: Dialect): Promise<string> {
  const [{ circuitExperiments }, { stimulusOf }, { circuitJob }, { writeDeck }, { inlineCards }] = await Promise.all([
    import('../../roads/experiments.js'),
    import('../../quantities/vocabulary.js'),
    import('../../roads/roads.js'),
    import('../../dialect/dialect.js'),
    import('../../netlist/testbench.js'),
  ]);
  const { spec, dut, process, conditions } = compiled;
  const names = spec.verify.map((check) => stimulusOf(check, compiled));
  const [experiment] = circuitExperiments(compiled, { folder }, ({ name }) => names.includes(name));
  if (!experiment) throw new UserError([{ message: 'no check of the spec has an experiment' }]);
  const bench = { dut, process, conditions, options: spec.simulation.options };
  return process.libraryText === true
    ? writeDeck({ ...circuitJob(compiled, bench, experiment, '* models: above'), library: inlineCards(bench) }, dialect)
    : writeDeck(circuitJob(compiled, bench, experiment), dialect);
}

/** A symbol names the file it belongs to as well as it can be known. */
async function symbols(
  { design, process, spec }: ComposedSpec,
  { output }: CompileArguments,
  { extension }: Dialect,
): Promise<SymbolFile[]> {
  const { xschemSymbols } = await import('../../symbol/symbols.js');
  return xschemSymbols(
    design,
    process,
    output === undefined || output === '-' ? `${spec.name}.${extension}` : basename(output),
  );
}
