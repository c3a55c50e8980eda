/** What a card says about where its numbers come from. */
export interface Origin {
  readonly name: string;
  readonly source: string;
  readonly sha256: readonly string[];
}
