/**
 * Quasi-static polarisation with history: the scaled-branch Preisach model of circuit simulators (Jiang et al., VLSI
 * Technology 1997; Ni et al., VLSI Technology 2018). Every branch between two turning points is the saturation branch
 * of its direction, scaled to pass through both. A closed minor loop is forgotten (wiping out), so the memory is a
 * stack of turning points: more than a netlist can hold, hence TypeScript only.
 */
export interface Saturation {
  /** Saturation polarisation, C/m2. */
  readonly saturation: number;
  /** Remanent polarisation, C/m2; below the saturation. */
  readonly remanent: number;
  /** Coercive field, V/m (or coercive voltage with volts throughout). */
  readonly coercive: number;
}

interface Turn {
  readonly field: number;
  readonly polarisation: number;
}

export class Preisach {
  /** Innermost last. The outermost pair is the saturated loop itself. */
  private turns: Turn[];
  private rising = true;
  private now: Turn;
  private readonly width: number;

  /** Starts at `field` = 0 on the descending (positive remanent) or ascending branch. */
  constructor(
    private readonly material: Saturation,
    start: 'positive' | 'negative' = 'negative',
  ) {
    const { saturation, remanent, coercive } = material;
    if (!(saturation > 0 && remanent > 0 && remanent < saturation && coercive > 0)) {
      throw new RangeError(
        `a remanent polarisation of ${remanent} with a saturation of ${saturation} and a coercive field ` +
          `of ${coercive}; give 0 < remanent < saturation and a positive field`,
      );
    }
    // tanh(coercive/width) = remanent/saturation, so that the loop passes through the remanent polarisation at zero
    // field.
    this.width = coercive / Math.atanh(remanent / saturation);
    this.rising = start === 'negative';
    this.turns = [];
    this.now = { field: 0, polarisation: this.branch(0, this.rising) };
  }

  get polarisation(): number {
    return this.now.polarisation;
  }

  /** Moves the field, straight from where it is, and returns the polarisation. */
  apply(field: number): number {
    if (field === this.now.field) return this.now.polarisation;
    const rising = field > this.now.field;
    if (rising !== this.rising) {
      this.turns.push(this.now);
      this.rising = rising;
    }
    // A field beyond the turning point before the last closes that loop: both are forgotten.
    while (this.turns.length >= 2 && this.beyond(field, this.turns.at(-2))) this.turns.splice(-2);
    // A field beyond the first turning point of all is on the saturated loop again.
    if (this.turns.length === 1 && this.onSaturation(field)) this.turns = [];
    this.now = { field, polarisation: this.onBranch(field) };
    return this.now.polarisation;
  }

  private beyond(field: number, turn: Turn | undefined): boolean {
    return turn !== undefined && (this.rising ? field >= turn.field : field <= turn.field);
  }

  /**
   * Polarisation on the current branch: from the last turning point towards the one before it, or towards saturation.
   */
  private onBranch(field: number): number {
    const from = this.turns.at(-1);
    if (!from) return this.branch(field, this.rising);
    const to = this.turns.at(-2) ?? this.tip();
    const [start, end] = [this.branch(from.field, this.rising), this.branch(to.field, this.rising)];
    return (
      from.polarisation +
      ((this.branch(field, this.rising) - start) * (to.polarisation - from.polarisation)) / (end - start)
    );
  }

  /** Where both saturated branches meet, far outside: nothing changes there any more. */
  private tip(): Turn {
    const sign = this.rising ? 1 : -1;
    return { field: sign * (this.material.coercive + 20 * this.width), polarisation: sign * this.material.saturation };
  }

  private onSaturation(field: number): boolean {
    return Math.abs(field) >= this.material.coercive + 20 * this.width && field > 0 === this.rising;
  }

  private branch(field: number, rising: boolean): number {
    const { saturation, coercive } = this.material;
    return saturation * Math.tanh((field - (rising ? coercive : -coercive)) / this.width);
  }
}
