import { code } from './markdown.js';

/** As much of a JSON Schema as ours use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly not?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Field {
  /** From the top, such as `rule.potentiation.tau`, `verify[].max`, `rule.states.NAME.decay`. */
  readonly path: string;
  /** What to write, in words. */
  readonly form: string;
  readonly required: boolean;
  readonly otherwise?: string;
  readonly description: string;
}

/** Fields of which one form of an object has its own, such as those of `kind: stdp`. */
export interface FieldGroup {
  /** What the forms are told apart by; none for what every form has. */
  readonly when?: string;
  readonly description?: string;
  readonly fields: readonly Field[];
}

/** Subtrees with at least so many fields are listed where they come first, and only named afterwards. */
const WORTH_NAMING = 4;

/**
 * The fields under one name of a schema, with every form that the object there, or each in a list of them, can have.
 * @param seen objects that were listed before, by their schema; added to
 */
export function fieldGroups(
  path: string,
  schema: JsonSchema,
  required: boolean,
  seen: Map<string, string>,
): FieldGroup[] {
  const [inside, object] = typeof schema.items === 'object' ? [`${path}[]`, schema.items] : [path, schema];
  const forms = alternatives(object).filter((form) => form.properties !== undefined);
  if (forms.length < 2) return [{ fields: merged(fields(path, schema, required, seen)) }];
  const keys = forms.map((form) => ({ form, ...told(form) }));
  return [
    { fields: [field(path, schema, required)] },
    ...keys.map(({ form, key, when, description }) => ({
      when,
      ...(description === undefined ? {} : { description }),
      fields: merged(fields(inside, form, true, seen).slice(1)).filter((one) => one.path !== `${inside}.${key ?? ''}`),
    })),
  ];
}

/** One row for a field that several forms of an object have. */
function merged(all: readonly Field[]): Field[] {
  const byPath = new Map<string, Field>();
  for (const one of all) {
    const before = byPath.get(one.path);
    byPath.set(one.path, before === undefined ? one : bothOf(before, one));
  }
  return [...byPath.values()];
}

function bothOf(one: Field, other: Field): Field {
  return {
    ...one,
    form: [...new Set([...one.form.split(', '), ...other.form.split(', ')])].join(', '),
    required: one.required && other.required,
    description: one.description === '' ? other.description : one.description,
  };
}

/** The property whose constant value tells this form from the others. */
function told(form: JsonSchema): { key?: string; when: string; description?: string } {
  const [key, constant] = Object.entries(form.properties ?? {}).find(([, value]) => value.const !== undefined) ?? [];
  if (key === undefined || constant === undefined)
    return {
      when: Object.keys(form.properties ?? {})
        .map(code)
        .join(', '),
    };
  const description = constant.description === undefined ? {} : { description: constant.description };
  return { key, when: code(`${key}: ${scalarText(constant.const)}`), ...description };
}

function fields(path: string, schema: JsonSchema, required: boolean, seen: Map<string, string>): Field[] {
  if (schema.not !== undefined) return [];
  const own = field(path, schema, required);
  const inner = children(path, schema);
  const key = inner.length < WORTH_NAMING ? undefined : JSON.stringify(inner.map(({ schema: child }) => child));
  const before = key === undefined ? undefined : seen.get(key);
  if (before !== undefined)
    return [{ ...own, description: joined(sentence(own.description), `Fields as of ${code(before)}.`) }];
  if (key !== undefined) seen.set(key, path);
  return [own, ...inner.flatMap((child) => fields(child.path, child.schema, child.required, seen))];
}

interface Child {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** What an object, a list or a map holds, one level down. */
function children(path: string, schema: JsonSchema): Child[] {
  return alternatives(schema).flatMap((form) => [
    ...Object.entries(form.properties ?? {}).map(([name, child]) => ({
      path: path === '' ? name : `${path}.${name}`,
      schema: child,
      required: form.required?.includes(name) ?? false,
    })),
    ...(typeof form.items === 'object' ? children(`${path}[]`, form.items) : []),
    ...(typeof form.additionalProperties === 'object' ? children(`${path}.NAME`, form.additionalProperties) : []),
  ]);
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const forms = schema.oneOf ?? schema.anyOf;
  return forms === undefined ? [schema] : forms.flatMap(alternatives);
}

function field(path: string, schema: JsonSchema, required: boolean): Field {
  const otherwise = isScalar(schema.default) ? { otherwise: String(schema.default) } : {};
  return {
    path,
    form: form(schema),
    required: required && schema.default === undefined,
    ...otherwise,
    description: described(schema),
  };
}

function described(schema: JsonSchema): string {
  const [first] = alternatives(schema);
  return schema.description ?? (typeof schema.items === 'object' ? schema.items.description : first?.description) ?? '';
}

/** What stands at that place, in words: `20 ms`, a number, one of several words, a list. */
function form(schema: JsonSchema): string {
  const forms = alternatives(schema);
  if (forms.length > 1 || forms[0] !== schema) return [...new Set(forms.map(form))].join(', or ');
  if (schema.const !== undefined) return code(scalarText(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(scalarText(value))).join(', ');
  const examples = (schema.examples ?? []).slice(0, 3).map((value) => code(scalarText(value)));
  if (examples.length > 0) return `such as ${examples.join(', ')}`;
  if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(form).join(', ')}]`;
  if (typeof schema.items === 'object') return `list${count(schema)}; each ${form(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `by name; each ${form(schema.additionalProperties)}`;
  return scalar(schema);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function scalarText(value: unknown): string {
  return isScalar(value) ? String(value) : JSON.stringify(value);
}

function scalar({ type, ...schema }: JsonSchema): string {
  if (typeof type === 'object') return type.join(' or ');
  switch (type) {
    case 'object':
      return 'an object';
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `whole number${range(schema)}`;
    case 'number':
      return `number${range(schema)}`;
    case 'string':
      return 'text';
    case undefined:
      return 'any';
    default:
      return type;
  }
}

/** Bounds that JSON Schema needs for whole numbers only are no news. */
function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const low = exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : minimum === undefined ? '' : `${minimum}`;
  const top = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMaximum !== undefined) return `, ${low} to below ${exclusiveMaximum}`;
  if (minimum === -Number.MAX_SAFE_INTEGER) return '';
  if (low !== '' && top !== undefined) return `, ${low} to ${top}`;
  if (top !== undefined) return `, at most ${top}`;
  return low === '' ? '' : exclusiveMinimum === undefined ? `, at least ${low}` : `, ${low}`;
}

function count({ minItems, maxItems }: JsonSchema): string {
  if (maxItems !== undefined) return ` of ${minItems ?? 0} to ${maxItems}`;
  return minItems === undefined ? '' : ` of at least ${minItems}`;
}

/** With a full stop. */
export function sentence(text: string): string {
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}
