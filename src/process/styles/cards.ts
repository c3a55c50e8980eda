/** Reading SPICE model libraries: sections, model cards, bins. Text in, text out; nothing is evaluated. */

export interface ModelCard {
  readonly name: string;
  readonly text: string;
  /** Bin limits in metres, where the card states them. */
  readonly bin?: { readonly lmin: number; readonly lmax: number; readonly wmin: number; readonly wmax: number };
}

/** The text between `.lib name` and `.endl`; throws when the section is missing. */
export function librarySection(text: string, section: string, file: string): string {
  const header = new RegExp(`^[ \\t]*\\.lib[ \\t]+${escapeRegExp(section)}[ \\t\\r]*\\n`, 'im').exec(text);
  if (!header) throw new Error(`${file} has no section "${section}"`);
  const rest = text.slice(header.index + header[0].length);
  const end = /^[ \t]*\.endl\b/im.exec(rest);
  if (!end) throw new Error(`${file}: section "${section}" has no .endl`);
  return rest.slice(0, end.index).replace(/\n$/, '');
}

/** Every `.model` card outside subcircuits, keyed by lower-case name. */
export function modelCards(text: string): Map<string, ModelCard> {
  const cards = new Map<string, ModelCard>();
  for (const block of blocks(text, /^\s*\.model\b/i, (line) => /^\s*(\+|\*|$)/.test(line))) {
    const name = /^\s*\.model\s+(\S+)/i.exec(block)?.[1]?.toLowerCase();
    if (name === undefined) continue;
    const limits = ['lmin', 'lmax', 'wmin', 'wmax'].map((key) => parameter(block, key));
    const [lmin, lmax, wmin, wmax] = limits;
    const complete = lmin !== undefined && lmax !== undefined && wmin !== undefined && wmax !== undefined;
    cards.set(name, { name, text: block.trimEnd(), ...(complete ? { bin: { lmin, lmax, wmin, wmax } } : {}) });
  }
  return cards;
}

/** The text of one `.subckt name ... .ends`; throws when it is missing. */
export function subcircuit(text: string, name: string, file: string): string {
  const match = new RegExp(`^\\s*\\.subckt\\s+${escapeRegExp(name)}\\s[\\s\\S]*?^\\s*\\.ends.*$`, 'im').exec(text);
  if (!match) throw new Error(`${file} has no subcircuit "${name}"`);
  return match[0];
}

function parameter(block: string, key: string): number | undefined {
  const value = new RegExp(`\\b${key}\\s*=\\s*([-+0-9.eE]+)`, 'i').exec(block)?.[1];
  return value === undefined ? undefined : Number(value);
}

function blocks(text: string, starts: RegExp, continues: (line: string) => boolean): string[] {
  const found: string[] = [];
  let current: string[] | undefined;
  for (const line of text.split('\n')) {
    if (starts.test(line)) {
      if (current) found.push(current.join('\n'));
      current = [line];
    } else if (current && continues(line)) {
      current.push(line);
    } else if (current) {
      found.push(current.join('\n'));
      current = undefined;
    }
  }
  if (current) found.push(current.join('\n'));
  return found;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
