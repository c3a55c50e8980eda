import { didYouMean } from '../units/did-you-mean.js';
import { printPath, type PathProblem } from './problems.js';
import type { SpecParts } from './spec-parts.js';

/**
 * The names a spec may use that other parts of rulespice know; given to the loader so that a wrong one is found at its
 * place.
 */
export interface Vocabulary {
  readonly traceCells: readonly string[];
  /** Processes; only the one that a spec names is read. */
  readonly processes: { readonly names: readonly string[]; get: (name: string) => Technology };
  /** What a process file beside a spec offers. @throws UserError for what is wrong in it */
  readonly ownProcess: (text: string, file: string) => Technology;
}

interface Technology {
  readonly corners: readonly string[];
  readonly roles: readonly string[];
}

function technologyNamed({ names, get }: Vocabulary['processes'], name: string): Technology | undefined {
  return names.includes(name) ? get(name) : undefined;
}

/** Every name in a spec that the vocabulary does not know. */
export function checkNames(
  { process, circuit, variations }: SpecParts,
  { traceCells, processes, ownProcess }: Vocabulary,
): PathProblem[] {
  const found: PathProblem[] = [];
  const check = (
    path: readonly PropertyKey[],
    what: string,
    name: string | undefined,
    known: readonly string[],
    key = false,
  ): void => {
    if (name === undefined || known.includes(name)) return;
    const message =
      `${printPath(path)}: unknown ${what} "${name}"${didYouMean(name, known)}; ` + `known: ${known.join(', ')}`;
    found.push({ path, key, message });
  };
  check(['circuit', 'trace', 'cell'], 'trace cell', circuit?.trace.cell, traceCells);
  if (process?.file === undefined) check(['process', 'name'], 'process', process?.name, processes.names);
  const technology =
    process &&
    (process.own ? ownProcess(process.own.text, process.own.file) : technologyNamed(processes, process.name));
  if (!technology) return found;
  check(['process', 'corner'], `corner of ${process.name}`, process.corner, technology.corners);
  variations?.corners.forEach((corner, index) => {
    check(['variations', 'corners', index], `corner of ${process.name}`, corner, technology.corners);
  });
  variations?.list?.forEach(({ corner }, index) => {
    check(['variations', 'list', index, 'corner'], `corner of ${process.name}`, corner, technology.corners);
  });
  for (const role of Object.keys(circuit?.sizes ?? {}))
    check(['circuit', 'sizes', role], `device role of ${process.name}`, role, technology.roles, true);
  return found;
}
