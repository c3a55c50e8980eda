import type { FitResult } from '../result/fit.js';
import type { Result } from '../result/result.js';
import { circuitTables } from './circuit-tables.js';
import { agreementLines, fitAppendix, parameterTable, qualityLines } from './fit-tables.js';
import { identifyAppendix, identifyTables } from './identify-tables.js';
import { networkTables } from './network-tables.js';
import { noiseTable } from './noise-table.js';
import { shownTable, type ShownTable } from './shown-table.js';
import { plainLines, plainText } from './words.js';
import { yieldTables } from './yield-tables.js';

/** Lines of text under a title. */
export interface ShownText {
  readonly title: string;
  readonly lines: readonly string[];
  /** Blanks and line breaks stay as they are. */
  readonly verbatim: boolean;
  /** It belongs on a terminal, too. */
  readonly brief: boolean;
}

/** What one kind of document shows besides verdicts and pictures, in the order of a page. */
export interface Parts {
  /** Before the verdicts. */
  readonly equations: readonly string[];
  /** After the verdicts: what was found. */
  readonly tables: readonly ShownTable[];
  /** After the pictures: what it was found with. */
  readonly appendix: readonly ShownTable[];
  readonly texts: readonly ShownText[];
}

const NOTHING: Parts = { equations: [], tables: [], appendix: [], texts: [] };

/** Tables without a row are left out. */
export function partsOf(result: Result): Parts {
  const parts = partsOfKind(result);
  const filled = (tables: readonly ShownTable[]): ShownTable[] => tables.filter(({ rows }) => rows.length > 0);
  return { ...parts, tables: filled(parts.tables), appendix: filled(parts.appendix) };
}

function partsOfKind(result: Result): Parts {
  switch (result.kind) {
    case 'rule':
      return {
        ...NOTHING,
        equations: result.equations,
        tables: [noiseTable(result.noise ?? []), ...yieldTables(result.yields ?? [])],
        appendix: circuitTables(result),
      };
    case 'network':
      return {
        ...NOTHING,
        equations: result.equations,
        tables: networkTables(result),
        appendix: circuitTables(result),
      };
    case 'crossbar':
      return { ...NOTHING, tables: result.tables.map(shownTable) };
    case 'identify':
      return {
        equations: result.equations,
        tables: identifyTables(result),
        appendix: identifyAppendix(result),
        texts: [
          { title: 'Cannot be told apart', lines: result.alike.map(plainText), verbatim: false, brief: true },
          { title: 'A spec to start from', lines: [result.card].filter(Boolean), verbatim: true, brief: false },
        ].filter(({ lines }) => lines.length > 0),
      };
    case 'fit':
      return {
        equations: result.model.equations,
        tables: [parameterTable(result)],
        appendix: fitAppendix(result),
        texts: fitTexts(result),
      };
  }
}

function fitTexts({ fits, agreements, provenance, target, cards }: FitResult): ShownText[] {
  const told = (title: string, lines: readonly string[], brief: boolean): ShownText => ({
    title,
    lines: lines.map(plainText),
    verbatim: false,
    brief,
  });
  const verbatim = (title: string, text: string): ShownText => ({ title, lines: [text], verbatim: true, brief: false });
  return [
    ...fits.map((one) => told(`Quality: ${plainText(one.name)}`, qualityLines(one), true)),
    told('Cards in a simulator', agreementLines(agreements), true),
    verbatim('Provenance', plainLines(provenance)),
    told('References', target.references, false),
    ...cards.map(({ format, text }) => verbatim(format === 'yaml' ? 'Card' : 'SPICE card', text)),
  ].filter(({ lines }) => lines.length > 0);
}
