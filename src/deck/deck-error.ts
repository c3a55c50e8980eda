/** Why a text is no deck we pass on. */
export type DeckErrorKind = 'refused-deck' | 'undefined-parameter' | 'unknown-instance';

/** Refuses a deck, naming the line where it can. src/engine turns it into a SimulationError. */
export class DeckError extends Error {
  constructor(
    readonly kind: DeckErrorKind,
    /** What was found and what to do, without the place. */
    readonly what: string,
    /** One-based line of the text that was read; undefined when the deck as a whole is meant. */
    readonly line?: number,
  ) {
    super(line === undefined ? what : `line ${line}: ${what}`);
    this.name = 'DeckError';
  }
}

/** @throws DeckError always: what was found, and what to do about it */
export function refuseLine(line: number, what: string, advice: string): never {
  throw new DeckError('refused-deck', `${what}; ${advice}`, line);
}

/** A piece of the user's text for a message: short, and with its control characters shown. */
export function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return short.replace(/[^\x20-\x7e]/g, (character) => codePoint(character));
}

/** `U+00A0` */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
