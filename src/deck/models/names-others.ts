import type { ModelNames } from './names.js';

/** Written by scripts/model-parameters.js from ngspice's own lists; `x*` stands for x, lx, wx and px. */
export const OTHERS: Readonly<Record<string, ModelNames>> = {
  diode: {
    names: `
    af area bv bv_max c capcur cd charge cj cj0 cjo cjp cjsw cond cta ctc cth0 ctp d dtemp eg fc fcs fv_max gd ib
    ibv ic id id_max ik ikf ikr is isr js jsw jtun jtunsw keg kf l level lm lp m mj mjsw n nbv nr ns ntun off p pb
    pd_max php pj qd rs rth0 sens_area sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real tcv te_max temp
    thermal tlev tlevc tm1 tm2 tnom tpb tphp tref trs trs1 trs2 tt ttt1 ttt2 tvj vd vj w wm wp xm xoi xom xp xti
    xtitun`,
  },
  bjt: {
    names: `
    af area areab areac basenode baseprimenode bf br c2 c4 cbx ccs cexbc cjc cje cjs cmu cn collectorconduct colnode
    colprimenode cpi cqbc cqbe cqbx cqsub csub ctc cte cts d dtemp eg emitnode emitprimenode emitterconduct
    excessphasefactor fc gamma gcsub gdsub geqbx geqcb gm gmu go gpi gx ib ib_max ibc ibe ic ic_max icvbe icvce ie
    ik ikf ikr invearlyvoltf invearlyvoltr invrollofff invrolloffr irb is isc ise iss itf kf m mc me mjc mje mjs ms
    nc ne nf nk nkf npn nr ns off p pc pd_max pe pnp ps ptf qbc qbe qbx qco qsub quasimod rb rbm rc rco re rth0
    sens_area sens_cplx sens_dc sens_imag sens_mag sens_ph sens_real subs substnode tbf1 tbf2 tbr1 tbr2 te_max temp
    tf tikf1 tikf2 tikr1 tikr2 tirb1 tirb2 tis1 tis2 tisc1 tisc2 tise1 tise2 tiss1 tiss2 titf1 titf2 tlev tlevc
    tmjc1 tmjc2 tmje1 tmje2 tmjs1 tmjs2 tnc1 tnc2 tne1 tne2 tnf1 tnf2 tnom tnr1 tnr2 tns1 tns2 tr transtimevbcfact
    trb trb1 trb2 trc trc1 trc2 tre tre1 tre2 tref trm1 trm2 ttf1 ttf2 ttr1 ttr2 tvaf1 tvaf2 tvar1 tvar2 tvjc tvje
    tvjs type va vaf var vb vbc vbc_max vbe vbe_max vce_max vg vjc vje vjs vo vtf xcjc xtb xtf xti`,
  },
  vbic: {
    names: `
    afn ajc aje ajs area art avc1 avc2 basebinode basebpnode basebxnode basenode bfn cbc cbco cbcp cbcx cbe cbeo
    cbep cbex ccso cjc cjcp cje cjep collcinode collcxnode collnode cqbc cqbe cqbx cth dear dtemp ea eaic eaie eais
    eanc eane eans eap ebbe emiteinode emitnode fc gamm geqbx geqcb gm gmu go gpi gx hrcf ib ibbe ibci ibcip ibcn
    ibcnp ibei ibeip iben ibenp ic icvbe icvce ie ikf ikp ikr is isp isrr itf kfn m mc me ms nbbe nci ncip ncn ncnp
    nei nen nf nfp nkf npn nr off p pc pe pnp ps qbc qbe qbm qbx qco qtf rbi rbp rbx rci rcx re rs rth subsnode
    subssinode tavc td temp tf tnbbe tnf tnom tr tref tvbbe1 tvbbe2 type vbbe vbc vbc_max vbe vbe_max vce_max vef
    ver vers vo vref vrt vtf wbe wsp xii xikf xin xis xisr xrb xrbi xrbp xrbx xrc xrci xrcx xre xrs xtf xvo`,
  },
  hicum2: {
    names: `
    abet acbar af afre ahc ahjei aick ajei ajep alb alces alfav alhc alit aljei aljep alkav alqav alqf alrth alt0
    alvs area basebinode basebpnode basenode betaac betadc c10 cbcpar cbepar ccox ccs ceox cfbe cjci0 cjcx0 cjei0
    cjep0 cjs0 cmui cmux collcinode collnode cpii cpix crbi cscp0 csu cth delck dt dt0h dtsh dvgbe emiteinode
    emitnode f1vg f2vg favl fbc fbcpar fbe fbepar fcrbi fdqr0 fgeo flcomp flcono flnqs flsh fqi ft fthc gmi gms gtfe
    hf0 hfc hfe hjci hjei iavl ib ibci ibcis ibcxs ibei ibeis ibeps ibets ic icbar ich ick ie ireis ireps is iscs it
    itss kavl kf kfre kt0 latb latl m mbci mbcx mbei mbep mcf mrei mrep msc msf npn off p pnp qavl qp0 rb rbi rbi0
    rbx rci0 rcx rcx_t re re_t rhjei rmui rmux roi rpii rpix rsu rth subsnode subssinode t0 tbhrec tbvl tef0 temp
    tempnode tf thcs tk tnom tr tref tsf tunode type vbbp vbc vbc_max vbe vbe_max vbici vbiei vbpbi vcbar vce
    vce_max vces vciei vdci vdcx vdei vdep vds vdsp version vgb vgc vge vgs vlim vpt vptci vptcx vpts vptsp vsc
    xf1node xf2node xfnode zci zcx zei zep zetabet zetaci zetact zetacx zetahjei zetarbi zetarbx zetarcx zetare
    zetarth zetavgbe zs zsp`,
  },
  jfet: {
    names: `
    af area b beta betatce bex cgd cgs cqgd cqgs dtemp eg fc gd gds gdsnoi ggd ggs gm gs ic id ig igd is kf lambda m
    njf nlev off p pb pjf qgd qgs rd rs tcv temp tnom type vgd vgs vt0 vto vtotc xti`,
  },
  jfet2: {
    names: `
    acgam af area beta cds cgd cgs cqgd cqgs delta dtemp fc gd gds ggd ggs gm gs hfe1 hfe2 hfeta hfg1 hfg2 hfgam ibd
    ic id ig igd is kf lambda lfg1 lfg2 lfgam m mvst mxi n njf off p pb pjf q qgd qgs rd rs taud taug temp tnom type
    vbd vbi ver vgd vgs vpave vst vt0 vto vtrap xc xi z`,
  },
  mes: {
    names: `
    af alpha area b beta cd cg cgd cgs cqgd cqgs depl_cap dnode dprimenode fc gd gds ggd ggs gm gnode gs icvds icvgs
    is kf lambda m nmf off p pb pmf qgd qgs rd rs snode sprimenode type vcrit vgd vgs vt0 vto`,
  },
  mesa: {
    names: `
    ag alpha alphat astar beta cas cbs cd cg cgd cqgd cqgs cs d del delfo delta dnode dprimenode dtemp du epsi eta
    flo gamma gd gds ggd ggr ggs gm gnode gprimenode gs icvds icvgs ks l lambda lambdahf level m mc mu mu1 mu2 n nd
    ndelta ndu nmax nmf off p phib phib1 pmf qgd qgs rd rdi rf rg ri rs rsi rtc1 rtc2 sigma0 snode sprimenode tc td
    teta0 teta1 tf tggr th theta tlambda tmu tphib ts tvto type vcrit vgd vgs vs vsg vsigma vsigmat vt0 vto w xchi
    xtm0 xtm1 xtm2 zeta`,
  },
  hfet1: {
    names: `
    a1 a2 astar cd cds cg cgd ck1 ck2 cm1 cm2 cm3 cqgd cqgs cs d1 d2 del delf delta deltad di dnode dprimenode dtemp
    epsi eta eta1 eta2 fgds gamma gatemod gds ggd ggr ggs gm gnode icvds icvgs js1d js1s js2d js2s kappa klambda kmu
    kvto l lambda m m1d m1s m2d m2s mc mt1 mt2 mu mv1 nhfet nmax off p phfet phib qgd qgs rd rdi rf rg rgd rgs ri rs
    rsi sigma0 snode sprimenode talpha temp tf type vgd vgs vs vsigma vsigmat vt0 vt1 vt2 vto w`,
  },
  hfet2: {
    names: `
    cd cf cg cgd cqgd cqgs cs d1 d2 del delta deltad di dnode dprimenode dtemp epsi eta eta1 eta2 gamma gds ggd ggr
    ggs gm gnode icvds icvgs js klambda kmu knmax kvto l lambda m mc mu n nhfet nmax off p phfet qgd qgs rd rdi rs
    rsi sigma0 snode sprimenode temp type vgd vgs vs vsigma vsigmat vt0 vt1 vt2 vto w`,
  },
  resistor: {
    names: `
    ac af bv_max defw dlr dtemp dw ef i kf l lf m narrow noise noisy p r res resistance rsh scale sens_cplx sens_dc
    sens_imag sens_mag sens_ph sens_real sens_resist short tc tc1 tc1r tc2 tc2r tce temp tnom w wf`,
  },
  capacitor: {
    names: `
    bv_max c cap capacitance capsw cj cjsw cox defl defw del di dtemp i ic l m narrow p scale sens_cap sens_cplx
    sens_dc sens_imag sens_mag sens_ph sens_real short tc1 tc2 temp thick tnom w`,
  },
  inductor: {
    names: `
    csect current dia dtemp flux i ic ind inductance l length m mu nt p scale sens_cplx sens_dc sens_imag sens_ind
    sens_mag sens_ph sens_real tc1 tc2 temp tnom v volt`,
  },
  switch: {
    names: `
    cont_n_node cont_p_node goff gon i neg_node off on p pos_node roff ron sw vh vt`,
  },
  cswitch: {
    names: `
    control csw goff gon i ih it neg_node off on p pos_node roff ron`,
  },
  urc: {
    names: `
    cperl fmax gnd isperl k l n neg_node pos_node rperl rsperl urc`,
  },
  ltra: {
    names: `
    abs c compactabs compactrel g i1 i2 ic l len lininterp ltra mixedinterp neg_node1 neg_node2 nocontrol
    nosteplimit pos_node1 pos_node2 quadinterp r rel steplimit truncdontcut truncnr v1 v2`,
  },
  transline: {
    names: `
    c g l length neg_node pos_node r txl`,
  },
  cpllines: {
    names: `
    c cpl dimension g l length neg_nodes pos_nodes r txl`,
  },
};
