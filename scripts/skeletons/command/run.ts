import { loadSpec } from '../../load-spec.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';

/** TODO: what it does. @throws UserError for a spec with faults */
export async function camelName(
  { file, json }: { readonly file: string; readonly json: string | undefined },
  session: Session,
): Promise<number> {
  assertWritable('--json', json);
  const { name, rule } = loadSpec(file);
  if (json === undefined) session.io.out(`${name}: a rule of kind ${rule.kind}\n`);
  else await writeOutput(json, [jsonText({ name, rule: rule.kind })], session);
  announce(session.io, json);
  return EXIT.pass;
}
