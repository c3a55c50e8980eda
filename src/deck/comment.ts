/**
 * A comment line of SPICE from any text. Line ends and what else is no printable ASCII become blanks, and the text
 * never follows the star directly: ngspice runs what stands behind `*#`. No SPICE reads the line as anything else.
 */
export function commentLine(text: string): string {
  return `* ${plain(text)}`.trimEnd();
}

/** A text as a part of a comment line: one line of printable ASCII, without what ends it or continues it. */
export function plain(text: string): string {
  // Two backslashes at the end of a line continue it in ngspice.
  return text.replace(/[^\x20-\x7e]+/g, ' ').replace(/[\s\\]+$/, '');
}

/** Characters of a title that are looked at; 200 of them are shown. */
const MOST_READ = 4096;

/**
 * A title line for an engine: what `mark` says, and as much of the title as cannot mean anything to ngspice, which
 * looks at the title for commands as it does at every line.
 */
export function titleLine(mark: string, title: string): string {
  const harmless = title
    .slice(0, MOST_READ)
    .replace(/[^A-Za-z0-9 _.,:()<>=+%/-]+/g, ' ')
    .replace(/\/\/+/g, '/')
    .slice(0, 200);
  return `${mark} ${harmless}`.replace(/ +/g, ' ').trim();
}

/** A title line for people: the text itself, where ngspice would not take it for a command. */
export function plainTitle(title: string): string {
  return plain(title)
    .replace(/\s+/g, ' ')
    .replace(/^[ .@*]+/, '');
}
