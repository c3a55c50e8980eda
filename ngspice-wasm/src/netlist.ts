import { NgspiceError } from './errors.js';

/** Larger netlists are refused unread. */
export const MAX_NETLIST_CHARACTERS = 16 * 1024 * 1024;

/** What the wrapper has to know of a netlist before ngspice sees it. */
export interface Netlist {
  /** The text, ending with a `.end` line. */
  readonly text: string;
  readonly title: string;
  /** Vectors of the `.save` lines, which `run` honours unless it is given a list of its own. */
  readonly save: readonly string[];
}

/**
 * Refuses what is no circuit: too long, binary, or with commands in it. The engine itself would not run the commands
 * either (patches/01-netlist-is-data.patch); this names the line.
 * @throws NgspiceError of kind `refused`
 */
export function readNetlist(text: string, limit: number = MAX_NETLIST_CHARACTERS): Netlist {
  if (text.length > limit) refuse(`the netlist has ${text.length} characters, more than the limit of ${limit}`);
  const lines = text.split(/\r\n|\n|\r/);
  const save: string[] = [];
  let saving = false;
  let options = false;
  lines.forEach((line, index) => {
    // eslint-disable-next-line no-control-regex -- control characters are what this looks for
    if (/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(line)) refuse(`line ${index + 1} is not plain text`);
    const content = line.trimStart().toLowerCase();
    if (index === 0) {
      if (content.startsWith('*ng_script')) refuse('"*ng_script" makes the text a program');
      return;
    }
    if (content.startsWith('*#')) refuse(`line ${index + 1}: a "*#" line is a command`);
    if (content.startsWith('.control'))
      refuse(`line ${index + 1}: control sections are never run; use run() for analyses`);
    // ngspice 39 would go on interpolating in every later circuit of the instance.
    options = /^\.opt(ion|ions)?\b/.test(content) || (options && content.startsWith('+'));
    if (options && /\binterp\b/.test(content))
      refuse(`line ${index + 1}: option "interp" replaces computed points by interpolated ones`);
    saving = /^\.(save|probe)\b/.test(content) || (saving && content.startsWith('+'));
    if (saving)
      save.push(
        ...content
          .replace(/^(\.save|\.probe|\+)/, '')
          .split(/\s+/)
          .filter((name) => name !== ''),
      );
  });
  const body = lines.findIndex((line, index) => index > 0 && /^\s*\.end\s*$/i.test(line));
  const kept = body < 0 ? lines : lines.slice(0, body);
  const first = kept[0]!.trim() || 'untitled';
  const renamed = kept
    .map((line) => /^\s*\.title\s+(.*)$/i.exec(line)?.[1]?.trim())
    .findLast((found) => found !== undefined);
  const title = renamed ?? first;
  return { text: `${[first, ...kept.slice(1)].join('\n')}\n.end\n`, title, save };
}

function refuse(message: string): never {
  throw new NgspiceError('refused', message);
}
