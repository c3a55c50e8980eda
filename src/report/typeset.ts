/** Micro sign, true minus, powers of ten and a space that does not break, where the text is a number with a unit. */
export function typeset(text: string): string {
  return text
    .replace(
      /(\d)e([-+]?)(\d+)/g,
      (_, digit: string, sign: string, power: string) =>
        `${digit} × 10${sign === '-' ? '⁻' : ''}${[...power].map((figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)]).join('')}`,
    )
    .replace(/(\d) u(?=[A-Za-z])/g, '$1 µ')
    .replace(/(µ?m)2\b/g, '$1²')
    .replace(/(^|[\s(])-(?=\d)/g, '$1−')
    .replace(/(\d) (?=[^\s(]{1,4}(?:$|[\s,)]))/g, '$1\u00a0');
}
