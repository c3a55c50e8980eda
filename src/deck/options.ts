import { didYouMean } from '../units/did-you-mean.js';
import { refuseLine, shown } from './deck-error.js';

/** Options that decide a simulation: the same in ngspice 39 and 45. */
const KNOWN = new Set(
  `absdv abstol autopartial autostop badmos3 bypass chgtol convabsstep convlimit convstep copynodesets cshunt defad
  defas defl defm defw epsmin gmin gminfactor gminsteps gshunt indverbosity interp itl1 itl2 itl3 itl4 itl5 itl6
  keepopinfo klu lteabstol ltereltol ltetrtol maxevtiter maxopalter maxord method minbreak newtrunc no_auto_gnd
  nodedamping noinit noiter noopac noopalter noopiter oldlimit pivrel pivtol ramptime reldv reltol rndseed rshunt
  savecurrents savecurrents_bsim3 savecurrents_bsim4 savecurrents_mos1
  scale scalm seed seedinfo sparse srcsteps statlocal temp tnom trtol trytocompact vntol warn wnflag
  maxwarns xmu`.split(/\s+/),
);

/** Options that ask for listings, or are those of other simulators: ngspice reads them and changes nothing. */
const IDLE = new Set(
  `accept acct brief captab dccap fast gmindc ingold limpts limtim list lvlcod lvltim measform mtthresh noacct node
  nomod nopage norefvalue notop nowarn numdgt opts post post_version posttop probe runlvl search unwrap`.split(/\s+/),
);

/** First words of the options of Xyce. */
const XYCE = new Set('timeint nonlin nonlin-tran linsol device output parser dist sensitivity restart'.split(' '));

/** Whether a name is that of an option that decides a simulation. */
export function isOption(name: string): boolean {
  return KNOWN.has(name);
}

/** Variables of ngspice's interpreter that name files, or decide how files are read. */
const REACHING = new Set(
  `rawfile measoutfile sourcepath spicepath helppath modpath inputdir editor program shell remote_shell rprogram
  osdi_enabled filetype ngbehavior subinvoke substart subend modelcard modelline nosubckt numparams noparse`.split(
    /\s+/,
  ),
);

/** The options of a line as an engine gets them, and what was left out. */
export interface PrintedOptions {
  /** `.options` alone when there is none. */
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * An `.options` line with the options that decide something. ngspice keeps what it does not know as a variable of its
 * interpreter that nobody asks for: such a one is left out with a warning.
 * @throws DeckError naming an option that names files or decides how they are read, or that is another simulator's
 */
export function printedOptions(text: string, line: number): PrintedOptions {
  const kept: string[] = [];
  const warnings: string[] = [];
  for (const [, name = '', value] of text
    .slice(text.indexOf(' ') + 1)
    .matchAll(/([^ =,]+)(?: ?= ?(\{[^{}]*\}|'[^']*'|"[^"]*"|[^ =,]+))?/g)) {
    if (text === name || IDLE.has(name)) continue;
    if (XYCE.has(name))
      refuseLine(
        line,
        `"${name}" starts a group of options of Xyce`,
        'write ".options reltol=..." without it, and look at the other lines: Xyce has devices of its own',
      );
    if (REACHING.has(name))
      refuseLine(line, `"${shown(name)}" is no option of a circuit: it names files or how they are read`, 'remove it');
    if (KNOWN.has(name)) kept.push(value === undefined ? name : `${name}=${value}`);
    else warnings.push(`"${shown(name)}" is no option of ngspice, and is left out${didYouMean(name, [...KNOWN])}`);
  }
  return { text: kept.length === 0 ? '.options' : `.options ${kept.join(' ')}`, warnings };
}
