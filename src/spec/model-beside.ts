import type { RuleSpec } from '../rule/parameters.js';
import { folderOf } from '../shelf/path.js';
import { UserError, type Problem } from '../units/user-error.js';
import { readDocument } from './document.js';
import { placedError } from './placed.js';
import { explainIssues, problem } from './problems.js';
import { readBeside } from './read-beside.js';
import { ruleSchema } from './rule-schema.js';
import type { SpecParts } from './spec-parts.js';

/**
 * Reads the spec whose rule is the model of a drawn circuit.
 * @param complain places a message at the line of `dut.model`
 * @throws UserError for a file that cannot be read, or whose `rule` is none
 */
export function withModel<Parts extends SpecParts>(
  parts: Parts,
  specFile: string,
  complain: (message: string) => readonly Problem[],
): Parts {
  const { dut } = parts;
  if (dut?.model === undefined) return parts;
  const { file, text } = readBeside(dut.model.file, folderOf(specFile), {
    complain,
    writtenBy: `rulespice identify ${specFile} --card ${dut.model.file}`,
    length: 'a model is a spec with a rule',
  });
  return { ...parts, dut: { ...dut, model: { ...dut.model, rule: ruleIn(text, file) } } };
}

function ruleIn(text: string, file: string): RuleSpec {
  const document = readDocument(text, file);
  const rule = (document.value as { readonly rule?: unknown } | null)?.rule;
  if (rule === undefined)
    throw new UserError([
      { file, line: 1, message: 'has no rule; a model is a spec with one, as "rulespice identify" writes it' },
    ]);
  const result = ruleSchema.safeParse(rule);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ ...issue, path: ['rule', ...issue.path] }));
  const problems = explainIssues(issues, { rule });
  throw placedError(problems.length > 0 ? problems : [problem(['rule'], 'is no rule')], document, file);
}
