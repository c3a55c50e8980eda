import { forFile, loadSpecs } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../../report/text-table.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface ExplainArguments extends EngineArguments {
  readonly file: string;
  readonly sizes: boolean;
  readonly passes: boolean;
  readonly diagram: string | undefined;
  readonly json: string | undefined;
}

/** Prints how a spec becomes a circuit. */
export async function runExplain(args: ExplainArguments, session: Session): Promise<number> {
  assertWritable('--diagram', args.diagram);
  assertWritable('--json', args.json);
  const [named] = await loadSpecs([args.file]);
  if (!named) throw new Error('no spec was loaded');
  const { explainSpec } = await import('../../explain/explain.js');
  const explanation = await forFile(args.file, async () => {
    if (!args.sizes) return explainSpec(named.spec);
    const { compile } = await import('../../compile.js');
    const compiled = await withToolchain(args, session, (tools) => compile(named.spec, tools));
    return explainSpec(named.spec, { process: compiled.process, compiled });
  });
  const { explanationText, passesText } = await import('../../explain/text.js');
  const shown = args.passes ? passesText(explanation) : explanationText(explanation, textTable);
  if (args.json === undefined) session.io.out(shown);
  else await writeOutput(args.json, [jsonText(explanation)], session);
  if (args.diagram !== undefined) await writeOutput(args.diagram, [explanation.diagram], session);
  announce(session.io, args.diagram);
  announce(session.io, args.json);
  return EXIT.pass;
}
