import { ModelError } from './model-error.js';
import type { CalibratedNode, Calibration, Contribution } from '../calibrate/calibration.js';
import { pulseOnset, type EventInput } from '../compose/events.js';
import { eventTimes, type Experiment } from '../stimulus/experiment.js';
import { factor, solve } from './lu.js';
import { across, massMatrix } from './mass-matrix.js';
import { integrate, type OdeSystem } from './rosenbrock.js';

export interface ModelTrajectory {
  /** seconds; every accepted step of the integration */
  readonly time: Float64Array;
  /** Observed quantities by state of the rule: A for traces, V for weights. */
  readonly observed: ReadonlyMap<string, Float64Array>;
  /** Voltage of every state node, V. */
  readonly voltages: ReadonlyMap<string, Float64Array>;
}

/** Currents into state nodes that come on top of what the cells send: noise. */
export interface InjectedCurrents {
  /** Ends of the intervals in which they are constant, from 0 on, s. */
  readonly grid: Float64Array;
  /** A, by state node, one for each interval. */
  readonly currents: ReadonlyMap<string, Float64Array>;
}

export interface ModelSettings {
  /** Event inputs of the circuit: which event switches which net, and when. */
  readonly inputs: readonly EventInput[];
  /** Duration of an event, s. */
  readonly pulse: number;
  /** Delay from an event's onset to the crossing of the switching threshold, s (half an edge). */
  readonly edge: number;
  /** Start of the preset nodes (weights), V, by node. */
  readonly presets: ReadonlyMap<string, number>;
  /** States observed as a node's voltage: state of the rule to node. */
  readonly voltages: ReadonlyMap<string, string>;
  readonly injected?: InjectedCurrents;
}

/** What the model itself has to know; the inputs are for who gives it events. */
type RunSettings = Omit<ModelSettings, 'inputs'>;

/** Steps are controlled to this error in V: 0.02 % of a subthreshold current. */
const TOLERANCE = 5e-6;
/** Long enough for every leak to find its balance, s. */
const REST = 1e5;
const RANGE_SLACK = 0.15;

/** The behavioural model of a calibrated circuit for given events; see ModelRun. */
export function simulateModel(
  calibration: Calibration,
  experiment: Experiment,
  settings: ModelSettings,
): ModelTrajectory {
  const run = new ModelRun(calibration, settings, experiment.duration / 200);
  for (const input of settings.inputs) {
    for (const time of eventTimes(experiment, input.event))
      run.pulse(input.net, pulseOnset(input, time, settings.pulse));
  }
  run.advance(experiment.duration);
  return run.trajectory();
}

interface Switching {
  readonly at: number;
  readonly event: string;
  readonly on: boolean;
}

/**
 * The behavioural model as it runs: sum over m of C_nm(V_m) dV_m/dt = sum of what every cell sends into node n. It
 * starts at rest, with preset nodes at their start, like the circuit's own operating point. Events may be added while
 * it runs.
 *
 * @throws ModelError when a node leaves the calibrated range: nothing is extrapolated silently
 */
export class ModelRun {
  readonly #calibration: Calibration;
  readonly #settings: RunSettings;
  readonly #maxStep: number;
  readonly #index: ReadonlyMap<string, number>;
  readonly #active = new Set<string>();
  readonly #system: OdeSystem;
  readonly #y: Float64Array;
  readonly #time: number[] = [];
  readonly #samples: number[][];
  readonly #coming: Switching[] = [];
  #now = 0;
  /** Interval of the injected currents; none at rest. */
  #interval = -1;

