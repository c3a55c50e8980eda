import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Site } from '../../deck/library/circuit.js';
import { itemsOf } from '../../deck/library/items.js';
import type { Piece } from '../../deck/library/names.js';
import { pruned } from '../../deck/library/prune.js';
import { countsFingers, verilogAReason } from '../../process/installed-pdk.js';
import type { DrawnModels, DrawnNetlist, FoundPdk, PlacedLine } from '../../shelf/shelf.js';
import { UserError } from '../../units/user-error.js';
import { includeOf, type Include } from './include-line.js';
import { IncludePaths, refuse } from './include-paths.js';
import { withMissing, type MissingFile } from './missing-files.js';
import { libraryFile, partsOf, type LibraryFile } from './library-file.js';
import { decodeUtf8, readTextFile } from './read-text-file.js';

/** A deck with its includes pasted in, and where each of its lines came from. */
export interface InlinedDeck {
  readonly text: string;
  /** Place of a line of `text`, counted from 1. */
  readonly origin: (line: number) => { readonly file: string; readonly line: number } | undefined;
  /** Files that libraries name and that are not installed. */
  readonly missing: readonly MissingFile[];
}

/** Characters of a deck with everything it includes; the engines refuse more than this. */
const LARGEST_DECK = 8 * 1024 * 1024;
/** Characters of the libraries that it takes something from. */
const LARGEST_LIBRARIES = 128 * 1024 * 1024;
const DEEPEST = 16;
const MOST_INCLUDES = 1000;

/**
 * Reads a deck and pastes in what `.include` and `.lib` name. Files are looked up beside the file that names them, then
 * in the given folders, then among the models of installed PDKs; links are followed first, and a file that lies in
 * none of these folders is refused. Of a library (a section that `.lib` names, a file of a PDK) only what the
 * circuit uses is taken.
 *
 * @throws UserError naming the line
 */
export function inlineIncludes(deck: string, folders: readonly string[] = []): InlinedDeck {
  const text = readTextFile(deck, LARGEST_DECK, 'save fewer points or use fewer models', { decode: decodeDeck });
  const extra = folders.map((folder) => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new UserError([{ message: `--include-dir: ${folder} is no folder` }]);
    return realpathSync(folder);
  });
  const reader = new Reader(dirname(realpathSync(deck)), extra);
  reader.read(text, { file: deck, path: realpathSync(deck), above: [realpathSync(deck)] }, true);
  const lines = reader.lines();
  const origin = (number: number): Site | undefined => {
    const place = lines[number - 1];
    return place && { file: place.file, line: place.line };
  };
  return { text: `${lines.map((line) => line.text).join('\n')}\n`, origin, missing: reader.missing };
}

/**
 * What lines need of a PDK's models: `.lib` and `.include` lines as in a deck that lies beside them, and the elements
 * that use them, which are left out of the result.
 * @throws UserError naming the line
 */
export function linesFromPdk({ name, models = '', folder }: FoundPdk, lines: readonly string[]): PlacedLine[] {
  const reader = new Reader(models, [folder]);
  const file = `models of ${name}`;
  reader.read(['', ...lines].join('\n'), { file, path: join(models, 'deck'), above: [] }, true);
  return reader.lines().filter((line) => line.file !== file);
}

/**
 * What a netlist uses of a PDK's models, and the netlist as it is used with them.
 * @param lines as of `linesFromPdk`
 * @throws UserError at a line of the netlist
 */
export function completedFromPdk(
  { name, models = '', folder }: FoundPdk,
  lines: readonly string[],
  { file, text, subcircuit }: DrawnNetlist,
): DrawnModels {
  const reader = new Reader(models, [folder]);
  const library = `models of ${name}`;
  const source = { path: join(models, 'deck'), above: [] };
  // Without an instance nothing of the netlist would be in use.
  const instance = `xdut ${subcircuit.ports.join(' ')} ${subcircuit.name}`;
  reader.read(['', ...lines, instance].join('\n'), { ...source, file: library }, true);
  reader.read(text, { ...source, file }, false);
  const kept = reader.lines().filter((line) => line.file !== library);
  const textOf = (own: boolean): string =>
    kept
      .filter((line) => (line.file === file) === own)
      .map((line) => line.text)
      .join('\n');
  return { models: textOf(false), netlist: textOf(true) };
}

