import type { Series } from '../result/figure.js';

/**
 * One colour name, in light and dark. In a figure the light value stands in the SVG and a class of the same name lets
 * the page change it.
 */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** Every colour of the report. The light values differ from each other: figures find the class by the value. */
export const TONES = {
  paper: { light: '#faf9f6', dark: '#131519' },
  card: { light: '#ffffff', dark: '#1a1d22' },
  quiet: { light: '#f3f1ec', dark: '#22262c' },
  ink: { light: '#1d2126', dark: '#e9e7e2' },
  muted: { light: '#5c636c', dark: '#a3a9b2' },
  line: { light: '#e2dfd8', dark: '#31363e' },
  grid: { light: '#ebe8e2', dark: '#292e35' },
  axis: { light: '#9a9fa6', dark: '#6b727c' },
  zero: { light: '#70767e', dark: '#8b929c' },
  rule: { light: '#c3c0b8', dark: '#575d66' },
  model: { light: '#0b4f8a', dark: '#8cc4f5' },
  circuit: { light: '#d9611e', dark: '#f08a4b' },
  other1: { light: '#6f4aa0', dark: '#b79be0' },
  other2: { light: '#2f7d6b', dark: '#6cc3ae' },
  other3: { light: '#8a6d1d', dark: '#cfae58' },
  pass: { light: '#17714a', dark: '#5fcf9a' },
  fail: { light: '#b42318', dark: '#ff8a7a' },
  unchecked: { light: '#855800', dark: '#e8b64c' },
  error: { light: '#8c1d6b', dark: '#f08fd0' },
} as const satisfies Readonly<Record<string, Tone>>;

export type ToneName = keyof typeof TONES;

/** How a role is drawn. Band, solid and dashes stay apart in greyscale too. */
export interface RoleStyle {
  readonly tone: ToneName;
  readonly width: number;
  readonly dash: 'solid' | readonly number[];
  readonly symbol: 'circle' | 'diamond' | 'rect' | 'triangle';
  /** The line in the legend, a path 30 wide. */
  readonly swatch: string;
  /** Larger is drawn later, over the others. */
  readonly layer: number;
}

function bars(height: number, ...spans: readonly (readonly [number, number])[]): string {
  return `path://${spans.map(([from, to]) => `M${from} 0H${to}V${height}H${from}Z`).join('')}`;
}

const ROLES: Readonly<Record<Exclude<Series['role'], 'other'>, RoleStyle>> = {
  rule: { tone: 'rule', width: 6, dash: 'solid', symbol: 'rect', swatch: bars(6, [0, 30]), layer: 2 },
  circuit: { tone: 'circuit', width: 2, dash: 'solid', symbol: 'circle', swatch: bars(2, [0, 30]), layer: 3 },
  model: {
    tone: 'model',
    width: 1.6,
    dash: [6, 4],
    symbol: 'diamond',
    swatch: bars(2, [0, 6], [12, 18], [24, 30]),
    layer: 4,
  },
};

const OTHERS: readonly RoleStyle[] = [
  {
    tone: 'other1',
    width: 1.6,
    dash: [2, 3],
    symbol: 'triangle',
    swatch: bars(2, [0, 3], [6.75, 9.75], [13.5, 16.5], [20.25, 23.25], [27, 30]),
    layer: 5,
  },
  {
    tone: 'other2',
    width: 1.6,
    dash: [10, 3, 2, 3],
    symbol: 'rect',
    swatch: bars(2, [0, 11], [14, 16], [19, 30]),
    layer: 5,
  },
  { tone: 'other3', width: 1.6, dash: [4, 2], symbol: 'diamond', swatch: bars(2, [0, 14], [16, 30]), layer: 5 },
];

/** Style of a series; `nth` counts the `other` series of the figure from 0. */
export function roleStyle(role: Series['role'], nth: number): RoleStyle {
  if (role !== 'other') return ROLES[role];
  return OTHERS[nth % OTHERS.length] ?? ROLES.model;
}

/** CSS custom properties for both schemes, and the classes that figures use. */
export function themeCss(): string {
  const names = Object.keys(TONES) as ToneName[];
  const set = (scheme: keyof Tone): string => names.map((name) => `--${name}:${TONES[name][scheme]}`).join(';');
  const classes = names.map((name) => `.f-${name}{fill:var(--${name})}.s-${name}{stroke:var(--${name})}`).join('');
  // Paper is white: printing takes the light colours, whatever the screen shows.
  return (
    `:root{color-scheme:light dark;${set('light')}}\n@media screen and ` +
    `(prefers-color-scheme:dark){:root{${set('dark')}}}\n${classes}`
  );
}
