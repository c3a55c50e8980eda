import { UserError } from '../units/user-error.js';

/** Part of the rule that a cell or net is there for, as a place in the spec. */
export type Purpose = readonly string[];

interface Claim {
  /** What the name stands for, as in "the net of the state w". */
  readonly what: string;
  readonly purpose: Purpose | undefined;
}

/** Instances as people know them, the elements of the netlist that they are, and nets have names of their own. */
export type Space = 'instance' | 'element' | 'net';

/**
 * The names of one circuit, each given once. Names of nets and instances are made from those that a user chose, so two
 * of them may come out alike: a weight called `x_syn` and the port `syn` of a trace `x` would be one net, and nobody
 * would be told. Small and capital letters are the same to SPICE.
 */
export class Claims {
  readonly #claims = new Map<string, Claim>();
  #purpose: Purpose | undefined;

  /** What the next claims are for; shown as the place of a clash. */
  serve(purpose: Purpose | undefined): void {
    this.#purpose = purpose;
  }

  /**
   * Takes a name.
   * @param what it stands for, for messages
   * @throws UserError when it is taken, at the name in the spec that made it
   */
  take(space: Space, name: string, what: string): void {
    // Nets of testbenches begin with "_", so that none of them is one of a circuit.
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no name of a circuit's ${space}`);
    const key = keyOf(space, name);
    const claim: Claim = { what, purpose: this.#purpose };
    const other = this.#claims.get(key);
    if (other) throw clash(space, name, other, claim);
    this.#claims.set(key, claim);
  }

  has(space: Space, name: string): boolean {
    return this.#claims.has(keyOf(space, name));
  }
}

function keyOf(space: Space, name: string): string {
  return `${space} ${name.toLowerCase()}`;
}

function clash(space: Space, name: string, first: Claim, second: Claim): UserError {
  // The name that a user wrote as it is clashes with one that was made from another.
  const whole = [first, second].find(({ purpose }) => purpose?.at(-1)?.toLowerCase() === name.toLowerCase());
  const path = (whole ?? second).purpose ?? first.purpose;
  const chosen = path?.at(-1);
  return new UserError([
    {
      ...(path ? { path } : {}),
      message:
        `${first.what} and ${second.what} would both be the ${space} "${name}" of the netlist` +
        `${chosen === undefined ? '' : `; call ${chosen} something else`}`,
    },
  ]);
}
