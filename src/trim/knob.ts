/**
 * One bias current searched for the value at which one quantity meets its target: Newton steps in logarithms with a
 * learned slope, kept inside a bracket as soon as there is one, so that it cannot diverge. Near threshold a peak moves
 * seven times as fast as its bias, and a plain secant ran away.
 */
export class Knob {
  #low: number | undefined;
  #high: number | undefined;
  #previous: { bias: number; residual: number } | undefined;
  #slope: number;

  /**
   * @param bias starting value, A
   * @param slope d ln(quantity) / d ln(bias) expected by theory; its sign is trusted
   */
  constructor(
    readonly bias: number,
    slope: number,
  ) {
    this.#slope = slope;
    this.#current = Math.log(bias);
  }

  #current: number;

  /** The bias to try next, A. */
  get value(): number {
    return Math.exp(this.#current);
  }

  /** Takes the measurement made at `value` and chooses the next one. @param residual ln(measured / target) */
  update(residual: number): void {
    const rising = residual * Math.sign(this.#slope);
    if (this.#previous) this.#learn(residual);
    // Another knob may have moved the answer since the bracket was made: a bracket that the new point contradicts is
    // dropped.
    if (rising > 0) {
      this.#high = this.#current;
      if (this.#low !== undefined && this.#low >= this.#current) this.#low = undefined;
    } else {
      this.#low = this.#current;
      if (this.#high !== undefined && this.#high <= this.#current) this.#high = undefined;
    }
    this.#previous = { bias: this.#current, residual };
    const step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, -residual / this.#slope));
    let next = this.#current + step;
    if (this.#low !== undefined && this.#high !== undefined && (next <= this.#low || next >= this.#high))
      next = (this.#low + this.#high) / 2;
    this.#current = next;
  }

  /** Secant slope, accepted only near the one theory gives. */
  #learn(residual: number): void {
    const previous = this.#previous;
    if (!previous || Math.abs(this.#current - previous.bias) < 1e-4) return;
    const secant = (residual - previous.residual) / (this.#current - previous.bias);
    if (Math.sign(secant) === Math.sign(this.#slope) && Math.abs(secant) > 0.3 && Math.abs(secant) < 10)
      this.#slope = secant;
  }
}

/** Largest change of a bias in one round: a factor of two. */
const LARGEST_STEP = Math.log(2);