  /** @param maxStep longest step, s */
  constructor(calibration: Calibration, settings: RunSettings, maxStep: number) {
    const { nodes } = calibration;
    const index = new Map(nodes.map(({ node }, position) => [node.id, position]));
    const active = this.#active;
    const injected = nodes.map(({ node }) => settings.injected?.currents.get(node.id));
    let frozen = true;
    const sources = sourcesOf(nodes, index);
    const held = ({ node }: CalibratedNode): boolean => frozen && node.storage.preset === true;
    const matrix = massMatrix(nodes, index);
    const system: OdeSystem = {
      dimension: nodes.length,
      derivative: (y, out) => {
        nodes.forEach((node, i) => {
          out[i] = held(node) ? 0 : nodeCurrent(sources[i] ?? [], y, active) + (injected[i]?.[this.#interval] ?? 0);
        });
        if (matrix) solve(factor(matrix(y, held), nodes.length), out, out);
        else
          nodes.forEach((node, i) => {
            out[i] = (out[i] ?? NaN) / across(node.capacitance, node.range, y[i] ?? NaN);
          });
      },
    };
    const y = Float64Array.from(
      nodes,
      ({ node, range }) => settings.presets.get(node.id) ?? node.storage.rest?.(range) ?? range[1],
    );
    integrate(system, y, REST, { tolerance: TOLERANCE, firstStep: 1e-9, maxStep: REST });
    frozen = false;
    this.#calibration = calibration;
    this.#settings = settings;
    this.#maxStep = maxStep;
    this.#index = index;
    this.#system = system;
    this.#y = y;
    this.#samples = nodes.map((): number[] => []);
    this.#record(0);
  }

  /** Adds a pulse on an event input with its onset, s, not before the time reached. */
  pulse(event: string, onset: number): void {
    const { pulse, edge } = this.#settings;
    if (onset + edge < this.#now)
      throw new RangeError(`an event at ${onset} s, when the model has reached ${this.#now} s`);
    for (const switching of [
      { at: onset + edge, event, on: true },
      { at: onset + edge + pulse, event, on: false },
    ]) {
      this.#coming.splice(this.#coming.findLastIndex(({ at }) => at <= switching.at) + 1, 0, switching);
    }
  }

  /** Integrates until `to`, s. */
  advance(to: number): void {
    while ((this.#coming[0]?.at ?? Infinity) <= to) {
      const { at, event, on } = this.#coming.shift() as Switching;
      this.#integrate(at);
      if (on) this.#active.add(event);
      else this.#active.delete(event);
    }
    this.#integrate(to);
  }

  /** Voltage of a state node at the time reached, V. */
  voltage(node: string): number {
    return this.#y[this.#index.get(node) ?? -1] ?? NaN;
  }

  trajectory(): ModelTrajectory {
    const of = (node: string): number[] => this.#samples[this.#index.get(node) ?? -1] ?? [];
    const observed = new Map<string, Float64Array>();
    for (const [state, { node, table }] of this.#calibration.outputs)
      observed.set(
        state,
        Float64Array.from(of(node), (voltage) => table.at(voltage)),
      );
    for (const [state, node] of this.#settings.voltages) observed.set(state, Float64Array.from(of(node)));
    const voltages = new Map([...this.#index.keys()].map((node) => [node, Float64Array.from(of(node))]));
    return { time: Float64Array.from(this.#time), observed, voltages };
  }

  #integrate(to: number): void {
    const grid = this.#settings.injected?.grid;
    while (this.#now < to) {
      if (grid) while ((grid[this.#interval + 1] ?? Infinity) <= this.#now) this.#interval += 1;
      this.#stretch(Math.min(to, grid?.[this.#interval + 1] ?? Infinity));
    }
  }

  /** Integrates a time in which nothing changes abruptly. */
  #stretch(to: number): void {
    const start = this.#now;
    integrate(
      this.#system,
      this.#y,
      to - start,
      { tolerance: TOLERANCE, firstStep: 1e-9, maxStep: this.#maxStep },
      (elapsed) => {
        this.#record(start + elapsed);
      },
    );
    this.#now = to;
  }

  #record(at: number): void {
    this.#time.push(at);
    this.#calibration.nodes.forEach(({ node, range }, i) => {
      const value = this.#y[i] ?? NaN;
      if (value < range[0] - RANGE_SLACK || value > range[1] + RANGE_SLACK) {
        throw new ModelError(
          `the model left its calibrated range: ${node.id} at ${value.toFixed(3)} V, calibrated ` +
            `${range[0].toFixed(2)} to ${range[1].toFixed(2)} V`,
        );
      }
      this.#samples[i]?.push(value);
    });
  }
}

type Source = Contribution & { readonly ownIndex: number; readonly controlIndex: number };

/** What flows into each node, with the places of the voltages that it depends on. */
function sourcesOf(
  nodes: readonly CalibratedNode[],
  index: ReadonlyMap<string, number>,
): readonly (readonly Source[])[] {
  return nodes.map(({ node, contributions }) =>
    contributions.map((entry) => ({
      ...entry,
      ownIndex: index.get(entry.of ?? node.id) ?? -1,
      controlIndex: index.get(entry.control ?? '') ?? -1,
    })),
  );
}

function nodeCurrent(sources: readonly Source[], y: Float64Array, active: ReadonlySet<string>): number {
  let sum = 0;
  for (const { idle, added, event, ownIndex, controlIndex } of sources) {
    const own = y[ownIndex] ?? NaN;
    const control = controlIndex < 0 ? 0 : (y[controlIndex] ?? NaN);
    sum += idle.at(own, control);
    if (added && event !== undefined && active.has(event)) sum += added.at(own, control);
  }
  return sum;
}
