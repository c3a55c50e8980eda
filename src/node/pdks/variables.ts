import { dirname, join } from 'node:path';
import type { Environment, FoundPdk } from '../../shelf/shelf.js';

/** `$PDK_ROOT`, `${PDK_ROOT}`, and as xschem and Tcl write it `$::PDK_ROOT`, `$env(PDK_ROOT)`. */
const VARIABLE = /\$(?:::)?(?:env\((\w+)\)|\{(\w+)\}|(\w+))/g;

/**
 * A path with the variables that lead to a PDK put in. No other variable is: a deck cannot look into the environment.
 * @returns undefined where one is unknown or says nothing
 */
export function withPdkPaths(path: string, environment: Environment, pdks: readonly FoundPdk[]): string | undefined {
  let complete = true;
  const expanded = path.replace(VARIABLE, (_, ...names: (string | undefined)[]) => {
    const value = valueOf(names.slice(0, 3).find((name) => name !== undefined) ?? '', environment, pdks);
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete && !expanded.includes('$') ? expanded : undefined;
}

function valueOf(name: string, environment: Environment, pdks: readonly FoundPdk[]): string | undefined {
  const [first] = pdks;
  const models = (family: string): string | undefined => pdks.find((pdk) => pdk.name.startsWith(family))?.models;
  switch (name) {
    case 'PDK_ROOT':
      return (
        (environment.PDK_ROOT === '' ? undefined : environment.PDK_ROOT) ??
        (first && dirname(join(first.root, first.name)))
      );
    case 'PDK':
      return environment.PDK ?? (pdks.length === 1 ? first?.name : undefined);
    case 'PDKPATH':
      return environment.PDKPATH ?? (environment.PDK === first?.name || pdks.length === 1 ? first?.folder : undefined);
    // Of xschem's set-up files.
    case 'SKYWATER_MODELS':
      return models('sky130');
    case '180MCU_MODELS':
      return models('gf180mcu');
    default:
      return undefined;
  }
}
