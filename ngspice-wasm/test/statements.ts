/** Every statement of a netlist that could leave something behind, besides options. */
export const STATEMENTS: readonly string[] = [
  '.temp 85',
  '.options temp=85 tnom=50',
  '.nodeset v(out)=0.9',
  '.ic v(out)=0.7',
  '.global out',
  '.csparam q={p*2}',
  '.func v(x) {3*x}',
  '.func sqrt(x) {x}',
  '.param out=3 pi=4 temper=5',
  '.save v(in)',
  '.save @r1[i] @m1[gm]',
  '.probe v(in)',
  '.probe alli',
  '.width out=20',
  '.title another',
  '.meas tran m max v(out)',
  '.measure tran m when v(out)=99',
  '.print tran v(out)',
  '.plot tran v(out)',
  '.four 1k v(out)',
  '.step param p 1 2 1',
  '.lib nowhere tt',
  '.include nowhere',
  '.if (1)\n.param k=1\n.else\n.param k=2\n.endif',
  '.options seed=5',
  '.options seed=random',
  '.options seedinfo',
  '.options interp',
  '.options savecurrents',
  '.options cshunt=1e-9 rshunt=1e4 gshunt=1e-4',
  '.options scale=1e-6 scalm=2',
  '.model dm2 d is=1e-9',
  '.subckt cell b\nr1 b 0 1\n.ends',
  'r7 out 0 {agauss(1k,100,1)}',
  'r8 out 0 {gauss(1k,0.1,3)}',
  'b7 q 0 v={rnd(5)}',
  'r9 out 0 1k tc1=1e-2 temp=100',
  'c9 out 0 1n ic=0.5',
  'v9 q 0 dc 0 trnoise(1m 1u 0 0)',
  'v9 q 0 dc 0 sin(0 1 1k)',
  '.tran 1u 1m uic',
  '.ac dec 3 1 1k',
  '.dc v1 0 1 0.1',
  '.noise v(out) v1 dec 3 1 1k',
  '.op',
  '.tf v(out) v1',
  '.sens v(out)',
  '.pz in 0 out 0 vol pz',
  '.disto dec 3 1 1k',
  '.control\nset temp=100\nalias run quit\n.endc',
  '*# set temp=100',
  ';# alias run quit',
  '.end\nsecond\nr1 a 0 1\n.end',
];

const SWITCHES = (
  'acct noacct list nomod nopage node opts noopiter noopac trytocompact keepopinfo badmos3 interp savecurrents ' +
  'autostop bypass sparse klu oldlimit post brief csdf probe parhier noinit nostepsizelimit altinit seedinfo ' +
  'sqrnoise dcap warn indverbosity ngdebug noprintscale'
).split(' ');
const VALUES = (
  'abstol chgtol reltol vntol trtol pivtol pivrel gmin gminsteps srcsteps itl1 itl2 itl3 itl4 itl5 itl6 defm defl ' +
  'defw defad defas defpd defps defnrd defnrs tnom temp minbreak maxord xmu cshunt rshunt gshunt rseries delmin ' +
  'convlimit convstep convabsstep ramptime absdv absrel epsmin numdgt width cptime limtim limpts lvlcod lvltim scale ' +
  'scalm maxwarns maxopalter maxevtiter noopalter dphi polydegree polystart nfreqs seed rndseed warn ' +
  'bypass gdsmin wl mindelta'
).split(' ');

/** Every option that ngspice 39 knows by name (inpptree, cktsopt, inp.c), and some that it does not. */
export const OPTIONS: readonly string[] = [
  ...SWITCHES,
  ...VALUES.map((name) => `${name}=${['itl', 'max'].some((start) => name.startsWith(start)) ? 3 : '2e-6'}`),
  'method=gear',
  'method=trap',
  'xmu=0.3',
  'unknown=5',
  'temp=85 tnom=50 cshunt=1e-9 scale=1e-6 seed=3',
];
