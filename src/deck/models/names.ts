/** Parameters of one of ngspice's devices, separated by blanks; those of a version of it by their differences. */
export interface ModelNames {
  readonly names: string;
  readonly like?: string;
  readonly without?: string;
}
