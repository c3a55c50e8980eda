import type { Explanation } from '../../explain/types.js';
import { UserError } from '../../units/user-error.js';
import { collectProblems, expandDocuments, loadSpecs, type NamedSpec } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, oneOrAll, writeOutput } from '../output.js';
import { textTable } from '../../report/text-table.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface ExplainArguments extends EngineArguments {
  readonly files: readonly string[];
  readonly sizes: boolean;
  readonly passes: boolean;
  readonly diagram: string | undefined;
  readonly json: string | undefined;
}

/** Prints how each spec becomes a circuit; JSON of several is a list. */
export async function runExplain(args: ExplainArguments, session: Session): Promise<number> {
  assertWritable('--diagram', args.diagram);
  assertWritable('--json', args.json);
  const files = await expandDocuments(args.files, 'rules');
  if (args.diagram !== undefined && files.length > 1)
    throw new UserError([{ message: `--diagram holds one diagram and there are ${files.length} specs; name one` }]);
  const specs = await loadSpecs(files);
  const explanations = await collectProblems(
    specs,
    (named) => explained(named, args, session),
    ({ file }) => file,
  );
  const { explanationText, passesText } = await import('../../explain/text.js');
  const shown = explanations.map((one) => (args.passes ? passesText(one) : explanationText(one, textTable)));
  if (args.json === undefined) session.io.out(shown.join('\n'));
  else await writeOutput(args.json, [jsonText(oneOrAll(explanations))], session);
  if (args.diagram !== undefined) await writeOutput(args.diagram, [explanations[0]?.diagram ?? ''], session);
  announce(session.io, args.diagram);
  announce(session.io, args.json);
  return EXIT.pass;
}

async function explained({ spec }: NamedSpec, args: ExplainArguments, session: Session): Promise<Explanation> {
  const { explainSpec } = await import('../../explain/explain.js');
  if (!args.sizes) return explainSpec(spec);
  const { compile } = await import('../../compile.js');
  const compiled = await withToolchain(args, session, (tools) => compile(spec, tools));
  return explainSpec(spec, { process: compiled.process, compiled });
}
