/**
 * The definitions of one text, and those of another that it lacks: two circuits of one process name the same models,
 * and a deck has each once.
 */
export function mergedText(one: string, other: string): string {
  const known = new Set(definitions(one));
  return [one, ...definitions(other).filter((definition) => !known.has(definition))].join('\n');
}

/** A `.model` with its continued lines, a `.subckt` up to its end, or one other statement; comments are left out. */
function definitions(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const line of text.split('\n')) {
    if (/^\s*(\*|$)/.test(line)) continue;
    const continued = line.startsWith('+') || depth > 0;
    if (continued && found.length > 0) found.push(`${found.pop() ?? ''}\n${line}`);
    else found.push(line);
    if (/^\s*\.(subckt|macro)\b/i.test(line)) depth += 1;
    if (/^\s*\.(ends|eom)\b/i.test(line)) depth -= 1;
  }
  return found;
}
