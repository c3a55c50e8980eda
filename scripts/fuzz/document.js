// Documents changed where their structure is: values of other types, numbers at the edges, keys that mean something to
// JavaScript, to YAML or to SPICE, parts that are missing, doubled, moved or repeated. No import: tests and the script
// share it.

/** Values that a reader may not expect. */
export const ODD_VALUES = [
  null,
  true,
  false,
  0,
  -1,
  1,
  1e308,
  -1e308,
  1e-320,
  NaN,
  Infinity,
  2 ** 53,
  '',
  ' ',
  'x',
  '0 s',
  '-1 s',
  '1e308 s',
  '1e-300 s',
  '1e999 s',
  '20 ms',
  '20ms',
  '20 mV',
  '20 MHz',
  '5 %',
  '500 %',
  '5 %%',
  '1,5 ms',
  '1 uA',
  '1 µA',
  '1 kg*m^2/s^3',
  '3 banana',
  'NaN',
  'nan s',
  '.inf',
  '__proto__',
  'constructor',
  'valueOf',
  'toString',
  'w',
  'pre',
  'post',
  'x_syn',
  '../../../etc/passwd',
  '/dev/zero',
  '-',
  'a\nb',
  'a\r\n::error::b',
  '\u0000',
  '\u001b[2J',
  '\u2028',
  '\ud800',
  '😀',
  '`reboot`',
  '$(reboot)',
  "'; reboot #",
  'x^2^3',
  '((((((((((((((((((((1))))))))))))))))))))',
  '(x + w)^10',
  '1 / (1 - 1)',
  '-w / 0 s',
  '= w',
  [],
  [[]],
  {},
  { a: 1 },
  { value: 1, unit: 's' },
];

const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'valueOf',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '0',
  '-1',
  'a.b',
  'a b',
  'x\n::error file=a.yaml,line=1::injected\n\u001b[2J',
  '\u0000',
  'π',
  'PRE',
  'pre1',
  'pre33',
  'tick',
  'reward',
  'verify',
  'k'.repeat(5000),
];

const UNITS = [
  's',
  'ms',
  'us',
  'ns',
  'V',
  'mV',
  'Hz',
  'kHz',
  'F',
  'pF',
  'A',
  'pA',
  '%',
  'C',
  'K',
  'ohm',
  'S',
  'm',
  'um',
  '',
];

/** A document with one to four changes; `pick(n)` gives a whole number from 0, below n. */
export function mutated(document, pick) {
  const root = { document: structuredClone(document) };
  for (let edit = pick(5) === 0 ? pick(4) : 0; edit >= 0; edit -= 1) change(root, pick);
  return root.document;
}

function change(root, pick) {
  const places = placesOf(root);
  const { holder, key } = places[pick(places.length)];
  const value = holder[key];
  const list = Array.isArray(holder);
  const remove = () => (list ? holder.splice(Number(key), 1) : delete holder[key]);
  const actions = [
    () => (holder[key] = odd(pick)),
    ...Array.from({ length: 6 }, () => () => (holder[key] = numberLike(value, pick))),
    () => (holder === root ? undefined : remove()),
    () => (list ? holder.push(structuredClone(value)) : setOwn(holder, ODD_KEYS[pick(ODD_KEYS.length)], value)),
    () => (list ? holder.splice(0, 0, odd(pick)) : setOwn(holder, ODD_KEYS[pick(ODD_KEYS.length)], odd(pick))),
    () => (holder[key] = otherShape(value, pick)),
    () => (holder[key] = structuredClone(places[pick(places.length)].holder[places[0].key] ?? odd(pick))),
    () => exchange(places, holder, key, pick),
    () => (holder[key] = repeated(value, pick)),
  ];
  actions[pick(actions.length)]();
}

/** Every place in the document, the root first. */
function placesOf(root) {
  const places = [];
  const visit = (holder, key) => {
    if (places.length > 2000) return;
    places.push({ holder, key });
    const value = holder[key];
    if (typeof value === 'object' && value !== null) for (const inner of Object.keys(value)) visit(value, inner);
  };
  visit(root, 'document');
  return places;
}

function odd(pick) {
  return structuredClone(ODD_VALUES[pick(ODD_VALUES.length)]);
}

/** `__proto__` as a key of its own, which an assignment would not make. */
function setOwn(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A number larger, smaller, of another sign or another unit. */
function numberLike(value, pick) {
  if (typeof value === 'number') return value * [-1, 0, 10, 1e6, 1e300, 1e-300, 0.5, 1.5][pick(8)];
  const match = /^([+-]?[\d.]+(?:e[+-]?\d+)?)(.*)$/i.exec(typeof value === 'string' ? value : '');
  if (!match) return odd(pick);
  const [, number, unit] = match;
  const other = [
    `${Number(number) * [0, -1, 1000, 1e9, 1e-9, 1e300][pick(6)]}${unit}`,
    `${number} ${UNITS[pick(UNITS.length)]}`,
    `${number}${'0'.repeat(pick(400))}${unit}`,
    `${number.replace('.', ',')}${unit}`,
    `${number}${unit}${unit}`,
  ];
  return other[pick(other.length)];
}

function otherShape(value, pick) {
  const shapes = [() => [value], () => ({ value }), () => [value, value], () => String(value), () => [[value]]];
  return shapes[pick(shapes.length)]();
}

function exchange(places, holder, key, pick) {
  const other = places[pick(places.length)];
  // Inside one another they would make a circle.
  const inside = (a, b) => typeof a === 'object' && a !== null && JSON.stringify(a)?.includes(JSON.stringify(b) ?? '');
  const [a, b] = [holder[key], other.holder[other.key]];
  if (inside(a, b) || inside(b, a)) return;
  [holder[key], other.holder[other.key]] = [structuredClone(b), structuredClone(a)];
}

/** A long list, a long text, or a section of very many keys. */
function repeated(value, pick) {
  const count = [3, 40, 500, 3000][pick(4)];
  if (Array.isArray(value)) return Array.from({ length: count }, () => structuredClone(value[0] ?? 1));
  if (typeof value === 'object' && value !== null) {
    const first = Object.values(value)[0] ?? 1;
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, structuredClone(first)]));
  }
  return pick(2) === 0 ? String(value).repeat(count) : Array.from({ length: count }, () => value);
}
