import { CaseProject, describeWithSharedCases, presentEngines, type Outcome } from '../support/shared-cases.js';

const DECKS = 'decks';

/** What is right of each deck: exit code, a word of stdout, a word of stderr. */
const RIGHT: readonly (readonly [deck: string, code: number, out: RegExp, err: RegExp])[] = [
  ['c08-xschem-top.cir', 0, /v\(in\)/, /^/],
  ['c16-tran-expression.cir', 0, /^time,/, /^/],
  ['d01-meas.cir', 0, /^time,/, /^tau {2}= 1\.00000\de-3\nvmax = 9\.9326\d+e-1 {2}at = 5\.0+e-3$/m],
  ['d02-control.cir', 0, /^time,v\(in\),v\(out\)/, /^tau = 1\.00000\de-3$/m],
  ['d03-control-run.cir', 0, /^time,/, /d03-control-run\.cir:8: "plot" draws nothing here/],
  ['d15-savecurrents.cir', 2, /^$/, /d15-savecurrents\.cir:5: savecurrents: an ac analysis has no currents/],
  ['e06-psp.cir', 2, /^$/, /e06-psp\.cir:2: .*Verilog-A models \(OSDI\) cannot run here; use a built-in one/],
  ['e08-poly.cir', 0, /v\(o\)/, /^/],
  ['e09-table.cir', 0, /v\(o\)/, /^/],
  ['e22-unexcited.cir', 0, /^time,/, /warning: e22-unexcited\.cir: \.tran: .*singular at node "vpre"/],
  ['e24-u-instance.cir', 2, /^$/, /e24-u-instance\.cir:2: "u1" .*start the line with X/],
  ['e33-laplace.cir', 2, /^$/, /e33-laplace\.cir:3: "e1" is a Laplace source/],
  ['e45-xyce-y.cir', 2, /^$/, /e45-xyce-y\.cir:3: "timeint" starts a group of options of Xyce/],
  ['e48-if-file.cir', 0, /v\(a\)/, /^/],
  ['e49-backquote-comment.cir', 0, /v\(a\)/, /^/],
  ['e58-csparam-same.cir', 0, /v\(a\)/, /^/],
  ['e59-dos-eof/deck.cir', 0, /v\(a\)/, /^/],
  ['e60-latin1-model/deck.cir', 0, /v\(a\)/, /^/],
  ['e62-noise-total.cir', 0, /^frequency,/, /onoise_total = 1\.92835\de-6\ninoise_total = 4\.45323\de-6/],
  ['e64-appendwrite-loop.cir', 0, /^$/, /the control block gave 5 results/],
  ['e66-meas-fail.cir', 1, /^time,/, /e66-meas-fail\.cir:5: measurement "t1" failed: "v\(a\)" never crosses 5/],
  ['e67-dev-gauss.cir', 0, /v\(a\)/, /^/],
  ['f01-dc-upper.cir', 0, /^v-sweep,/, /^/],
  ['f03-noise-upper.cir', 0, /^frequency,/, /onoise_total/],
  ['f07-ac-dec1.cir', 0, /^frequency,/, /^/],
  ['f08-lvlcod.cir', 0, /v\(a\)/, /^/],
  ['f09-optlist.cir', 0, /v\(a\)/, /^/],
  ['f10-unknown-par.cir', 0, /v\(d\)/, /warning: f10-unknown-par\.cir:2: model "n": "foo" is no parameter of mos1/],
  ['f12-savecur-state.cir', 0, /@r1\[i\].*\r\n/, /^/],
  ['f19-dc-r-upper.cir', 0, /^res-sweep,/, /^/],
];

/** Decks that engines might read each in its own way; what is refused, or carried out by us, is the same on all. */
const ON_EVERY_ENGINE = /^(c08|d15|e08|e09|e22|e58|e62|f)/;

describeWithSharedCases(DECKS, 'decks as designers write them', () => {
  let project: CaseProject;
  beforeAll(() => {
    project = new CaseProject(DECKS, [...new Set(RIGHT.map(([deck]) => deck.split('/')[0]!))]);
  });
  afterAll(() => project.dispose());

  const engines = presentEngines();
  // The first that is here is the fastest.
  const [whole] = engines;
  describe.each(engines)('on %s', (engine) => {
    test.each(RIGHT.filter(([deck]) => engine === whole || ON_EVERY_ENGINE.test(deck)))(
      '%s',
      async (deck, code, out, err) => {
        const outcome: Outcome = await project.run([
          'simulate',
          deck,
          '--engine',
          engine,
          '--no-cache',
          '--timeout',
          '60',
        ]);
        expect(outcome).toMatchObject({ code });
        expect(outcome.out).toMatch(out);
        expect(outcome.err).toMatch(err);
        // Lines of a CSV end in CR LF.
        project.expectHarmless({ ...outcome, out: outcome.out.replaceAll('\r\n', '\n') });
      },
      120_000,
    );
  });
});
