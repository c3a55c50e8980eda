import Handlebars from 'handlebars';
import { onceForShelves, shipped } from '../shelf/shelves.js';
import type { CellDefinition, SizedCell } from '../cells/cell.js';
import type { Process } from '../process/process.js';

/**
 * The one place where templates become text. Handlebars' own strictness is leaky (undefined prints as nothing,
 * `{{#if}}` drops 0), so capacitors and transistors pass through helpers that refuse what is missing, and the text is
 * checked afterwards.
 */
interface CellContext {
  readonly subckt: string;
  readonly ports: string;
  readonly sized: SizedCell;
  readonly process: Process;
  readonly used: Set<string>;
}

const engine = Handlebars.create();

engine.registerHelper('mos', function (this: CellContext, name: string, nodes: string) {
  const device = this.sized.devices[name];
  if (!device) throw new Error(`template ${this.subckt}: no device "${name}" in the cell's definition`);
  this.used.add(name);
  return this.process.instance(name, nodes, device);
});

engine.registerHelper('capacitor', function (this: CellContext, name: string, nodes: string) {
  const value = this.sized.parameters[name];
  if (value === undefined) throw new Error(`template ${this.subckt}: no parameter "${name}" in the sized cell`);
  this.used.add(name);
  return this.process.capacitors.lines(name, nodes, value);
});

const options = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: { mos: true, capacitor: true },
} as const;
const compiled = onceForShelves(() => new Map<string, (context: CellContext) => string>());

/** Renders one cell as a `.subckt` called `name`; throws when template and definition disagree. */
export function renderCell(cell: CellDefinition, sized: SizedCell, name: string, process: Process): string {
  const template = cellTemplate(cell.name);
  const used = new Set<string>();
  const text = template({ subckt: name, ports: cell.ports.map((port) => port.name).join(' '), sized, process, used });
  const declared = [...cell.devices.map((slot) => slot.name), ...cell.parameters.map((parameter) => parameter.name)];
  const unused = declared.filter((entry) => !used.has(entry));
  if (unused.length > 0) throw new Error(`template of ${cell.name} does not use ${unused.join(', ')}`);
  if (/NaN|undefined|\[object|\{\{/.test(text)) throw new Error(`template of ${cell.name} rendered an unfilled value`);
  return text;
}

function cellTemplate(name: string): (context: CellContext) => string {
  let template = compiled().get(name);
  if (!template) {
    template = engine.compile<CellContext>(shipped().text(`templates/cells/${name}.cir.hbs`), options);
    compiled().set(name, template);
  }
  return template;
}
