import type { EventName, Rule } from '../rule/rule.js';
import { eventTimes, type Experiment } from '../stimulus/experiment.js';
import { formatQuantity } from '../units/format.js';
import { UserError } from '../units/user-error.js';

/** Between the end of a pulse and its late pulse, seconds: edges and complements have settled. */
export const LATE_GAP = 20e-6;

/** An event input of the DUT. */
export interface EventInput {
  /** DUT port. */
  readonly net: string;
  readonly event: EventName;
  /**
   * The pulse comes after the event's own pulse: what reads a state at an event reads it before the event changes it.
   */
  readonly late: boolean;
  /** Rests at the supply and falls to ground at an event. */
  readonly active?: 'low';
  /** Volts at rest and during an event, where they are not ground and supply. */
  readonly levels?: readonly [number, number];
}

/** Net of the late pulse of an event. */
export function lateNet(event: EventName): string {
  return `${event}_late`;
}

/**
 * The events of a rule as inputs: pre and post first, then the others in the order of the rule, each followed by its
 * late pulse if a state needs one.
 */
export function eventInputs(rule: Rule, late: ReadonlySet<EventName>): EventInput[] {
  const names = [...new Set(rule.updates.map(({ event }) => event))];
  const rank = (event: EventName): number => (event.startsWith('pre') ? 0 : event === 'post' ? 1 : 2);
  const ordered = names
    .map((event, index) => ({ event, index }))
    .sort((a, b) => rank(a.event) - rank(b.event) || a.index - b.index);
  return ordered.flatMap(({ event }): EventInput[] => [
    { net: event, event, late: false },
    ...(late.has(event) ? [{ net: lateNet(event), event, late: true }] : []),
  ]);
}

/** When the pulse of an input starts, for an event at `onset`; seconds. */
export function pulseOnset({ late }: EventInput, onset: number, pulse: number): number {
  return late ? Number((onset + pulse + LATE_GAP).toPrecision(12)) : onset;
}

/**
 * Share of a pulse by which a late pulse may reach into the next reading: it has then missed half the square of that,
 * 0.13 % of one event.
 */
const OVERLAP = 0.05;

/**
 * The late pulse of an event follows its own pulse; the next event's reading must not begin before it has ended, or it
 * reads a trace that is still growing. The stimulus alone cannot know this: which events are late is a matter of the
 * composition.
 *
 * @param pulse seconds
 * @throws UserError for events of one channel that are too close, with the first such pair
 */
export function requireLateApart(
  inputs: readonly EventInput[],
  experiments: readonly Experiment[],
  pulse: number,
): void {
  const needed = Number(((2 - OVERLAP) * pulse + LATE_GAP).toPrecision(6));
  for (const { event } of inputs.filter(({ late }) => late)) {
    for (const experiment of experiments) {
      const onsets = eventTimes(experiment, event);
      const at = onsets.findIndex((onset, index) => index > 0 && onset - (onsets[index - 1] ?? 0) < needed - 1e-12);
      if (at < 0) continue;
      const [before, close] = [onsets[at - 1] ?? NaN, onsets[at] ?? NaN];
      throw new UserError([
        {
          message:
            `stimulus.${experiment.name}: ${event} events at ${formatQuantity(before, 's', 6)} and ` +
            `${formatQuantity(close, 's', 6)} are ${formatQuantity(close - before, 's', 3)} apart; ` +
            `the rule reads a trace at the ${event} that adds to it, so each event takes a second pulse ` +
            `after the first, and they must be at least ${formatQuantity(needed, 's', 3)} apart; move them ` +
            `or shorten circuit.pulse`,
        },
      ]);
    }
  }
}
