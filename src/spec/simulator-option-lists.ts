/** An option that a spec may set. Ranges include their ends. */
export interface TunableOption {
  readonly name: string;
  readonly description: string;
  readonly whole?: true;
  /** Values that leave results within 0.3 % of those of the defaults, in the circuits below. */
  readonly harmless: readonly [number, number] | string;
  /** These and the harmless ones may stand in a spec; with one of these nothing passes. */
  readonly flagged?: readonly [number, number] | string;
  /** What other values do, as measured; completes a sentence that starts with the option. */
  readonly effect: string;
}

const ABOVE_ZERO = Number.MIN_VALUE;

/*
 * What `effect` says is what scripts/option-effects.js printed on ngspice-wasm (ngspice 39.3), sky130 at tt and 27 C,
 * against the defaults of src/netlist/options.ts: the largest move of tau and peak of a DPI trace of 20 ms at 1 pF, and
 * of A+, tau+, A-, tau- of additive pair STDP (6 pairs). Stricter values than these are harmless: an engine that cannot
 * meet them does not converge, and that is told.
 */
export const TUNABLE_OPTIONS: readonly TunableOption[] = [
  {
    name: 'gmin',
    description: 'Conductance across every junction, siemens.',
    harmless: [ABOVE_ZERO, 1e-18],
    flagged: [ABOVE_ZERO, 1e-15],
    effect:
      'leaks at every junction: 1e-16 moves a weight change by 0.08 %, 1e-15 a time constant of a window by 0.7 %, ' +
      "1e-14 by 6.8 %; at 1e-13 a trace's time constant is 14 % off and a window has no shape, at 1e-12 a trace " +
      'decays no more',
  },
  {
    name: 'reltol',
    description: 'Relative error.',
    harmless: [ABOVE_ZERO, 1e-4],
    flagged: [ABOVE_ZERO, 1e-2],
    effect: 'is coarse: 3e-4 moves a weight change by 0.7 %, 1e-3 by 2.2 %, 1e-2 by 17 %',
  },
  {
    name: 'abstol',
    description: 'Absolute error of currents, amperes.',
    harmless: [ABOVE_ZERO, 1e-16],
    flagged: [ABOVE_ZERO, 1e-12],
    effect:
      'is near the currents of the circuit: 1e-14 moves a weight change by 0.5 %, 1e-12 a time constant of a window ' +
      'by 0.6 %',
  },
  {
    name: 'vntol',
    description: 'Absolute error of voltages, volts.',
    harmless: [ABOVE_ZERO, 1e-6],
    flagged: [ABOVE_ZERO, 1e-3],
    effect: "lets voltages be off that set currents exponentially: 1e-4 moves a trace's peak by 0.04 %",
  },
  {
    name: 'chgtol',
    description: 'Absolute error of charges, coulombs.',
    harmless: [ABOVE_ZERO, 1e-19],
    flagged: [ABOVE_ZERO, 1e-14],
    effect: 'hides the charge of a pulse: 1e-15 moves a weight change by 0.75 %, 1e-14 by 4 %',
  },
  {
    name: 'trtol',
    description: 'Overestimation of the truncation error.',
    harmless: [ABOVE_ZERO, 1],
    flagged: [ABOVE_ZERO, 7],
    effect: 'makes time steps longer: 2 moves a time constant of a window by 0.35 %, 7 by 3.1 %',
  },
  {
    name: 'method',
    description: 'Integration method.',
    harmless: 'trap',
    flagged: 'gear',
    effect: "integrates with more damping: a trace's peak moves by 1.1 %",
  },
  {
    name: 'xmu',
    description: 'Damping of the trapezoidal rule: 0.5 is none, and lets capacitor currents ring.',
    harmless: [0.48, 0.495],
    flagged: [0.4, 0.5],
    effect:
      "changes the damping: 0.45 moves a weight change by 0.95 %, 0.4 by 2.1 %, and 0.5 a trace's peak by 0.35 % and " +
      'lets capacitor currents ring',
  },
  {
    name: 'maxord',
    description: 'Largest order of Gear integration.',
    whole: true,
    harmless: [2, 2],
    flagged: [2, 6],
    effect: "allows orders of Gear's method that are not stable for every circuit",
  },
  {
    name: 'itl1',
    description: 'Iterations of the operating point.',
    whole: true,
    harmless: [1, 100_000],
    effect: 'only decides when to give up',
  },
  {
    name: 'itl2',
    description: 'Iterations of one point of a DC sweep.',
    whole: true,
    harmless: [1, 100_000],
    effect: 'only decides when to give up',
  },
  {
    name: 'itl4',
    description: 'Iterations of one time step.',
    whole: true,
    harmless: [1, 100_000],
    effect: 'only decides when a time step is halved',
  },
  {
    name: 'bypass',
    description: 'Skip devices that hardly changed (0: never).',
    whole: true,
    harmless: [0, 0],
    effect: 'skips device evaluations, and neither a trace nor a window converges',
  },
];

