import type { DrawnExplanation, Explanation } from '../../explain/types.js';
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
  if (args.json === undefined) session.io.out(await explanationsText(explanations, args.passes));
  else await writeOutput(args.json, [jsonText(oneOrAll(explanations))], session);
  const [first] = explanations;
  if (args.diagram !== undefined && first && 'diagram' in first)
    await writeOutput(args.diagram, [first.diagram], session);
  announce(session.io, args.diagram);
  announce(session.io, args.json);
  return EXIT.pass;
}

async function explained(
  { spec }: NamedSpec,
  args: ExplainArguments,
  session: Session,
): Promise<Explanation | DrawnExplanation> {
  if (spec.dut) {
    requireNoneOf(args);
    const { explainDrawn } = await import('../../explain/drawn.js');
    return explainDrawn(spec, spec.dut);
  }
  const { explainSpec } = await import('../../explain/explain.js');
  if (!args.sizes) return explainSpec(spec);
  const { compile } = await import('../../compile.js');
  const compiled = await withToolchain(args, session, (tools) => compile(spec, tools));
  return explainSpec(spec, { process: compiled.process, compiled });
}

/** @throws UserError for what only a circuit of ours has */
function requireNoneOf({ sizes, passes, diagram }: ExplainArguments): void {
  const [given] = Object.entries({ sizes, passes, diagram: diagram !== undefined }).find(([, asked]) => asked) ?? [];
  if (given === undefined) return;
  throw new UserError([
    {
      path: ['dut'],
      message: `the circuit was drawn elsewhere, and --${given} is of what rulespice composes; remove it`,
    },
  ]);
}

async function explanationsText(all: readonly (Explanation | DrawnExplanation)[], passes: boolean): Promise<string> {
  const { explanationText, passesText } = await import('../../explain/text.js');
  const { drawnText } = await import('../../explain/drawn-text.js');
  return all
    .map((one) => {
      if (!('blocks' in one)) return drawnText(one, textTable);
      return passes ? passesText(one) : explanationText(one, textTable);
    })
    .join('\n');
}
