/** What the order of a test file depends on. */
export interface OrderedTest {
  readonly path: string;
  readonly context: { readonly config: { readonly rootDir: string; readonly displayName: { readonly name: string } } };
}

/** Unit and golden tests before simulations, files that are known to take long first within each kind. */
export function longFirst<Test extends OrderedTest>(tests: readonly Test[]): Test[];
