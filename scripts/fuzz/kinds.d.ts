type Pick = (count: number) => number;
export interface Kind {
  readonly documents?: readonly unknown[];
  readonly texts?: readonly string[];
  read(text: string, folder: string): void;
}
export declare function kindsOf(
  // Readers of src or dist, by name.
  api: Readonly<Record<string, unknown>>,
  files: Readonly<Record<'specs' | 'crossbars' | 'processes' | 'sets', readonly unknown[]>>,
): Readonly<Record<string, Kind>>;
export declare function mutatedTable(text: string, pick: Pick): string;
