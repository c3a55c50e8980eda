import type { CompiledSpec } from '../../compile.js';
import { collectProblems, expandDocuments, loadSpecs } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, oneOrAll, writeOutput } from '../output.js';
import type { DesignResult } from '../schema/schemas.js';
import { textTable } from '../../report/text-table.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { EXIT } from '../exit.js';

interface DesignArguments extends EngineArguments {
  readonly files: readonly string[];
  readonly json: string | undefined;
}

/** Prints how each spec's circuit is sized and why; JSON of several is a list. */
export async function runDesign(args: DesignArguments, session: Session): Promise<number> {
  assertWritable('--json', args.json);
  const specs = await loadSpecs(await expandDocuments(args.files, 'rules'));
  const { compile } = await import('../../compile.js');
  const designs = await withToolchain(args, session, (tools) =>
    collectProblems(
      specs,
      async ({ spec }) => designResult(await compile(spec, tools)),
      ({ file }) => file,
    ),
  );
  if (args.json === undefined) session.io.out((await Promise.all(designs.map(designText))).join('\n'));
  else await writeOutput(args.json, [jsonText(oneOrAll(designs))], session);
  announce(session.io, args.json);
  return EXIT.pass;
}

/** A design as plain data. */
export async function designResult(compiled: CompiledSpec): Promise<DesignResult> {
  const [{ predictionRows, sizingRows }, { equations }] = await Promise.all([
    import('../../verify/sizing.js'),
    import('../../rule/equations.js'),
  ]);
  const { spec, rule, process, conditions, dut } = compiled;
  return {
    spec: spec.name,
    rule: spec.rule.kind,
    equations: equations(rule),
    process: { name: process.name, source: process.source },
    conditions,
    sizing: sizingRows(dut),
    references: dut.references.map(({ net, direction, instance, reference, value, description }) => ({
      net,
      direction,
      instance,
      reference,
      value,
      description,
    })),
    predictions: predictionRows(compiled),
  };
}

/** The same for people. */
export async function designText(result: DesignResult): Promise<string> {
  const { conditionsLabel } = await import('../../process/conditions.js');
  const { spec, equations, process, conditions } = result;
  return [
    `${spec}: ${conditionsLabel(conditions)} (${process.source})`,
    ...equations.map((equation) => `  ${equation}`),
    '',
    ...(await sizeTables(result)),
    ...(await predictionTables(result)),
  ].join('\n');
}

/** Every element, and the references that the circuit is given. */
async function sizeTables({ sizing, references }: DesignResult): Promise<string[]> {
  const value = await quantityText();
  const { referenceUnit, suppliedAs } = await import('../../netlist/reference-words.js');
  return [
    textTable(
      ['instance', 'cell', 'element', 'value', 'because'],
      sizing.map((row) => [row.instance, row.cell, row.element, value(row.value, row.unit), row.because]),
    ),
    textTable(
      ['reference', 'value', 'flows', 'for'],
      references.map((row) => [
        row.net,
        value(row.value, referenceUnit(row.direction)),
        suppliedAs(row.direction),
        `${row.description} of ${row.instance}`,
      ]),
    ),
  ];
}

/** What the cells are expected to do, and what an array has many of and has once. */
async function predictionTables({ predictions }: DesignResult): Promise<string[]> {
  const value = await quantityText();
  const { otherPredictions, PART_PROPERTIES, partRows } = await import('../../result/parts.js');
  return [
    textTable(
      ['instance', 'prediction', 'value', 'note'],
      otherPredictions(predictions).map((row) => [
        row.instance,
        row.property,
        value(row.value, row.unit),
        row.note ?? '',
      ]),
    ),
    textTable(
      ['part', 'area, no wiring', 'capacitance', 'of it decoupling', 'static power'],
      partRows(predictions).map(({ name, takes }) => [
        name,
        ...PART_PROPERTIES.map((property) => {
          const taken = takes.get(property);
          return taken ? value(taken.value, taken.unit) : '';
        }),
      ]),
    ),
  ];
}

async function quantityText(): Promise<(given: number | string, unit: string) => string> {
  const { formatQuantity } = await import('../../units/format.js');
  return (given, unit) => (typeof given === 'number' ? formatQuantity(given, unit === '1' ? '' : unit, 4) : given);
}
