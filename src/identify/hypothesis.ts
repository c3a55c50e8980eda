/** How the change of the weight depends on the weight: as the presets have it, or on a straight line. */
export type Dependence = 'additive' | 'multiplicative' | 'power' | 'linear';

/** What an event does to its trace: adds to it, sets it, or something between that is measured. */
export type Pairing = 'all-to-all' | 'nearest' | 'partial';

/** What one side of a window may follow, without its numbers. */
export interface Side {
  readonly dependence: Dependence;
  readonly pairing: Pairing;
  /** A first event writes less to its trace, or more, than one that follows another. */
  readonly warm: boolean;
  /** A term that needs a third event, of the side that reads. */
  readonly triplet: boolean;
}

/** One rule that a circuit may follow, without its numbers. */
export interface Hypothesis {
  /** Post after pre, and pre after post; absent where the weight does not move. */
  readonly plus?: Side;
  readonly minus?: Side;
  /** What one event does to the weight alone. */
  readonly blankPre: boolean;
  readonly blankPost: boolean;
  /** Whether that depends on the weight. */
  readonly blankSlope: boolean;
  /**
   * Charge sharing: a switch takes the charge of a node behind it with its first event, and another only after an event
   * of the other side has changed that node, so that an event that follows one of its own side does something else.
   */
  readonly again: boolean;
  /** What time does to the weight alone, and whether that depends on the weight. */
  readonly drift: boolean;
  readonly leak: boolean;
}

export type Sides = Readonly<Record<'plus' | 'minus', boolean>>;

/** `additive, nearest, warm-up; blanks`; sides that differ are named. */
export function nameOf(hypothesis: Hypothesis): string {
  const { plus, minus, blankPre, blankPost, blankSlope, again, drift, leak } = hypothesis;
  const [up, down] = [plus && sideName(plus), minus && sideName(minus)];
  const sides =
    up === down
      ? [up ?? '']
      : [
          ...(up === undefined ? [] : [`post after pre: ${up}`]),
          ...(down === undefined ? [] : [`pre after post: ${down}`]),
        ];
  const alone = [
    ...(blankPre && blankPost ? ['blanks'] : blankPre ? ['blank of pre'] : blankPost ? ['blank of post'] : []),
    ...(blankSlope ? ['their slopes'] : []),
    ...(again ? ['charge sharing'] : []),
    ...(leak ? ['leak'] : drift ? ['drift'] : []),
  ];
  return [...sides, ...(alone.length > 0 ? [alone.join(' and ')] : [])].join('; ');
}

function sideName({ dependence, pairing, warm, triplet }: Side): string {
  return [dependence, pairing, ...(warm ? ['warm-up'] : []), ...(triplet ? ['triplets'] : [])].join(', ');
}

const DEPENDENCES: readonly Dependence[] = ['additive', 'multiplicative', 'power', 'linear'];
const PAIRINGS: readonly Pairing[] = ['all-to-all', 'nearest', 'partial'];

/** What time does, which is measured by itself and not fitted. */
export type Time = Pick<Hypothesis, 'drift' | 'leak'>;

/** Every dependence with every pairing, the same on both sides, with all that single events may do. */
export function pairRules(sides: Sides, time: Time): Hypothesis[] {
  return DEPENDENCES.flatMap((dependence) =>
    PAIRINGS.map((pairing) => {
      const side: Side = { dependence, pairing, warm: false, triplet: false };
      return {
        ...(sides.plus ? { plus: side } : {}),
        ...(sides.minus ? { minus: side } : {}),
        blankPre: true,
        blankPost: true,
        blankSlope: false,
        again: false,
        ...time,
      };
    }),
  );
}

/** The same with another dependence, another pairing, or a term more, on both sides. */
export function alternatives(one: Hypothesis): Hypothesis[] {
  const changed = (change: Partial<Side>): Hypothesis => ({
    ...one,
    ...(one.plus ? { plus: { ...one.plus, ...change } } : {}),
    ...(one.minus ? { minus: { ...one.minus, ...change } } : {}),
  });
  const changes: Partial<Side>[] = [
    { warm: true },
    { triplet: true },
    ...DEPENDENCES.map((dependence) => ({ dependence })),
    ...PAIRINGS.map((pairing) => ({ pairing })),
  ];
  const blanks = one.blankPre || one.blankPost;
  const others = [
    ...changes.map(changed),
    { ...one, blankSlope: blanks },
    { ...one, blankSlope: blanks, again: blanks },
  ];
  return others.filter((other) => nameOf(other) !== nameOf(one));
}

/** What one hypothesis becomes when something is left out of it. */
export type Simplification = (one: Hypothesis) => Hypothesis;

/** Everything that may be left out, one by one; what is not there changes nothing. */
export const SIMPLIFICATIONS: readonly Simplification[] = [
  (one) => ({ ...one, again: false }),
  (one) => ({ ...one, blankSlope: false }),
  (one) => withBlanks({ ...one, blankPre: false }),
  (one) => withBlanks({ ...one, blankPost: false }),
  ...(['plus', 'minus'] as const).flatMap((key): Simplification[] => {
    const of =
      (change: (side: Side) => Partial<Side>): Simplification =>
      (one) => {
        const side = one[key];
        return side ? { ...one, [key]: { ...side, ...change(side) } } : one;
      };
    return [
      of(() => ({ triplet: false })),
      of(() => ({ warm: false })),
      of(({ pairing }) => (pairing === 'partial' ? { pairing: 'nearest' } : {})),
      of(({ pairing }) => (pairing === 'partial' ? { pairing: 'all-to-all' } : {})),
      of(({ dependence }) => (free(dependence) ? { dependence: 'additive' } : {})),
      of(({ dependence }) => (free(dependence) ? { dependence: 'multiplicative' } : {})),
    ];
  }),
];

/** Without what only blanks have, where none is left. */
function withBlanks(one: Hypothesis): Hypothesis {
  return one.blankPre || one.blankPost ? one : { ...one, blankSlope: false, again: false };
}

/** Whether a dependence has a number of its own. */
function free(dependence: Dependence): boolean {
  return dependence === 'power' || dependence === 'linear';
}
