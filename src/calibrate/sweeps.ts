import type { DcSweep, Simulator } from '../engine/simulator.js';
import { column, type Waveforms } from '../waveform/waveforms.js';
import { AXES, axisSource, type AxisName } from './axes.js';
import { GRID, type ForcedContact, type Rig } from './rig.js';
import type { ContactChannel } from './state-nodes.js';

/** Currents over one or two unit axes; own axis fastest. */
export interface Sweeps {
  /** One vector over `own` and, if given, `control`; axes not named stand at their first point or their hold point. */
  grid(vector: string, own: AxisName, control: AxisName | undefined, eventsOn: boolean): Float64Array;
}

/** One sweep. */
export interface Plan {
  /** In the order of AXES; the first is the inner one. */
  readonly axes: readonly AxisName[];
  readonly eventsOn: boolean;
}

/**
 * Runs the DC sweeps a composition needs: one per pair of axes that meet in a channel, again with the events on where
 * one switches.
 */
export async function runSweeps(
  rig: Rig,
  simulator: Simulator,
  outputs: readonly string[],
  run: { timeoutSeconds: number; signal?: AbortSignal },
  plans: readonly Plan[] = plansFor(rig.forced),
): Promise<Sweeps> {
  const save = [...rig.forced.map(({ source }) => `i(${source})`), ...outputs];
  const results = await Promise.all(
    plans.map(async (plan) => ({ plan, result: await sweep(rig, plan, simulator, { save, ...run }) })),
  );
  return {
    grid: (vector, own, control, eventsOn) => {
      const found = results.find(
        ({ plan }) =>
          plan.eventsOn === eventsOn &&
          plan.axes.includes(own) &&
          (control === undefined || plan.axes.includes(control)),
      );
      if (!found) throw new Error(`no calibration sweep over ${own} and ${control ?? 'itself'}`);
      return reorder(found.result, vector, found.plan.axes[0] === own, control !== undefined);
    },
  };
}

/** Runs the sweep over the axes of a plan. */
async function sweep(
  rig: Rig,
  { axes, eventsOn }: Plan,
  simulator: Simulator,
  run: { save: readonly string[]; timeoutSeconds: number; signal?: AbortSignal },
): Promise<Waveforms> {
  const session = await simulator.open({ title: 'calibration', text: rig.text({ eventsOn, swept: axes }) });
  try {
    const [inner, outer] = axes.map((axis): DcSweep => ({
      source: axisSource(axis),
      from: 0,
      to: 1,
      step: 1 / (GRID - 1),
    }));
    if (!inner) throw new Error('a calibration sweep needs an axis');
    const result = await session.run({ kind: 'dc', sweeps: outer ? [inner, outer] : [inner] }, run);
    const expected = GRID ** axes.length;
    if (result.axis.values.length !== expected)
      throw new Error(`the calibration sweep returned ${result.axis.values.length} points instead of ${expected}`);
    return result;
  } finally {
    await session.close();
  }
}

function plansFor(forced: readonly ForcedContact[]): Plan[] {
  const switched = forced.flatMap((contact) =>
    contact.channels.filter(({ event }) => event !== undefined).map((channel) => axesOf(contact, channel, forced)),
  );
  return axisSets(forced).flatMap((axes): Plan[] => [
    { axes, eventsOn: false },
    ...(switched.some((own) => own.every((axis) => axes.includes(axis))) ? [{ axes, eventsOn: true }] : []),
  ]);
}

/** The sets of axes that meet in a channel, each in the order of AXES; a single one only where no pair has it. */
export function axisSets(forced: readonly ForcedContact[]): (readonly AxisName[])[] {
  const all = forced.flatMap((contact) => contact.channels.map((channel) => axesOf(contact, channel, forced)));
  const covered = [...new Map(all.filter((axes) => axes.length === 2).map((axes) => [axes.join(), axes])).values()];
  for (const axes of all) if (!covered.some((known) => axes.every((axis) => known.includes(axis)))) covered.push(axes);
  return covered;
}

function axesOf(
  contact: ForcedContact,
  { of, control }: ContactChannel,
  forced: readonly ForcedContact[],
): readonly AxisName[] {
  const own = of ? controlOf(contact, of.net, forced).axis : contact.axis;
  const controlAxis = control && controlOf(contact, control.net, forced).axis;
  return AXES.filter((axis) => axis === own || axis === controlAxis);
}

/** The forced contact that stands for a control net of the same instance. */
export function controlOf(contact: ForcedContact, net: string, forced: readonly ForcedContact[]): ForcedContact {
  const control = forced.find((other) => other.instance === contact.instance && other.net === net);
  if (!control) throw new Error(`the control ${net} of ${contact.instance.id}.${contact.net} is not forced`);
  return control;
}

function reorder(sweep: Waveforms, vector: string, ownIsInner: boolean, twoDimensional: boolean): Float64Array {
  const values = column(sweep, vector);
  const stride = ownIsInner ? 1 : GRID;
  const grid = new Float64Array(GRID * (twoDimensional ? GRID : 1));
  for (let control = 0; control < grid.length / GRID; control++) {
    for (let own = 0; own < GRID; own++)
      grid[control * GRID + own] = values[own * stride + control * (ownIsInner ? GRID : 1)] ?? NaN;
  }
  return grid;
}
