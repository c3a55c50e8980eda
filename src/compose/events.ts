import type { EventName, Rule } from '../rule/rule.js';

/** Between the end of a pulse and its late pulse, seconds: edges and complements have settled. */
const LATE_GAP = 20e-6;

/** An event input of the DUT. */
export interface EventInput {
  /** DUT port. */
  readonly net: string;
  readonly event: EventName;
  /** The pulse comes after the event's own pulse: what reads a state at an event reads it before the event changes it. */
  readonly late: boolean;
}

/** Net of the late pulse of an event. */
export function lateNet(event: EventName): string {
  return `${event}_late`;
}

/** The events of a rule as inputs: pre and post first, then the others in the order of the rule, each followed by its late pulse if a state needs one. */
export function eventInputs(rule: Rule, late: ReadonlySet<EventName>): EventInput[] {
  const names = [...new Set(rule.updates.map(({ event }) => event))];
  const rank = (event: EventName): number => (event.startsWith('pre') ? 0 : event === 'post' ? 1 : 2);
  const ordered = names.map((event, index) => ({ event, index })).sort((a, b) => rank(a.event) - rank(b.event) || a.index - b.index);
  return ordered.flatMap(({ event }): EventInput[] => [
    { net: event, event, late: false },
    ...(late.has(event) ? [{ net: lateNet(event), event, late: true }] : []),
  ]);
}

/** When the pulse of an input starts, for an event at `onset`; seconds. */
export function pulseOnset({ late }: EventInput, onset: number, pulse: number): number {
  return late ? Number((onset + pulse + LATE_GAP).toPrecision(12)) : onset;
}
