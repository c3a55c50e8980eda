import type { GeneratedFile } from '../generated-file.js';
import { code, pageText, table, wrapped } from './markdown.js';
import { fieldGroups, sentence, type Field, type FieldGroup, type JsonSchema } from './schema-fields.js';

export interface SchemaPage {
  /** Relative to the repository. */
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly schema: JsonSchema;
  /** Names at the top that stand in a table of their own instead of a section each. */
  readonly written?: boolean;
}

/** Every field of a schema: a section for each name at the top, a table for each form of what stands there. */
export function schemaPage({ path, title, about, schema, written = true }: SchemaPage): GeneratedFile {
  return { path, text: pageText([`# ${title}`, '', ...wrapped(about), ...schemaSections(schema, written)]) };
}

/** @param written whether somebody writes it, and may leave things out */
export function schemaSections(schema: JsonSchema, written: boolean, level = '##'): string[] {
  const seen = new Map<string, string>();
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const groups = fieldGroups(name, child, schema.required?.includes(name) ?? false, seen);
    return ['', `${level} ${code(name)}`, ...groups.flatMap((group) => groupLines(name, group, written, level))];
  });
}

function groupLines(
  name: string,
  { when, description, fields }: FieldGroup,
  written: boolean,
  level: string,
): string[] {
  if (when !== undefined)
    return [
      '',
      `${level}# ${code(name)}, ${when}`,
      ...(description === undefined ? [] : ['', ...wrapped(description)]),
      ...fieldTable(fields, written),
    ];
  const [own, ...inner] = fields;
  const said = own === undefined ? '' : about(own, written);
  return [...(said === '' ? [] : ['', ...wrapped(said)]), ...fieldTable(inner, written)];
}

/** What a name at the top is: its description, and what to write where it has no fields of its own. */
function about({ description, form, required, otherwise }: Field, written: boolean): string {
  const facts = [
    ...(form === 'an object' ? [] : [form]),
    ...(required && written ? ['required'] : []),
    ...(otherwise === undefined ? [] : [`${code(otherwise)} when absent`]),
  ].join('; ');
  return [description, facts]
    .filter((text) => text !== '')
    .map((text) => sentence(capital(text)))
    .join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fieldTable(fields: readonly Field[], written: boolean): string[] {
  if (fields.length === 0) return [];
  const rows = fields.map((field) => [code(field.path), field.form, ...presence(field, written), field.description]);
  return table(['field', 'what it holds', written ? 'when absent' : 'there', 'meaning'], rows);
}

function presence({ required, otherwise }: Field, written: boolean): string[] {
  if (!written) return [required ? 'always' : 'may be absent'];
  return [required ? 'required' : otherwise === undefined ? '' : code(otherwise)];
}
