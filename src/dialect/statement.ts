/**
 * A netlist as statements. rulespice writes a small, fixed part of SPICE (templates, model cards, testbench), and this
 * is exactly what is read here; anything else is an error, so that no dialect passes on what it does not understand.
 */
export type Statement =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'subckt' | 'ends' | 'element' | 'source'; readonly text: string }
  /** A source that follows an expression, or a function for one: every simulator has a language of its own for them. */
  | { readonly kind: 'behavioural'; readonly text: string }
  | {
      readonly kind: 'model';
      readonly name: string;
      readonly type: string;
      readonly parameters: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'include'; readonly text: string }
  | { readonly kind: 'temperature'; readonly celsius: string }
  | { readonly kind: 'options'; readonly options: ReadonlyMap<string, string> }
  | { readonly kind: 'initial'; readonly node: string; readonly voltage: string };

/** Splits the text of a circuit; `+` lines belong to the statement before them. */
export function readStatements(text: string): Statement[] {
  const joined: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('+') && joined.length > 0) joined[joined.length - 1] += ` ${line.slice(1).trim()}`;
    else joined.push(line);
  }
  return joined.map(readStatement);
}

function readStatement(line: string): Statement {
  const [first = '', ...words] = line.trim().split(/\s+/);
  switch (first) {
    case '.subckt':
      return { kind: 'subckt', text: line };
    case '.ends':
      return { kind: 'ends', text: line };
    case '.include':
    case '.lib':
      return { kind: 'include', text: line };
    case '.temp':
      return { kind: 'temperature', celsius: words[0] ?? '' };
    case '.options':
      return { kind: 'options', options: new Map(words.map(assignment)) };
    case '.model':
      return { kind: 'model', name: words[0] ?? '', type: words[1] ?? '', parameters: words.slice(2).map(assignment) };
    case '.ic':
      return initial(line);
    case '.func':
      return { kind: 'behavioural', text: line };
    default:
      break;
  }
  if (first === '' || first.startsWith('*')) return { kind: 'comment', text: line };
  if (/^[vi]/.test(first)) return { kind: 'source', text: line };
  if (first.startsWith('b')) return { kind: 'behavioural', text: line };
  if (/^[mcrxd]/.test(first)) return { kind: 'element', text: line };
  throw new Error(`no dialect knows the statement "${line}"`);
}

function assignment(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  if (at <= 0) throw new Error(`"${word}" is no assignment`);
  return [word.slice(0, at), word.slice(at + 1)];
}

function initial(line: string): Statement {
  const match = /^\.ic v\(([^()]+)\)=(\S+)$/.exec(line.trim());
  if (!match) throw new Error(`no dialect knows the initial condition "${line}"`);
  return { kind: 'initial', node: match[1] ?? '', voltage: match[2] ?? '' };
}
