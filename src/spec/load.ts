import { meantCheck, type WrittenCheck } from './checks.js';
import { readDocument } from './document.js';
import { withFilesBeside } from './files-beside.js';
import { LARGEST_SPEC } from './limits.js';
import { placedError } from './placed.js';
import { explainIssues } from './problems.js';
import { projectFiles } from '../shelf/shelves.js';
import type { NetworkCheck } from './network.js';
import { checkSchema, sections, specSchema } from './schema.js';
import type { QuantityVocabulary } from './quantity-vocabulary.js';
import { checkSemantics } from './semantics.js';
import type { SpecParts } from './spec-parts.js';
import type { Check, Spec } from './types.js';
import { withUsualChecks } from './usual-checks.js';
import { checkNames, type Vocabulary } from './vocabulary.js';

/**
 * Reads and validates a spec file. Throws a UserError with every problem found, each with its place.
 *
 * @param quantities everything that can be verified
 * @param vocabulary names of processes, corners, roles and trace cells; without it those are checked when the spec is
 *   compiled
 */
export function readSpec(path: string, quantities: QuantityVocabulary, vocabulary?: Vocabulary): Spec {
  return parseSpecText(
    projectFiles().text(path, LARGEST_SPEC, 'a spec is a few lines, put long spike trains into a CSV file'),
    path,
    quantities,
    vocabulary,
  );
}

/**
 * Validates the text of a spec (YAML or JSON) and fills in the defaults; `file` is only named in messages.
 * All quantities of the result are plain SI. Throws a UserError with every problem found, each with its place.
 */
export function parseSpecText(
  text: string,
  file: string,
  quantities: QuantityVocabulary,
  vocabulary?: Vocabulary,
): Spec {
  const document = readDocument(text, file);
  const value = withUsualChecks(document.value, quantities);
  const result = specSchema.safeParse(value);
  const read = result.success ? meant(result.data, quantities) : undefined;
  const parts = withFilesBeside(read ?? partsOf(value, quantities), document, file);
  const problems = [
    ...(result.success ? [] : explainIssues(result.error.issues, value)),
    ...checkSemantics(parts, quantities, value),
    ...(vocabulary ? checkNames(parts, vocabulary) : []),
  ];
  if (read && problems.length === 0) {
    const { network: written, ...rest } = read;
    const network = written && (parts.network ?? written);
    return {
      ...rest,
      ...(value === document.value ? {} : { usual: true }),
      process: parts.process ?? rest.process,
      circuit: parts.circuit ?? rest.circuit,
      ...(parts.dut ? { dut: parts.dut } : {}),
      verify: withLines<Check>(rest.verify, ['verify'], document),
      ...(network
        ? { network: { ...network, verify: withLines<NetworkCheck>(network.verify, ['network', 'verify'], document) } }
        : {}),
    };
  }
  throw placedError(problems, document, file);
}

/** Line and column of a place in a spec file that has been loaded, or of the nearest section above it. */
export function placeInFile(
  file: string,
  path: readonly PropertyKey[],
): { readonly line: number; readonly column: number } {
  return readDocument(projectFiles().text(file, LARGEST_SPEC, 'a spec is a few lines'), file).locate(path);
}

/** Checks with the line on which each is written. */
function withLines<Any>(
  checks: readonly Any[],
  list: readonly string[],
  document: Pick<ReturnType<typeof readDocument>, 'locate'>,
): readonly Any[] {
  return checks.map((check, index) => ({ ...check, line: document.locate([...list, index]).line }));
}

/** A spec with what its checks mean. */
function meant<Written extends { readonly verify: readonly WrittenCheck[] }>(
  { verify, ...rest }: Written,
  quantities: QuantityVocabulary,
): Omit<Written, 'verify'> & { readonly verify: readonly Check[] } {
  return { ...rest, verify: verify.map((check) => meantCheck(check, quantities)) };
}

/** What can be read of a spec that has faults elsewhere. */
function partsOf(value: unknown, quantities: QuantityVocabulary): SpecParts {
  const source = value as Readonly<Record<string, unknown>>;
  const checks: readonly unknown[] = Array.isArray(source['verify']) ? source['verify'] : [];
  return {
    ...part('rule', sections.rule.safeParse(source['rule'])),
    ...part('process', sections.process.safeParse(source['process'])),
    ...circuitPart(source),
    ...part('stimulus', sections.stimulus.safeParse(source['stimulus'])),
    ...part('variations', sections.variations.safeParse(source['variations'])),
    ...part('network', sections.network.safeParse(source['network'])),
    verify: checks.map((check) => {
      const { data } = checkSchema.safeParse(check);
      return data && meantCheck(data, quantities);
    }),
  };
}

/** The times of a drawn circuit stand under `dut`: where that has faults, nothing is known of them. */
function circuitPart(source: Readonly<Record<string, unknown>>): Partial<Pick<SpecParts, 'circuit' | 'dut'>> {
  const circuit = part('circuit', sections.circuit.safeParse(source['circuit']));
  if (source['dut'] === undefined) return circuit;
  const dut = part('dut', sections.dut.safeParse(source['dut']));
  return 'dut' in dut ? { ...circuit, ...dut } : {};
}

function part<Name extends string, Data>(
  name: Name,
  result: { success: true; data: Data } | { success: false },
): Partial<Record<Name, Data>> {
  return result.success ? ({ [name]: result.data } as Partial<Record<Name, Data>>) : {};
}
