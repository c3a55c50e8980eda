import type { ModelNames } from './names.js';

/** Written by scripts/model-parameters.js from ngspice's own lists; `x*` stands for x, lx, wx and px. */
export const BSIM3: Readonly<Record<string, ModelNames>> = {
  bsim3: {
    names: `
    a0* a1* a2* acde* acm acnqsmod ad af ags* alpha0* alpha1* as at* b0* b1* beta0* binunit calcacm capbd capbs
    capmod cbd cbg cbs cdd cdg cds cdsc* cdscb* cdscd* cf* cgbo cgd cgdl* cgdo cgg cgs cgsl* cgso cit* cj cjsw cjswg
    ckappa* clc* cle* cqb cqd cqg delta* delvto dlc drout* dsub* dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dwb* dwc
    dwg* ef elm* em eta0* etab* gamma1* gamma2* gbd gbs gds geo gm gmbs hdif ibd ibs ic id ijth js jsw k1* k2* k3*
    k3b* keta* kf kt1* kt1l* kt2* l ld ldif lint lintnoi ll llc lln lmax lmin lw lwc lwl lwlc lwn m mj mjsw mjswg
    mobmod moin* mulu0 nch* nfactor* ngate* nj nlx* nmos noff* noia noib noic noimod nqsmod nrd nrs nsub* off
    paramchk pb pbsw pbswg pclm* pd pdiblc1* pdiblc2* pdiblcb* pmos prt* prwb* prwg* ps pscbe1* pscbe2* pvag* qb qd
    qg rd rdc rdsw* rs rsc rsh tcj tcjsw tcjswg tnom tox toxm tpb tpbsw tpbswg u0* ua* ua1* ub* ub1* uc* uc1* ute*
    vbd_max vbdr_max vbm* vbs vbs_max vbsr_max vbx* vds vds_max vdsat version vfb* vfbcv* vgb_max vgbr_max vgd_max
    vgdr_max vgs vgs_max vgsr_max voff* voffcv* vsat* vth vth0* vtho* w w0* wint wl wlc wln wmax wmin wmlt wr* ww
    wwc wwl wwlc wwn xj* xl xpart xt* xti xw`,
  },
  bsim3v32: {
    like: 'bsim3',
    names: `
    lmlt`,
    without: `
    acnqsmod lintnoi`,
  },
  bsim3v1: {
    like: 'bsim3',
    names: `
   `,
    without: `
    acde* acm acnqsmod alpha1* calcacm capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs cqb cqd cqg delvto gbd gbs
    geo ibd ibs ijth ld ldif lintnoi llc lwc lwlc moin* mulu0 noff* qb qd qg rd rdc rs rsc tcj tcjsw tcjswg toxm tpb
    tpbsw tpbswg vbd_max vbdr_max vbs_max vbsr_max vds_max vfb* vgb_max vgbr_max vgd_max vgdr_max vgs_max vgsr_max
    voffcv* wlc wmlt wwc wwlc xl xw`,
  },
  bsim3v0: {
    like: 'bsim3',
    names: `
   `,
    without: `
    acde* acm acnqsmod alpha1* calcacm capbd capbs cbd cbg cbs cdd cdg cds cgd cgg cgs cjswg cqb cqd cqg delvto geo
    hdif ijth jsw ld ldif lintnoi llc lwc lwlc mjswg moin* mulu0 nj noff* paramchk pbswg qb qd qg rd rdc rs rsc tcj
    tcjsw tcjswg toxm tpb tpbsw tpbswg vbd_max vbdr_max vbs_max vbsr_max vds_max version vfb* vfbcv* vgb_max
    vgbr_max vgd_max vgdr_max vgs_max vgsr_max voffcv* wlc wmlt wwc wwlc xl xti xw`,
  },
};
