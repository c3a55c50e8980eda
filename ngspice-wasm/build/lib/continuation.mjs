/**
 * C text: a BSIM4 transistor is continued to second order within a time point instead of being evaluated again.
 *
 * The first iteration of every time point evaluates each transistor at the extrapolated voltages. In the later ones the voltages hardly move:
 * where all of them moved by less than `ngw_linear_range`, currents and charges follow their derivatives,
 *
 *   I(v + d) = I(v) + g d,   Q(v + d) = Q(v) + C d,   with an error of (d / U_T)^2 / 2 of the current at most (weak inversion),
 *
 * and only integration, stamps and convergence test are done anew. ngspice's own `bypass` leaves the charges where they were evaluated:
 * an error of first order, C d, which every time point adds to the one before. Here nothing adds up: the charge that a time point ends
 * with belongs to the voltages that it ends with, and the next time point evaluates anew.
 */

/** Placed where a load function knows the voltages and how far they moved, before they are limited. */
export const continuation = (model) => {
  const here = (name) => `here->${model}${name}`;
  const state = (name) => `*(ckt->CKTstate0 + ${here(name)})`;
  return `
               if ((ckt->CKTmode & MODETRAN) && (ckt->CKTmode & MODEINITFLOAT)
                   && (vds >= 0.0) == (${here('mode')} >= 0)
                   && fabs(delvds) < ngw_linear_range && fabs(delvgs) < ngw_linear_range && fabs(delvbs) < ngw_linear_range
                   && fabs(delvbs_jct) < ngw_linear_range && fabs(delvbd_jct) < 2.0 * ngw_linear_range)
               {   /* a reversed device was evaluated with source and drain exchanged, and so are its derivatives */
                   const int forward = ${here('mode')} >= 0;
                   const double dg = forward ? delvgs : delvgd, db = forward ? delvbs : delvbd, dd = forward ? delvds : -delvds;
                   const double gb = delvgs - delvbs, nearb = forward ? -delvbs : -delvbd, farb = forward ? -delvbd : -delvbs;
                   cdrain = ${here('cd')} += ${here('gm')} * dg + ${here('gds')} * dd + ${here('gmbs')} * db;
                   ${here('csub')} += ${here('gbgs')} * dg + ${here('gbds')} * dd + ${here('gbbs')} * db;
                   ${here('Igidl')} += ${here('ggidlg')} * delvgs + ${here('ggidld')} * delvds + ${here('ggidlb')} * delvbs;
                   ${here('Igisl')} += ${here('ggislg')} * delvgd - ${here('ggisls')} * delvds + ${here('ggislb')} * delvbd;
                   ${here('cbs')} += ${here('gbs')} * delvbs_jct;
                   ${here('cbd')} += ${here('gbd')} * delvbd_jct;
                   qgate = ${here('qgate')} += ${here('cggb')} * gb + ${here('cgdb')} * farb + ${here('cgsb')} * nearb;
                   qbulk = ${here('qbulk')} += ${here('cbgb')} * gb + ${here('cbdb')} * farb + ${here('cbsb')} * nearb;
                   qdrn = ${here('qdrn')} += ${here('cdgb')} * gb + ${here('cddb')} * farb + ${here('cdsb')} * nearb;
                   ${state('qbs')} += ${here('capbs')} * delvbs_jct;
                   ${state('qbd')} += ${here('capbd')} * delvbd_jct;
                   vgb = vgs - vbs;
                   vgmb = vgms - vbs;
                   vbs_jct = ${here('rbodyMod')} ? vsbs : vbs;
                   vbd_jct = ${here('rbodyMod')} ? vdbd : vbd;
                   ngw_continued++;
                   goto continued;
               }
`;
};
