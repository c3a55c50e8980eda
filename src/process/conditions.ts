/** The conditions of one simulation. */
export interface Conditions {
  readonly process: string;
  readonly corner: string;
  /** degrees Celsius */
  readonly temperature: number;
  /** volts */
  readonly supply: number;
  /** Relative error of all capacitors; none when absent. */
  readonly capacitor?: number;
  /** Relative error of all reference currents; none when absent. */
  readonly bias?: number;
  /** Which netlist of a drawn circuit, where there are several. */
  readonly netlist?: string;
}

/** `sky130 tt 27 C 1.8 V`: one line for logs and tables. */
export function conditionsLabel(conditions: Conditions): string {
  const { process, corner, temperature, supply } = conditions;
  return [`${process} ${corner} ${temperature} C ${supply} V`, ...tolerancesText(conditions)].join(' ');
}

/** `C +10 %`, `I -5 %`: what is not nominal, in the order of every table. */
export function tolerancesText({
  capacitor = 0,
  bias = 0,
  netlist,
}: Pick<Conditions, 'capacitor' | 'bias' | 'netlist'>): string[] {
  const off = [['C', capacitor] as const, ['I', bias] as const].flatMap(([letter, error]) =>
    error === 0 ? [] : [`${letter} ${percent(error)}`],
  );
  return netlist === undefined ? off : [...off, netlist];
}

/** `+10 %` */
function percent(error: number): string {
  return `${error > 0 ? '+' : ''}${Number((100 * error).toPrecision(6))} %`;
}
