/** A line that names another file, or a section of one. */
export interface Include {
  readonly name: string;
  readonly section?: string;
}

/** `.include file`, `.inc file`, `.lib file section`; `.lib section` alone starts a section and is no include. */
export function includeOf(line: string): Include | undefined {
  const match = /^[ \t]*\.(include|incl|inc|lib)[ \t]+(?:"([^"]+)"|'([^']+)'|(\S+))(?:\s+(\S+))?/i.exec(line);
  const name = match?.[2] ?? match?.[3] ?? match?.[4];
  if (!match || name === undefined) return undefined;
  const library = match[1]?.toLowerCase() === 'lib';
  if (!library) return { name };
  return match[5] === undefined || /^[;$*]/.test(match[5])
    ? undefined
    : { name, section: match[5].replace(/^["']|["']$/g, '') };
}

/** The section that a line starts. */
export function sectionName(line: string): string | undefined {
  return includeOf(line) ? undefined : /^[ \t]*\.lib[ \t]+["']?([^\s"']+)/i.exec(line)?.[1];
}
