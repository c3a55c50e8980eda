// What ngspice lists and what we printed, in a form in which both are the same when they mean the same: ngspice takes
// parameters apart, drops their names at instances, and writes numbers of expressions out.

/** Lines of a circuit that ngspice makes itself. */
const OWN = new Set(['.global gnd', '.end']);

/** @returns what differs, or undefined */
export function difference(printed, listed) {
  const silent = new Set(listed.filter((line) => line.startsWith('*')).map((line) => uncommented(line.slice(1))));
  const shown = counted(listed.filter((line) => !line.startsWith('*') && !OWN.has(line.trim())).map(canonical));
  const missing = [];
  for (const line of printed.flatMap(parts)) {
    const key = canonical(line);
    const left = shown.get(key) ?? 0;
    if (left > 0) shown.set(key, left - 1);
    // A model or a subcircuit that nothing uses: ngspice wrote a star over its first character.
    else if (!silent.has(uncommented(line.slice(1)))) missing.push(line);
  }
  const extra = [...shown].filter(([, count]) => count > 0).map(([line]) => line);
  return missing.length + extra.length === 0 ? undefined : { missing, extra };
}

/** `.param a=1 b=2` as two lines. */
function parts(line) {
  const found = /^\.param (.*)$/.exec(line);
  if (!found) return [line];
  const all = found[1].match(/[a-z_]\w* ?= ?(\{[^}]*\}|'[^']*'|"[^"]*"|[^ ]+)/g) ?? [];
  return all.map((one) => `.param ${one}`);
}

/** A line without its first character, which became a star. */
function uncommented(rest) {
  return canonical(`m${rest}`);
}

function canonical(line) {
  let text = line
    .replace(/'([^']*)'/g, '{$1}')
    .replace(/"/g, '')
    .replace(/ params:/, '');
  if (text.startsWith('x')) text = text.replace(/ \w+ ?=/g, ' ');
  if (text.startsWith('b') || text.startsWith('.param'))
    text = text.replace(/ /g, '').replace(NUMBER, (n, a, b, s) => a + value(b, s));
  return text
    .replace(/ *([=(),{}]) */g, '$1')
    .replace(/ +/g, ' ')
    .trim();
}

const NUMBER = /(^|[^\w.])(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)(meg|[tgkmunpf])?(?![\w.])/g;
const SCALE = { t: 1e12, g: 1e9, meg: 1e6, k: 1e3, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15 };
const value = (digits, suffix) => String(Number((Number(digits) * (SCALE[suffix] ?? 1)).toPrecision(6)));

function counted(lines) {
  const counts = new Map();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
