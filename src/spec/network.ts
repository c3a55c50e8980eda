import type { DutSpec } from './dut.js';

/** Neurons in closed loop with synapses of the spec's rule; what `rulespice cosim` runs. All quantities plain SI. */
export interface NetworkSpec {
  /** seconds */
  readonly duration: number;
  /** Shared by all neurons. */
  readonly neuron: NeuronSpec;
  /** Input of every neuron from outside the network, by name. */
  readonly neurons: Readonly<Record<string, DriveSpec>>;
  readonly synapses: readonly SynapseSpec[];
  readonly verify: readonly NetworkCheck[];
}

/** Leaky integrate-and-fire with an exponentially decaying synaptic current; voltages in V, times in s. */
export interface NeuronSpec {
  readonly tau: number;
  readonly rest: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
  /** Time constant of the synaptic current. */
  readonly synaptic: number;
  /** A circuit that somebody drew, for every neuron that a synapse drives. */
  readonly dut?: DutSpec;
  /** Current into that circuit at which it just reaches the threshold, A. */
  readonly current?: number;
}

export interface DriveSpec {
  /** Depolarisation by a constant current once settled, without threshold: current times membrane resistance, V. */
  readonly constant: number;
  /** Random events; `amplitude` is the height of the potential that one causes at rest, V. */
  readonly poisson?: { readonly rate: number; readonly amplitude: number; readonly seed: number };
}

export interface SynapseSpec {
  readonly from: string;
  readonly to: string;
  /** Height of the potential that a spike causes at rest through a synapse of weight 1, V. */
  readonly amplitude: number;
  /** Weight at the start; that of the rule when absent. */
  readonly initial?: number;
}

/** What the circuit's run is compared with: the textbook rule, or the behavioural model of the circuit. */
export type NetworkCheck =
  | {
      readonly quantity: 'spikes';
      readonly against: 'rule' | 'model';
      /** Largest difference of paired spikes, s. */ readonly within: number;
      readonly line?: number;
    }
  | {
      readonly quantity: 'w';
      readonly against: 'rule' | 'model';
      /** Largest NRMSE of a weight. */ readonly max: number;
      readonly line?: number;
    };