/** UTF-8; or one byte for a character, as in the comments of old model files: what it decides is refused there. */
function decodeDeck(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

interface Source {
  /** As messages name it. */
  readonly file: string;
  readonly path: string;
  /** The files and sections that led here, to find circles. */
  readonly above: readonly string[];
  readonly library?: true;
}

class Reader {
  private readonly pieces: Piece[] = [];
  private readonly paths: IncludePaths;
  private readonly libraries = new Map<string, LibraryFile>();
  private readonly settled = new Set<FoundPdk>();
  readonly missing: MissingFile[] = [];
  /** Lines of the deck's own that have been read, as one piece when another file begins. */
  private run: { file: string; firstLine: number; lines: string[] } | undefined;
  private characters = 0;
  private ofLibraries = 0;
  private included = 0;

  constructor(own: string, folders: readonly string[]) {
    this.paths = new IncludePaths(own, folders);
  }

  /** What was read, without what the circuit does not use of libraries. */
  lines(): readonly (Site & { readonly text: string })[] {
    this.endRun();
    if (this.pieces.some(({ library }) => library)) {
      const kept = withMissing(this.missing, () => pruned(this.pieces));
      this.limit(
        kept.reduce((sum, { text }) => sum + text.length + 1, 0),
        this.pieces[0]!,
      );
      return kept;
    }
    return this.pieces.flatMap(({ text, file, firstLine = 1 }) =>
      text.split('\n').map((line, index) => ({ text: line, file, line: firstLine + index })),
    );
  }

  /** Appends a file's lines; the first line of the deck itself is its title, whatever it says. */
  read(text: string, source: Source, main: boolean, firstLine = 1): void {
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    lines.forEach((line, index) => {
      const place = { file: source.file, line: firstLine + index };
      const command = main && index === 0 ? undefined : includeOf(line);
      this.push(command ? `* ${line.trim()}` : line, place);
      if (command) this.include(command, source, place);
      else if (main && index === 0) this.endRun(true);
    });
    this.endRun();
  }

  private include({ name, section }: Include, source: Source, place: Site): void {
    this.endRun();
    const path = this.paths.find(name, source, place);
    if (path === undefined) {
      this.missing.push({ name, ...place });
      return;
    }
    const step = section === undefined ? path : `${path} ${section.toLowerCase()}`;
    this.included += 1;
    if (source.above.includes(step) || source.above.length >= DEEPEST || this.included > MOST_INCLUDES) {
      refuse(
        place,
        source.above.includes(step)
          ? `"${name}" includes itself; remove one of the lines`
          : `more than ${DEEPEST} levels or ${MOST_INCLUDES} files are included; paste the text instead`,
      );
    }
    const pdk = this.paths.pdkOf(path);
    if (pdk) this.settle(pdk, place);
    const next = { file: name, path, above: [...source.above, step] };
    const installed = pdk !== undefined || this.paths.isBelowRoot(path);
    if (section === undefined && !installed && !source.library) {
      this.read(this.textOf(path, name, LARGEST_DECK, place), next, false);
      return;
    }
    const library = this.library(path, name, place);
    const range =
      section === undefined ? ([0, library.items.length] as const) : library.sections.get(section.toLowerCase());
    if (!range)
      refuse(
        place,
        `"${name}" has no section "${section}"; it has ${[...library.sections.keys()].join(', ') || 'none'}`,
      );
    this.readLibrary(library, range, { ...next, library: true });
  }

  private readLibrary(library: LibraryFile, range: readonly [number, number], source: Source): void {
    for (const part of partsOf(library, range)) {
      if ('include' in part) this.include(part.include, source, { file: source.file, line: part.item.line });
      else this.pieces.push({ file: source.file, text: library.text, items: part.items, library: true });
    }
  }

  private library(path: string, name: string, place: Site): LibraryFile {
    const known = this.libraries.get(path);
    if (known) return known;
    const text = this.textOf(path, name, LARGEST_LIBRARIES, place);
    this.ofLibraries += text.length;
    if (this.ofLibraries > LARGEST_LIBRARIES)
      refuse(place, `the libraries have more than ${LARGEST_LIBRARIES / 1e6} million characters; include fewer`);
    const library = libraryFile(text);
    this.libraries.set(path, library);
    return library;
  }

  private textOf(path: string, name: string, limit: number, place: Site): string {
    try {
      return readTextFile(path, limit, 'include only the models in use', {
        decode: decodeDeck,
        project: dirname(path),
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(error.problems.map(({ message }) => ({ ...place, message: `"${name}": ${message}` })));
    }
  }

  /** What the start-up file of a PDK asks of ngspice, as far as it decides a result. */
  private settle(pdk: FoundPdk, place: Site): void {
    if (this.settled.has(pdk)) return;
    this.settled.add(pdk);
    if (pdk.verilogA) refuse(place, verilogAReason(pdk.name));
    const fingers = pdk.settings.find(countsFingers);
    if (!fingers) return;
    const text = '.options wnflag=1';
    this.pieces.push({ file: fingers.file, text, items: itemsOf(text, fingers.line), library: true });
  }

  private push(line: string, place: Site): void {
    this.characters += line.length + 1;
    this.limit(this.characters, place);
    if (!this.run) this.run = { file: place.file, firstLine: place.line, lines: [] };
    this.run.lines.push(line);
  }

  private limit(characters: number, { file, line = 1 }: { readonly file: string; readonly line?: number }): void {
    if (characters > LARGEST_DECK)
      refuse(
        { file, line },
        `with its includes the deck has more than ${LARGEST_DECK} characters; include only the models in use`,
      );
  }

  /** @param title whether the lines are one that says nothing */
  private endRun(title = false): void {
    if (!this.run) return;
    const { file, firstLine, lines } = this.run;
    const text = lines.join('\n');
    this.pieces.push({ file, firstLine, text, items: title ? [] : itemsOf(text, firstLine), library: false });
    this.run = undefined;
  }
}