/** Options of ngspice that no spec may set, by what is wrong with them. */
export interface RefusedOptions {
  readonly names: readonly string[];
  /** Completes a sentence that starts with the option. */
  readonly because: string;
}

/** Together with the above: OPTtbl of ngspice 39 and 45 (cktsopt.c), and the variables that `.options` also sets. */
export const REFUSED_OPTIONS: readonly RefusedOptions[] = [
  {
    names: words('cshunt cshunt_value rshunt gshunt enable_noisy_r'),
    because: 'adds an element at every node: that is another circuit, and a trim would hide it',
  },
  {
    names: words('temp tnom'),
    because: 'changes the temperature behind the report; write process.temperature or variations.temperature',
  },
  {
    names: words('scale scalm defl defw defm defad defas'),
    because: 'changes the dimensions of transistors; write circuit.sizes',
  },
  {
    names: words(
      'badmos3 oldlimit trytocompact ngbehavior level diogradingcoeffmax ng_nomodcheck diode_cj0 diode_rser',
    ),
    because: 'changes the equations of devices',
  },
  {
    names: words(
      `noopiter itl6 srcsteps gminsteps gminfactor dyngmin nodedamping absdv reldv copynodesets keepopinfo noopac
      ramptime noopalter maxopalter maxevtiter convlimit convstep convabsstep autopartial pivtol pivrel epsmin`,
    ),
    because: 'decides how an operating point is looked for, and so which of several is found',
  },
  {
    names: words(
      `interp autostop minbreak nobreak nostepsizelimit xtrtol lteabstol ltereltol ltetrtol newtrunc itl3 itl5 cptime
      limtim limpts lvlcod lvltim statlocal sim_status`,
    ),
    because: 'decides which time points there are; a verification sets them itself, and --check-numerics halves them',
  },
  {
    names: words('seed seedinfo rndseed notrnoise sqrnoise noisyxspice'),
    because: 'takes part in random numbers; write variations.seed or variations.noise',
  },
  {
    names: words('klu sparse klu_memgrow_factor num_threads indverbosity'),
    because: "chooses the engine's solver; choose an engine with --engine",
  },
  {
    names: words(
      `savecurrents savecurrents_bsim3 savecurrents_bsim4 savecurrents_mos1 probe_alli_given probe_alli_nox
      probe_is_given acct noacct list node opts nomod nopage noinit norefvalue numdgt rawfile rawfileprec filetype
      warn maxwarns soacheck wnflag width height brief nosort measoutfile appendwrite altshow printinfo unixcom units
      ngdebug interactive`,
    ),
    because: 'only decides what ngspice saves or prints; a verification saves what it compares',
  },
  {
    names: words(
      `nosubckt substart subend subinvoke modelcard modelline noparse numparams renumber no_auto_gnd no_auto_braces
      sourcepath spicepath strictnumparse strict_errorhandling device topo_reduce auto_bridge no_auto_bridge_family
      no_mem_check addcontrol controlswait`,
    ),
    because: 'changes how the netlist is read',
  },
];

function words(text: string): string[] {
  return text.split(/\s+/);
}
