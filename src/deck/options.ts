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

/**
 * An `.options` line with the options that decide something; the empty line when there is none. ngspice keeps what it
 * does not know as a variable of its interpreter, and some of those name files (`rawfile`, `measoutfile`), so
 * everything else is refused.
 * @throws DeckError naming the option
 */
export function printedOptions(text: string, line: number): string {
  const kept: string[] = [];
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
    if (!KNOWN.has(name))
      refuseLine(line, `"${shown(name)}" is no option that we know`, 'remove it; reltol, gmin or method are options');
    kept.push(value === undefined ? name : `${name}=${value}`);
  }
  return kept.length === 0 ? '.options' : `.options ${kept.join(' ')}`;
}
