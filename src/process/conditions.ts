/** The conditions of one simulation. */
export interface Conditions {
  readonly process: string;
  readonly corner: string;
  /** degrees Celsius */
  readonly temperature: number;
  /** volts */
  readonly supply: number;
}

/** `sky130 tt 27 C 1.8 V`: one line for logs and tables. */
export function conditionsLabel({ process, corner, temperature, supply }: Conditions): string {
  return `${process} ${corner} ${temperature} C ${supply} V`;
}
