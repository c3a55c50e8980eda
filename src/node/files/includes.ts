import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isBelow } from './project.js';
import { decodeUtf8, readTextFile } from './read-text-file.js';
import { UserError } from '../../units/user-error.js';

/** A deck with its includes pasted in, and where each of its lines came from. */
export interface InlinedDeck {
  readonly text: string;
  /** Place of a line of `text`, counted from 1. */
  readonly origin: (line: number) => { readonly file: string; readonly line: number } | undefined;
}

/** Characters of a deck with everything it includes; the engines refuse more than this. */
const LARGEST_DECK = 8 * 1024 * 1024;
const DEEPEST = 16;
const MOST_INCLUDES = 1000;

interface IncludeSite {
  readonly file: string;
  readonly line: number;
}

/**
 * Reads a deck and pastes in what `.include` and `.lib` name. Files are looked up beside the file that names them, then
 * in the given folders; links are followed first, and a file that lies in none of these folders is refused.
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
  return { text: `${reader.lines.join('\n')}\n`, origin: (line) => reader.places[line - 1] };
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
}

class Reader {
  readonly lines: string[] = [];
  readonly places: IncludeSite[] = [];
  private readonly roots: readonly string[];
  private characters = 0;
  private included = 0;

  constructor(
    own: string,
    private readonly folders: readonly string[],
  ) {
    this.roots = [own, ...folders];
  }

  /** Appends a file's lines; the first line of the deck itself is its title, whatever it says. */
  read(text: string, source: Source, main: boolean, firstLine = 1): void {
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    lines.forEach((line, index) => {
      const place = { file: source.file, line: firstLine + index };
      const command = main && index === 0 ? undefined : includeOf(line);
      if (!command) {
        this.push(line, place);
        return;
      }
      this.push(`* ${line.trim()}`, place);
      this.include(command, source, place);
    });
  }

  private include({ name, section }: Include, source: Source, place: IncludeSite): void {
    const path = this.find(name, dirname(source.path), place);
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
    const file = name;
    let text: string;
    try {
      text = readTextFile(path, LARGEST_DECK, 'include only the models in use', { decode: decodeDeck });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(error.problems.map(({ message }) => ({ ...place, message: `"${name}": ${message}` })));
    }
    const next = { file, path, above: [...source.above, step] };
    if (section === undefined) {
      this.read(text, next, false);
      return;
    }
    const found = sectionOf(text, section);
    if (!found)
      refuse(place, `"${name}" has no section "${section}"; it has ${sectionNames(text).join(', ') || 'none'}`);
    this.read(found.text, next, false, found.firstLine);
  }

  private find(name: string, folder: string, place: IncludeSite): string {
    if (name.startsWith('~') || name.includes('$'))
      refuse(
        place,
        `"${name}": home folders and variables are not expanded; write the path, and name its folder with ` +
          `--include-dir`,
      );
    const candidates = isAbsolute(name) ? [name] : [folder, ...this.folders].map((root) => join(root, name));
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found === undefined)
      refuse(
        place,
        `"${name}" is not found beside ${place.file}` +
          (this.folders.length > 0
            ? ' nor in --include-dir'
            : '; if it lies elsewhere, name its folder with --include-dir'),
      );
    const path = realpathSync(resolve(found));
    const inside = this.roots.some((root) => isBelow(root, path));
    if (!inside)
      refuse(place, `"${name}" lies outside the deck's folder; if that is meant, name its folder with --include-dir`);
    return path;
  }

  private push(line: string, place: IncludeSite): void {
    this.characters += line.length + 1;
    if (this.characters > LARGEST_DECK)
      refuse(
        place,
        `with its includes the deck has more than ${LARGEST_DECK} characters; include only the models in use`,
      );
    this.lines.push(line);
    this.places.push(place);
  }
}

interface Include {
  readonly name: string;
  readonly section?: string;
}

/** `.include file`, `.inc file`, `.lib file section`; `.lib section` alone starts a section and is no include. */
function includeOf(line: string): Include | undefined {
  const match = /^[ \t]*\.(include|incl|inc|lib)[ \t]+(?:"([^"]+)"|'([^']+)'|(\S+))(?:\s+(\S+))?/i.exec(line);
  const name = match?.[2] ?? match?.[3] ?? match?.[4];
  if (!match || name === undefined) return undefined;
  const library = match[1]?.toLowerCase() === 'lib';
  if (!library) return { name };
  return match[5] === undefined || /^[;$*]/.test(match[5])
    ? undefined
    : { name, section: match[5].replace(/^["']|["']$/g, '') };
}

/** Text between `.lib section` and `.endl`. */
function sectionOf(text: string, section: string): { readonly text: string; readonly firstLine: number } | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => sectionName(line)?.toLowerCase() === section.toLowerCase());
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => /^[ \t]*\.endl\b/i.test(line));
  const body = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  return { text: body.join('\n'), firstLine: start + 2 };
}

function sectionNames(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => sectionName(line) ?? []);
}

function sectionName(line: string): string | undefined {
  return includeOf(line) ? undefined : /^[ \t]*\.lib[ \t]+["']?([^\s"']+)/i.exec(line)?.[1];
}

function refuse(place: IncludeSite, message: string): never {
  throw new UserError([{ ...place, message }]);
}
