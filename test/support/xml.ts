/** An element of a small XML document. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Xml[];
  readonly text: string;
}

const TOKEN = /<\?xml[^?]*\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads elements, attributes and text as an XML parser would; throws for anything that is not well formed. */
export function parseXml(source: string): Xml {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(source))
    throw new Error('a character that XML does not allow');
  const root = { name: '', attributes: {}, children: [] as Xml[], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`not well formed: ${source.slice(at, at + 60)}`);
    const [, closed, opened, attributes = '', empty, text] = match;
    const parent = open[open.length - 1]!;
    if (text !== undefined) parent.text += entities(text);
    else if (closed !== undefined) {
      if (parent.name !== closed || open.length === 1) throw new Error(`</${closed}> closes ${parent.name}`);
      open.pop();
    } else if (opened !== undefined) {
      const element = {
        name: opened,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, entities(value!)]),
        ),
        children: [] as Xml[],
        text: '',
      };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one closed document');
  return root.children[0]!;
}

function entities(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const found = ENTITIES[name];
    if (found === undefined || !whole.endsWith(';')) throw new Error(`"${whole}" is no entity`);
    return found;
  });
}
