/** A generated file that is committed. */
export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}
