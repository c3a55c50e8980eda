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
  /** What time does to the weight alone, and whether that depends on the weight. */
  readonly drift: boolean;
  readonly leak: boolean;
}

export type Sides = Readonly<Record<'plus' | 'minus', boolean>>;

/** `additive, nearest, warm-up; blanks`; sides that differ are named. */
export function nameOf(hypothesis: Hypothesis): string {
  const { plus, minus, blankPre, blankPost, blankSlope, drift, leak } = hypothesis;
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
  const others = [...changes.map(changed), { ...one, blankSlope: one.blankPre || one.blankPost }];
  return others.filter((other) => nameOf(other) !== nameOf(one));
}

/** What one hypothesis becomes when something is left out of it. */
export type Simplification = (one: Hypothesis) => Hypothesis;

/** Everything that may be left out, one by one; what is not there changes nothing. */
export const SIMPLIFICATIONS: readonly Simplification[] = [
  (one) => ({ ...one, blankSlope: false }),
  (one) => ({ ...one, blankPre: false, blankSlope: one.blankSlope && one.blankPost }),
  (one) => ({ ...one, blankPost: false, blankSlope: one.blankSlope && one.blankPre }),
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

/** Whether a dependence has a number of its own. */
function free(dependence: Dependence): boolean {
  return dependence === 'power' || dependence === 'linear';
}
