export declare const ODD_VALUES: readonly unknown[];
export declare function mutated(document: unknown, pick: (count: number) => number): unknown;
