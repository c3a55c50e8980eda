import type { MeasuredUpdate } from '../../nonideality/measured.js';
import type { MeasuredNoise } from '../../nonideality/measured-noise.js';
import type { MeasuredRelaxation } from '../../nonideality/measured-relaxation.js';

/** Cards of fits that an array is given. */
export interface MeasuredCards {
  readonly noise?: readonly MeasuredNoise[];
  readonly update?: MeasuredUpdate;
  readonly retention?: MeasuredRelaxation;
}
