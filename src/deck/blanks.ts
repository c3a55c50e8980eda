/** Most blanks that one step of a pattern swallows: it remembers each, and of millions its memory runs out. */
const RUN = /[ \t]{1,1000}/g;

/** The text with one blank for any number of blanks and tabs, however many there are. */
export function singleBlanks(text: string): string {
  let found = text.replace(RUN, ' ');
  while (found.includes('  ')) found = found.replace(RUN, ' ');
  return found;
}
