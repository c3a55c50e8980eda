/** What two runs of one verification may differ in: times, and where a result came from. */
const CIRCUMSTANCES = new Set(['wallSeconds', 'generated', 'cached', 'runs']);

/** A report or its JSON as text, without its circumstances: equal for equal results, byte for byte. */
export function substance(report: unknown): string {
  return JSON.stringify(report, (key, value: unknown) => (CIRCUMSTANCES.has(key) ? undefined : value), 1);
}
