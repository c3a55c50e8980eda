import { ModelRun } from '../behavioural/model.js';
import type { Calibration } from '../calibrate/calibration.js';
import type { CompiledSpec } from '../compile.js';
import type { Sampled } from '../compare/sampled.js';
import { decode } from '../compose/encoding.js';
import { weightState, type Rule } from '../rule/rule.js';
import { simulateRule } from '../rule/simulate.js';
import { EVENT_EDGE } from '../spec/limits.js';
import type { NetworkSpec, SynapseSpec } from '../spec/network.js';
import { uniformGrid } from '../waveform/interpolate.js';
import { NetworkRun } from './network-run.js';
import type { NetworkRecording, Synapse } from './synapse.js';
import { presetOf } from './weight.js';

/** The network with textbook synapses. */
export function runRuleNetwork({ rule, spec }: CompiledSpec, network: NetworkSpec): NetworkRecording {
  // As in the open-loop roads: a circuit's event takes effect by the end of its pulse.
  const latency = spec.circuit.pulse + EVENT_EDGE / 2;
  return runNetwork(network, ({ initial }) => new RuleSynapse(withInitial(rule, initial), latency));
}

/** The network with the behavioural model of the calibrated synapse circuit. */
export function runModelNetwork(
  compiled: CompiledSpec,
  calibration: Calibration,
  network: NetworkSpec,
): NetworkRecording {
  const weight = weightState(compiled.rule)?.name ?? '';
  return runNetwork(network, (synapse) => {
    const settings = {
      pulse: compiled.spec.circuit.pulse,
      edge: EVENT_EDGE / 2,
      presets: new Map([[weight, presetOf(compiled, synapse)]]),
      voltages: new Map([[weight, weight]]),
    };
    return new ModelSynapse(new ModelRun(calibration, settings, network.duration / MODEL_STEPS), weight, (volts) =>
      decode(compiled.encoding, weight, volts),
    );
  });
}

/** Fewest steps of the model per run, and points of the rule's weights besides its events. */
const MODEL_STEPS = 200;
const RULE_POINTS = 1001;
/** Time before an event at which its weight is the one before it, s. */
const BEFORE = 1e-12;

function runNetwork(network: NetworkSpec, create: (synapse: SynapseSpec) => Synapse): NetworkRecording {
  const run = new NetworkRun(network);
  const names = Object.keys(network.neurons);
  const synapses = network.synapses.map(create);
  for (let next = run.next; next; next = run.next) {
    const { time, neurons } = next;
    run.fire((index) => synapses[index]?.weight(time) ?? NaN);
    network.synapses.forEach(({ from, to }, index) => {
      if (neurons.includes(names.indexOf(from))) synapses[index]?.event('pre', time);
      if (neurons.includes(names.indexOf(to))) synapses[index]?.event('post', time);
    });
  }
  return { spikes: run.spikes, weights: synapses.map((synapse) => synapse.finish(network.duration)) };
}

/**
 * The rule keeps no place to go on from: each question runs it again from the start, which a few hundred events do not
 * feel.
 */
class RuleSynapse implements Synapse {
  readonly #weight: string;
  readonly #events = { pre: [] as number[], post: [] as number[] };

  constructor(
    private readonly rule: Rule,
    private readonly latency: number,
  ) {
    this.#weight = weightState(rule)?.name ?? '';
  }

  weight(time: number): number {
    return this.#at([0, time]).at(-1) ?? NaN;
  }

  event(name: 'pre' | 'post', onset: number): void {
    this.#events[name].push(onset + this.latency);
  }

  /** Between its events a weight is straight or nearly so: both sides of each event, and a grid. */
  finish(end: number): Sampled {
    const events = [...this.#events.pre, ...this.#events.post].filter((time) => time < end);
    const x = [...uniformGrid(0, end, RULE_POINTS), ...events, ...events.map((time) => time - BEFORE)].sort(
      (a, b) => a - b,
    );
    return { x: Float64Array.from(x), y: this.#at(x) };
  }

  #at(times: readonly number[]): Float64Array {
    return (
      simulateRule(this.rule, this.#events, Float64Array.from(times)).states.get(this.#weight) ?? new Float64Array()
    );
  }
}

class ModelSynapse implements Synapse {
  constructor(
    private readonly run: ModelRun,
    private readonly node: string,
    private readonly decoded: (volts: Float64Array) => Float64Array,
  ) {}

  weight(time: number): number {
    this.run.advance(time);
    return this.decoded(Float64Array.of(this.run.voltage(this.node)))[0] ?? NaN;
  }

  event(name: 'pre' | 'post', onset: number): void {
    this.run.pulse(name, onset);
  }

  finish(end: number): Sampled {
    this.run.advance(end);
    const { time, observed } = this.run.trajectory();
    return { x: time, y: this.decoded(observed.get(this.node) ?? new Float64Array()) };
  }
}

function withInitial(rule: Rule, initial: number | undefined): Rule {
  if (initial === undefined) return rule;
  return { ...rule, states: rule.states.map((state) => (state.type === 'weight' ? { ...state, initial } : state)) };
}
