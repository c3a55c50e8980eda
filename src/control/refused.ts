import { didYouMean } from '../units/did-you-mean.js';

/** Commands that start programs, read or write files of the host, or load code. */
const REACHING = new Set(
  (
    'shell source load cd codemodel osdi pre_osdi pre_codemodel use bltplot wrs2p wrnodev mdump mrdump mc_source ' +
    'dump fopen fread fclose edit aspice jobs rspice pre_set snload snsave system getcwd'
  ).split(' '),
);

const WHOLE = 'an analysis runs from its start to its end here';
const INTERPRETER = "it changes the interpreter's own commands";
const EVENTS = 'it is about event nodes of XSPICE devices, and there are none here';

/** Commands of ngspice that are not carried out: why, and what to do instead. */
const REASONS: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  ...of('stop resume step', WHOLE, 'run up to the time with "tran", change with "alter" and run again'),
  ...of('trace delete state', WHOLE, 'remove the line; "save" and "print" show vectors'),
  ...of('alias unalias shift label goto', INTERPRETER, 'write the commands out; foreach, while and repeat loop'),
  ...of('edisplay eprint eprvcd esave', EVENTS, 'remove the line'),
  ...of(
    'circbyline setcirc remcirc removecirc rehash',
    'the circuit is the one of this deck, and no other is loaded',
    'put every circuit into a deck of its own',
  ),
  ...of('spec', 'it is a slow Fourier transform', 'use "linearize" and "fft"'),
  ...of(
    'psd',
    'averaged spectra of power are not computed',
    'use "linearize" and "fft", and square: "let p = mag(v(out))^2"',
  ),
  ...of(
    'disto',
    'there is no distortion analysis here',
    'run "tran" with a sine at the input, then "fourier" or "fft"',
  ),
  ...of('sp', 'there is no s-parameter analysis here', 'run "ac" and compute s-parameters with "let"'),
  ...of('pss', 'there is no periodic steady state here', 'run "tran" until the circuit is periodic'),
  ...of('optran', 'there is no operating point by a transient here', 'use .ic with "tran ... uic", or .nodeset'),
  ...of(
    'setscale',
    'the axis of a result stays what it is',
    'remove the line; "wrdata" takes any vectors of one length',
  ),
  ...of('reshape transpose cross', 'vectors have one dimension here', 'take parts as x[0,9]'),
  ...of(
    'cutout',
    'no part of a result becomes one of its own',
    'set lin-tstart and lin-tstop with "let", then "linearize"',
  ),
  ...of(
    'diff',
    'two results are not compared',
    'compute the difference with "let", as in "let d = v(out) - tran1.v(out)"',
  ),
  ...of('deftype devhelp check_ifparm', 'it shows or names things of the simulator only', 'remove the line'),
};

function of(names: string, reason: string, advice: string): Readonly<Record<string, readonly [string, string]>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, [reason, advice]]));
}

/**
 * Why a command is not carried out, and what to do.
 * @param known commands that are carried out
 */
export function refusalOf(name: string, known: readonly string[]): readonly [what: string, advice: string] {
  if (REACHING.has(name) || name.startsWith('!'))
    return ['reaches out of the simulation, and is never carried out', 'remove the line'];
  const reason = Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
  if (reason) return [`is not carried out here: ${reason[0]}`, reason[1]];
  return [
    `of the control block is not carried out here${didYouMean(name, known)}`,
    'remove the line; op, dc, ac, tran, noise, run, let, meas, print, write, wrdata, alter, alterparam, set, save, ' +
      'if, foreach, while and repeat are carried out',
  ];
}
