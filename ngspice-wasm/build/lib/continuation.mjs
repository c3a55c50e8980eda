/**
 * C text: a BSIM4 transistor that stands where it was evaluated is continued to second order instead of being evaluated again.
 *
 * The first iteration of every time point evaluates a transistor at the extrapolated voltages, unless these are where it was evaluated last, within
 * a fiftieth of `ngw_linear_range`: bias mirrors and open switches stand still for most of a transient. In the later iterations the
 * voltages hardly move: where all of them are within `ngw_linear_range` of the evaluation, currents and charges follow their derivatives,
 *
 *   I(v + d) = I(v) + g d,   Q(v + d) = Q(v) + C d,   with an error of (d / U_T)^2 / 2 of the current at most (weak inversion),
 *
 * and only integration, stamps and convergence test are done anew. ngspice's own `bypass` leaves the charges where they were evaluated:
 * an error of first order, C d, which every time point adds to the one before. Here nothing adds up: d counts from the evaluation, however many time
 * points ago, and the charge that a time point ends with is a function of the voltages that it ends with.
 */

/** Where an evaluation took place, and what came out of it: by the names of the load function, of the instance, and of its states. */
const PLACE = ['vds', 'vgs', 'vbs', 'vbs_jct', 'vbd_jct'];
const INSTANCE = ['cd', 'csub', 'Igidl', 'Igisl', 'cbs', 'cbd', 'qgate', 'qbulk', 'qdrn'];
const STATES = ['qbs', 'qbd'];

const here = (model, name) => `here->${model}${name}`;
const state = (model, name) => `*(ckt->CKTstate0 + ${here(model, name)})`;
const kept = (name) => `here->ngw_${name}`;

/** Fields of an instance. */
export const keptFields = `
    /* the last evaluation of the channel (ngspice-wasm) */
    int ngw_kept;
    double ${[...PLACE, ...INSTANCE, ...STATES].map((name) => `ngw_${name}`).join(', ')};
`;

/** Placed where a load function has evaluated a transistor; without charges there is nothing to continue. */
export const keeping = (model) => `
          ${kept('kept')} = ChargeComputationNeeded;
          ${PLACE.map((name) => `${kept(name)} = ${name};`).join(' ')}
          ${INSTANCE.map((name) => `${kept(name)} = ${here(model, name)};`).join(' ')}
          ${STATES.map((name) => `${kept(name)} = ${state(model, name)};`).join(' ')}
`;

/** Placed where a load function knows the voltages and how far they moved, before they are limited. */
export const continuation = (model) => {
  const own = (name) => here(model, name);
  const follow = (name, change) => `${own(name)} = ${kept(name)} + ${change};`;
  return `
               vbs_jct = ${own('rbodyMod')} ? vsbs : vbs;
               vbd_jct = ${own('rbodyMod')} ? vdbd : vbd;
               if ((ckt->CKTmode & MODETRAN) && (ckt->CKTmode & (MODEINITFLOAT | MODEINITPRED)) && ${kept('kept')}
                   && (vds >= 0.0) == (${own('mode')} >= 0))
               {   const double range = ckt->CKTmode & MODEINITPRED ? ngw_linear_range / 50.0 : ngw_linear_range;
                   const double dds = vds - ${kept('vds')}, dgs = vgs - ${kept('vgs')}, dbs = vbs - ${kept('vbs')};
                   const double dbs_jct = vbs_jct - ${kept('vbs_jct')}, dbd_jct = vbd_jct - ${kept('vbd_jct')};
                   if (fabs(dds) < range && fabs(dgs) < range && fabs(dbs) < range && fabs(dbs_jct) < range && fabs(dbd_jct) < 2.0 * range)
                   {   /* a reversed device was evaluated with source and drain exchanged, and so are its derivatives */
                       const int forward = ${own('mode')} >= 0;
                       const double dgd = dgs - dds, dbd = dbs - dds;
                       const double dg = forward ? dgs : dgd, db = forward ? dbs : dbd, dd = forward ? dds : -dds;
                       const double gb = dgs - dbs, nearb = forward ? -dbs : -dbd, farb = forward ? -dbd : -dbs;
                       cdrain = ${follow('cd', `${own('gm')} * dg + ${own('gds')} * dd + ${own('gmbs')} * db`)}
                       ${follow('csub', `${own('gbgs')} * dg + ${own('gbds')} * dd + ${own('gbbs')} * db`)}
                       ${follow('Igidl', `${own('ggidlg')} * dgs + ${own('ggidld')} * dds + ${own('ggidlb')} * dbs`)}
                       ${follow('Igisl', `${own('ggislg')} * dgd - ${own('ggisls')} * dds + ${own('ggislb')} * dbd`)}
                       ${follow('cbs', `${own('gbs')} * dbs_jct`)}
                       ${follow('cbd', `${own('gbd')} * dbd_jct`)}
                       qgate = ${follow('qgate', `${own('cggb')} * gb + ${own('cgdb')} * farb + ${own('cgsb')} * nearb`)}
                       qbulk = ${follow('qbulk', `${own('cbgb')} * gb + ${own('cbdb')} * farb + ${own('cbsb')} * nearb`)}
                       qdrn = ${follow('qdrn', `${own('cdgb')} * gb + ${own('cddb')} * farb + ${own('cdsb')} * nearb`)}
                       ${state(model, 'qbs')} = ${kept('qbs')} + ${own('capbs')} * dbs_jct;
                       ${state(model, 'qbd')} = ${kept('qbd')} + ${own('capbd')} * dbd_jct;
                       vgb = vgs - vbs;
                       vgmb = vgms - vbs;
                       ngw_continued++;
                       goto continued;
                   }
               }
`;
};
