/**
 * A second copy of a MOSFET model's load function, for devices without gate and drain resistances, gate currents and
 * non-quasi-static charge, which is what open PDKs use. Same arithmetic, branches that cannot be taken left out; and
 * transistors that hardly moved since they were evaluated are continued instead of evaluated again (continuation.mjs).
 *
 * Why: V8's optimiser allocates the registers of huge functions with a faster and much worse algorithm (its flag
 * --turbo-use-mid-tier-regalloc-for-huge-functions). BSIM4's load function falls under it; the copy does not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { continuation, keeping, keptFields } from './continuation.mjs';

/** sky130 and gf180mcu are BSIM4.5. */
const LOADS = [{ file: 'src/spicelib/devices/bsim4v5/b4v5ld.c', header: 'src/spicelib/devices/bsim4v5/bsim4v5def.h', model: 'BSIM4v5' }];

/** What is fixed in the copy, by whose it is: the instance's or the model's. */
const FIXED = {
  here: { rgateMod: 0, trnqsMod: 0 },
  model: { rdsMod: 0, igcMod: 0, igbMod: 0, capMod: 2 },
};

/** Rewrites the load functions in unpacked sources. @throws Error when a source is not the one this was written for */
export function specialise(ngspice) {
  for (const { file, header, model } of LOADS) {
    rewrite(join(ngspice, file), (source) => withCommonCopy(source, model));
    // Behind the nodes: ngspice finds the terminals of any device right after the head of its instance.
    rewrite(join(ngspice, header), (source) => before(source, `\n    double ${model}l;\n`, keptFields));
  }
}

function rewrite(path, change) {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function withCommonCopy(source, model) {
  const replace = (text, word, by) => {
    const parts = text.split(new RegExp(`${word}\\b`));
    if (parts.length === 1) throw new Error(`${model}: the load function does not have ${word}`);
    return parts.join(by);
  };
  let common = replace(replace(source, `(?<=\\n)${model}load`, `${model}loadCommon`), `${model}polyDepletion`, `${model}polyDepletionCommon`);
  for (const [owner, fields] of Object.entries(FIXED)) {
    for (const [field, value] of Object.entries(fields)) common = replace(common, `${owner}->${model}${field}`, String(value));
  }
  const any = replace(source, `(?<=\\n)${model}load`, `${model}loadAny`);
  const limiting = `\n               von = here->${model}von;\n`;
  const evaluated = `\n          *(ckt->CKTstate0 + here->${model}vds) = vds;\n`;
  common = before(before(common, limiting, continuation(model)), evaluated, `${keeping(model)}\ncontinued:`);
  return `extern double ngw_linear_range;\nextern int ngw_continued;\n#define NOBYPASS\n${common}\n#undef NOBYPASS\n${any}\n${choice(model)}`;
}

/** `text` with `added` in front of the only place where it has `mark`. */
function before(text, mark, added) {
  const parts = text.split(mark);
  if (parts.length !== 2) throw new Error(`the source has ${JSON.stringify(mark)} ${parts.length - 1} times, expected once`);
  return parts.join(`${added}${mark}`);
}

const differs = (owner, model) => Object.entries(FIXED[owner]).map(([field, value]) => `${owner}->${model}${field} != ${value}`).join(' || ');

/** Called through a table that may change, so that no optimiser puts both copies back into one function. */
const choice = (model) => `
static int (*volatile loads[2])(GENmodel *, CKTcircuit *) = { ${model}loadAny, ${model}loadCommon };

static int isCommon(const ${model}model *model, const CKTcircuit *ckt)
{
    const ${model}instance *here;
    if (ckt->CKTbypass)
        return 0;
    for (; model != NULL; model = ${model}nextModel(model)) {
        if (${differs('model', model)})
            return 0;
        for (here = ${model}instances(model); here != NULL; here = ${model}nextInstance(here))
            if (${differs('here', model)})
                return 0;
    }
    return 1;
}

int ${model}load(GENmodel *inModel, CKTcircuit *ckt)
{
    return loads[isCommon((const ${model}model *)inModel, ckt)](inModel, ckt);
}
`;
