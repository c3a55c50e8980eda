import type { z } from 'zod';
import { didYouMean } from '../units/did-you-mean.js';
import type { Path } from './document.js';

/** A fault in the data, still to be given its line and column. */
export interface PathProblem {
  readonly path: Path;
  /** The place is the key, not its value. */
  readonly key?: boolean;
  /** The place is this character of the value's text, from 0. */
  readonly index?: number;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Turns the issues of zod into sentences: path, what was found, what was expected, what to do. */
export function explainIssues(issues: readonly Issue[], value: unknown, prefix: Path = []): PathProblem[] {
  return issues.flatMap((issue): PathProblem[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknownKey(path, name, issue.message));
    if (issue.code === 'invalid_union') {
      const branch = issue.errors.find(
        (errors) => !errors.some(({ code, path: inner }) => code === 'invalid_type' && inner.length === 0),
      );
      if (branch && branch.length > 0) return explainIssues(branch, value, path);
    }
    if (issue.code === 'invalid_key') return [wrongKey(path, issue.issues[0]?.message ?? issue.message)];
    return [{ path, message: explain(path, at(value, path), issue.message) }];
  });
}

/** A fault at a path, whose name starts the message. */
export function problem(path: Path, message: string): PathProblem {
  return { path, message: `${printPath(path)}: ${message}` };
}

/** `rule.tau`, `verify[0].max`. */
export function printPath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${short(String(step))}`))
    .join('');
}

function explain(path: Path, found: unknown, message: string): string {
  const name = printPath(path);
  if (!message.startsWith('expected')) return `${name}: ${message}`;
  return found === undefined
    ? `${name} is missing; add it (${message})`
    : `${name}: found ${describe(found)}, ${message}`;
}

/** @param message the known keys, as a `section` gives them; a sentence of another schema */
function unknownKey(path: Path, name: string, message: string): PathProblem {
  const place = path.length === 0 ? '' : ` in ${printPath(path)}`;
  const written = short(name);
  return {
    path: [...path, name],
    key: true,
    message: `unknown key ${JSON.stringify(written)}${place}${knownKeys(message, written)}`,
  };
}

function knownKeys(message: string, written: string): string {
  if (message.startsWith('Unrecognized key')) return '; remove it';
  if (message.startsWith('expected')) return `; ${message}`;
  const known = message.split(' ');
  return `; known keys: ${known.join(', ')}${didYouMean(written, known)}`;
}

/** A key that is no name: `corners: found the name "../x", expected ...`. */
function wrongKey(path: Path, expected: string): PathProblem {
  const name = short(String(path.at(-1) ?? ''));
  return {
    path,
    key: true,
    message: `${printPath(path.slice(0, -1))}: found the name ${JSON.stringify(name)}, ${expected}`,
  };
}

/** A key of a hostile file may be as long as the file. */
function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return 'a section';
}

function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return current;
}
