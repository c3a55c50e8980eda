/**
 * JSON text, as `JSON.stringify` gives it, with every invisible character in its strings as an escape: the data are the
 * same, and a log or an editor that shows them is not changed by one. `##[` would be a command to some CI systems.
 */
export function plainJson(json: string): string {
  return json
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      // By UTF-16 units, as JSON counts.
      character.split('').map(escape).join(''),
    )
    .replace(/##(?=[A-Za-z.]*\[)/g, '#\\u0023');
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
