/** Lets the events run that wait now: Node's own way where there is one, a timer in a browser. */
export function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  return new Promise((resolve) => void (setImmediate ?? setTimeout)(resolve));
}
