import type { ModelNames } from './names.js';

/** Written by scripts/model-parameters.js from ngspice's own lists; `x*` stands for x, lx, wx and px. */
export const MOS: Readonly<Record<string, ModelNames>> = {
  mos1: {
    names: `
    ad af as bnode cbd cbd0 cbdsw0 cbs cbs0 cbssw0 cgb cgbo cgd cgdo cgs cgso cj cjsw cqbd cqbs cqgb cqgd cqgs dnode
    dnodeprime drainconductance drainvcrit dtemp fc gamma gbd gbs gds gm gmb gmbs gnode ib ibd ibs ic icvbs icvds
    icvgs id ig is js kf kp l lambda ld m mj mjsw nmos nrd nrs nss nsub off p pb pd phi pmos ps qbd qbs qgb qgd qgs
    rd rs rsh sens_l sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w sens_w_cplx sens_w_dc
    sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance sourcevcrit temp tnom tox tpg
    type u0 uo vbd vbs vds vdsat vgs von vt0 vto w`,
  },
  mos2: {
    names: `
    ad af as bnode cbd cbd0 cbdsw0 cbs cbs0 cbssw0 cd cgb cgbo cgd cgdo cgs cgso cj cjsw cqbd cqbs cqgb cqgd cqgs
    delta dnode dnodeprime drainconductance drainvcrit dtemp fc gamma gbd gbs gds gm gmb gmbs gnode ib ibd ibs ic
    icvbs icvds icvgs id ig is js kf kp l lambda ld m mj mjsw neff nfs nmos nrd nrs nss nsub off p pb pd phi pmos ps
    qbd qbs qgb qgd qgs rd rs rsh sens_l sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real sens_w
    sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime sourceconductance
    sourcevcrit temp tnom tox tpg type u0 ucrit uexp uo vbd vbs vds vdsat vgs vmax von vt0 vto w xj`,
  },
  mos3: {
    names: `
    ad af alpha as bnode cbd cbd0 cbdsw0 cbs cbs0 cbssw0 cd cgb cgbo cgd cgdo cgs cgso cj cjsw cqbd cqbs cqgb cqgd
    cqgs delta delvt0 delvto dnode dnodeprime drainconductance drainvcrit dtemp eta fc gamma gbd gbs gds gm gmb gmbs
    gnode ib ibd ibs ic icvbs icvds icvgs id ig input_delta is js kappa kf kp l ld m mj mjsw nfs nmos nrd nrs nss
    nsub off p pb pd phi pmos ps qbd qbs qgb qgd qgs rd rs rsh sens_l sens_l_cplx sens_l_dc sens_l_imag sens_l_mag
    sens_l_ph sens_l_real sens_w sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real snode snodeprime
    sourceconductance sourcevcrit temp theta tnom tox tpg type u0 uo vbd vbs vds vdsat vgs vmax von vt0 vto w wd xd
    xj xl xw`,
  },
  mos6: {
    names: `
    ad as bnode cbd cbd0 cbdsw0 cbs cbs0 cbssw0 cd cgb cgbo cgd cgdo cgs cgso cj cjsw cqbd cqbs cqgb cqgd cqgs dnode
    dnodeprime drainconductance drainvcrit dtemp fc gamma gamma1 gbd gbs gds gm gmbs gnode ib ibd ibs ic icvbs icvds
    icvgs id ig is js kc kv l lambda lambda0 lambda1 ld m mj mjsw nc nmos nrd nrs nss nsub nv nvth off p pb pd phi
    pmos ps qbd qbs qgb qgd qgs rd rs rsh sens_l sens_l_cplx sens_l_dc sens_l_imag sens_l_mag sens_l_ph sens_l_real
    sens_w sens_w_cplx sens_w_dc sens_w_imag sens_w_mag sens_w_ph sens_w_real sigma snode snodeprime
    sourceconductance sourcevcrit temp tnom tox tpg type u0 uo vbd vbs vds vdsat vgs von vt0 vto w`,
  },
  mos9: { like: 'mos3', names: '' },
  bsim1: {
    names: `
    ad af as cgbo cgdo cgso cj cjsw dell dl dw eta ic js k1 k2 kf l leta lk1 lk2 lmus ln0 lnb lnd lphi lu0 lu1 lvfb
    lx2e lx2ms lx2mz lx2u0 lx2u1 lx3e lx3ms lx3u1 m mj mjsw mus muz n0 nb nd nmos nrd nrs off pb pbsw pd phi pmos ps
    rsh temp tox u0 u1 vbs vdd vds vfb vgs w wdf weta wk1 wk2 wmus wn0 wnb wnd wphi wu0 wu1 wvfb wx2e wx2ms wx2mz
    wx2u0 wx2u1 wx3e wx3ms wx3u1 x2e x2ms x2mz x2u0 x2u1 x3e x3ms x3u1 xpart`,
  },
  bsim2: {
    names: `
    ad af ai0 aib as bi0 bib cgbo cgdo cgso cj cjsw dell dl dw eta0 etab ic js k1 k2 kf l lai0 laib lbi0 lbib leta0
    letab lk1 lk2 lmu0b lmu20 lmu2b lmu2g lmu30 lmu3b lmu3g lmu40 lmu4b lmu4g lmus0 lmusb ln0 lnb lnd lphi lu10 lu1b
    lu1d lua0 luab lub0 lubb lvfb lvghigh lvglow lvof0 lvofb lvofd m mj mjsw mu0 mu0b mu20 mu2b mu2g mu30 mu3b mu3g
    mu40 mu4b mu4g mus0 musb n0 nb nd nmos nrd nrs off pb pbsw pd phi pmos ps rsh temp tox u10 u1b u1d ua0 uab ub0
    ubb vbb vbs vdd vds vfb vgg vghigh vglow vgs vof0 vofb vofd w wai0 waib wbi0 wbib wdf weta0 wetab wk1 wk2 wmu0b
    wmu20 wmu2b wmu2g wmu30 wmu3b wmu3g wmu40 wmu4b wmu4g wmus0 wmusb wn0 wnb wnd wphi wu10 wu1b wu1d wua0 wuab wub0
    wubb wvfb wvghigh wvglow wvof0 wvofb wvofd xpart`,
  },
  vdmos: {
    names: `
    a af bex bv cds cgd cgdmax cgdmin cgs cjo cqgd cqgs cthj derating dnode dnodeprime drainconductance dtemp eg fc
    gds gm gnode ibv ic icvds icvgs id id_max idio idr_max ig is kf kp ksubthres lambda m mtriode mu n nbv off p
    pd_max phi qgd qgs rb rd rds rg rq rs rth_ext rthca rthjc snode snodeprime sourceconductance subshift tcasenode
    tcvth te_max temp tempnode texp0 texp1 thermal theta tksubthres1 tksubthres2 tnom trb1 trb2 trd1 trd2 trg1 trg2
    trs1 trs2 tt type vdmos vdmosn vdmosp vds vds_max vgd_max vgdr_max vgs vgs_max vgsr_max vj von vq vth0 vto vtotc
    xti`,
  },
};
