import type { ModelNames } from './names.js';

/** Written by scripts/model-parameters.js from ngspice's own lists; `x*` stands for x, lx, wx and px. */
export const BSIM4: Readonly<Record<string, ModelNames>> = {
  bsim4: {
    names: `
    a0* a1* a2* acde* acnqsmod ad ados af agidl* agisl* ags* aigbacc* aigbinv* aigc* aigd* aigs* aigsd* alpha0*
    alpha1* as at* b0* b1* bdos beta0* bg0sub bgidl* bgisl* bigbacc* bigbinv* bigc* bigd* bigs* bigsd* binunit bvd
    bvs capbd capbs capmod cbb cbd cbg cbs cdb cdd cdg cds cdsc* cdscb* cdscd* cf* cgb cgbo cgd cgdl* cgdo cgg
    cgidl* cgisl* cgs cgsl* cgso cigbacc* cigbinv* cigc* cigd* cigs* cigsd* cit* cjd cjs cjswd cjswgd cjswgs cjsws
    ckappad* ckappas* clc* cle* csb csd csg css cvchargemod delta* delvt0 delvto diomod dlc dlcig dlcigd dmcg dmcgt
    dmci dmdg drout* dsub* dtox dvt0* dvt0w* dvt1* dvt1w* dvt2* dvt2w* dvtp0* dvtp1* dvtp2* dvtp3* dvtp4* dvtp5*
    dwb* dwc dwg* dwj easub ef egidl* egisl* eigbinv* em eot epsrgate epsrox epsrsub eta0* etab* eu* fgidl* fgisl*
    fnoimod fprout* gamma1* gamma2* gbd gbmin gbs gcrg gds geomod gidlclamp gidlmod gm gmbs gtau ibd ibs ic id
    idovvds igb igbmod igcd igcmod igcs igd igidl igisl igs ijthdfwd ijthdrev ijthsfwd ijthsrev isub jsd jss jswd
    jswgd jswgs jsws jtsd jtss jtsswd jtsswgd jtsswgs jtssws jtweff k1* k2* k2we* k3* k3b* keta* kf kgidl* kgisl*
    kt1* kt1l* kt2* ku0* ku0we* kvsat kvth0* kvth0we* l lambda* lc leffeot lint lintnoi ll llc lln llodku0 llodvth
    lmax lmin lodeta0 lodk2 lp* lpe0* lpeb* lw lwc lwl lwlc lwn m min minv* minvcv* mjd mjs mjswd mjswgd mjswgs
    mjsws mobmod moin* mtrlcompatmod mtrlmod mulu0 ndep* nf nfactor* ngate* ngcon ni0sub nigbacc* nigbinv* nigc* njd
    njs njts njtsd njtssw njtsswd njtsswg njtsswgd nmos noff* noia noib noic nrd nrs nsd* nsub* ntnoi ntox* off
    paramchk pbd pbs pbswd pbswgd pbswgs pbsws pclm* pd pdiblc1* pdiblc2* pdiblcb* pdits* pditsd* pditsl permod phig
    phin* pigcd* pmos poxedge* prt* prwb* prwg* ps pscbe1* pscbe2* pvag* qb qd qdef qg qinv qs rbdb rbdbx0 rbdby0
    rbodymod rbpb rbpbx0 rbpbxl rbpbxnf rbpbxw rbpby0 rbpbyl rbpbynf rbpbyw rbpd rbpd0 rbpdl rbpdnf rbpdw rbps rbps0
    rbpsl rbpsnf rbpsw rbsb rbsbx0 rbsby0 rbsdbxl rbsdbxnf rbsdbxw rbsdbyl rbsdbynf rbsdbyw rdsmod rdsw* rdswmin
    rdw* rdwmin rgatemod rgeomod rgidl* rgisl* rnoia rnoib rnoic rsh rshg rsw* rswmin sa saref sb sbref sc sca scb
    scc scref sd steta0 stk2 tbgasub tbgbsub tcj tcjsw tcjswg tempeot tempmod teta0* tku0 tnfactor* tnjts tnjtsd
    tnjtssw tnjtsswd tnjtsswg tnjtsswgd tnoia tnoib tnoic tnoimod tnom toxe toxm toxp toxref tpb tpbsw tpbswg
    trnqsmod tvfbsdoff* tvoff* tvoffcv* u0* ua* ua1* ub* ub1* uc* uc1* ucs* ucste* ud* ud1* up* ute* vbd_max
    vbdr_max vbm* vbs vbs_max vbsr_max vbx* vddeot vds vds_max vdsat version vfb* vfbcv* vfbsdoff* vgb_max vgbr_max
    vgd_max vgdr_max vgs vgs_max vgsr_max voff* voffcv* voffcvl voffl vsat* vth vth0* vtho* vtl* vtsd vtss vtsswd
    vtsswgd vtsswgs vtssws w w0* web wec weffeot wint wl wlc wln wlod wlodku0 wlodvth wmax wmin wnflag wpemod wr* ww
    wwc wwl wwlc wwn xgl xgw xj* xjbvd xjbvs xl xn* xpart xrcrg1* xrcrg2* xt* xtid xtis xtsd xtss xtsswd xtsswgd
    xtsswgs xtssws xw`,
  },
  bsim4v7: {
    like: 'bsim4',
    names: `
   `,
    without: `
    gidlclamp idovvds`,
  },
  bsim4v6: {
    like: 'bsim4',
    names: `
   `,
    without: `
    dvtp2* dvtp3* dvtp4* dvtp5* fgidl* fgisl* gidlclamp gidlmod idovvds kgidl* kgisl* mtrlcompatmod rgidl* rgisl*
    rnoic teta0* tnfactor* tnoic tvoffcv* wnflag`,
  },
  bsim4v5: {
    like: 'bsim4',
    names: `
   `,
    without: `
    ados agisl* aigd* aigs* bdos bg0sub bgisl* bigd* bigs* cgisl* cigd* cigs* cvchargemod dlcigd dvtp2* dvtp3*
    dvtp4* dvtp5* easub egisl* eot epsrgate epsrsub fgidl* fgisl* gidlclamp gidlmod idovvds jtweff kgidl* kgisl*
    leffeot minvcv* mtrlcompatmod mtrlmod ni0sub njtsd njtsswd njtsswgd phig rgidl* rgisl* rnoic tbgasub tbgbsub
    tempeot teta0* tnfactor* tnjtsd tnjtsswd tnjtsswgd tnoic tvoffcv* ucs* ucste* vddeot voffcvl weffeot wnflag`,
  },
};
