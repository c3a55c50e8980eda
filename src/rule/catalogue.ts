import type { RuleSpec } from './parameters.js';

/** What a rule is and where it comes from. */
export interface RuleEntry {
  readonly kind: RuleSpec['kind'];
  readonly title: string;
  readonly summary: string;
  readonly references: readonly string[];
}

const MORRISON =
  'Morrison, Diesmann, Gerstner: Phenomenological models of synaptic plasticity based on spike timing. ' +
  'Biol. Cybern. 98, 459-478 (2008)';

/** Every rule a spec can name, in the order of the catalogue. */
export const RULES: readonly RuleEntry[] = [
  {
    kind: 'trace',
    title: 'Exponential trace',
    summary:
      'A quantity that every event raises (or sets) and that decays exponentially: the memory all other ' +
      'rules are made of.',
    references: [MORRISON],
  },
  {
    kind: 'hebbian',
    title: 'Hebbian correlation',
    summary:
      'The weight grows with the product of pre- and postsynaptic activity, read at the events or ' +
      'sampled; without a bound it runs away.',
    references: [
      'Hebb: The Organization of Behavior. Wiley (1949)',
      'Gerstner, Kistler: Spiking Neuron Models. Cambridge (2002), chapters 10 and 11',
    ],
  },
  {
    kind: 'stdp',
    title: 'Pair-based STDP',
    summary:
      'Post after pre potentiates, pre after post depresses, each with its own amplitude and time ' +
      'constant; additive, multiplicative, all-to-all or nearest.',
    references: [
      'Bi, Poo: Synaptic modifications in cultured hippocampal neurons. J. Neurosci. 18, 10464-10472 (1998)',
      'Song, Miller, Abbott: Competitive Hebbian learning through spike-timing-dependent synaptic ' +
        'plasticity. Nat. Neurosci. 3, 919-926 (2000)',
      'Rubin, Lee, Sompolinsky: Equilibrium properties of temporally asymmetric Hebbian plasticity. Phys. ' +
        'Rev. Lett. 86, 364-367 (2001)',
      'Guetig, Aharonov, Rotter, Sompolinsky: Learning input correlations through nonlinear temporally ' +
        'asymmetric Hebbian plasticity. J. Neurosci. 23, 3697-3714 (2003)',
      MORRISON,
    ],
  },
  {
    kind: 'triplet',
    title: 'Triplet STDP',
    summary: 'Pair terms and products with a second, slower trace: reproduces the dependence of STDP on the rate.',
    references: [
      'Pfister, Gerstner: Triplets of spikes in a model of spike timing-dependent plasticity. J. ' +
        'Neurosci. 26, 9673-9682 (2006)',
    ],
  },
  {
    kind: 'three-factor',
    title: 'Three-factor rule',
    summary:
      'Pairs write a signed eligibility trace; a reward or a punishment turns it into weight, up to seconds later.',
    references: [
      'Izhikevich: Solving the distal reward problem through linkage of STDP and dopamine signaling. ' +
        'Cereb. Cortex 17, 2443-2452 (2007)',
      'Fremaux, Gerstner: Neuromodulated spike-timing-dependent plasticity, and theory of three-factor ' +
        'learning rules. Front. Neural Circuits 9, 85 (2016)',
      'Gerstner, Lehmann, Liakoni, Corneil, Brea: Eligibility traces and plasticity on behavioral time ' +
        'scales. Front. Neural Circuits 12, 53 (2018)',
    ],
  },
  {
    kind: 'scaling',
    title: 'Homeostatic synaptic scaling',
    summary: 'All weights are multiplied by one factor until the mean activity is the one aimed at; their ratios stay.',
    references: [
      'Bartolozzi, Indiveri: Global scaling of synaptic efficacy: homeostasis in silicon synapses. ' +
        'Neurocomputing 72, 726-731 (2009)',
      'van Rossum, Bi, Turrigiano: Stable Hebbian learning from spike timing-dependent plasticity. J. ' +
        'Neurosci. 20, 8812-8821 (2000)',
      'Turrigiano: The self-tuning neuron: synaptic scaling of excitatory synapses. Cell 135, 422-435 (2008)',
    ],
  },
  {
    kind: 'normalisation',
    title: 'Weight normalisation',
    summary: 'Weights or activities share a budget: what one gains the others lose.',
    references: [
      'Carandini, Heeger: Normalization as a canonical neural computation. Nat. Rev. Neurosci. 13, 51-62 (2012)',
      'Miller, MacKay: The role of constraints in Hebbian learning. Neural Comput. 6, 100-126 (1994)',
    ],
  },
  {
    kind: 'vogels',
    title: 'Inhibitory plasticity',
    summary:
      'Pairs of either order potentiate and every presynaptic event costs a constant: an inhibitory weight that ' +
      'holds the postsynaptic rate.',
    references: [
      'Vogels, Sprekeler, Zenke, Clopath, Gerstner: Inhibitory plasticity balances excitation and inhibition in ' +
        'sensory pathways and memory networks. Science 334, 1569-1573 (2011)',
    ],
  },
  {
    kind: 'oja',
    title: "Oja's rule",
    summary:
      'Hebb with a decay by the squared postsynaptic activity: the weights keep their length and do not run away.',
    references: ['Oja: A simplified neuron model as a principal component analyzer. J. Math. Biol. 15, 267-273 (1982)'],
  },
  {
    kind: 'bcm',
    title: 'BCM rule',
    summary:
      'Presynaptic events potentiate above a threshold of the postsynaptic activity and depress below it; the ' +
      'threshold follows that activity.',
    references: [
      'Bienenstock, Cooper, Munro: Theory for the development of neuron selectivity: orientation specificity and ' +
        'binocular interaction in visual cortex. J. Neurosci. 2, 32-48 (1982)',
    ],
  },
  {
    kind: 'diehl-cook',
    title: 'Presynaptic trace against a target',
    summary: 'A postsynaptic event potentiates what has just been active and depresses what has not.',
    references: [
      'Diehl, Cook: Unsupervised learning of digit recognition using spike-timing-dependent plasticity. Front. ' +
        'Comput. Neurosci. 9, 99 (2015)',
    ],
  },
  {
    kind: 'lif',
    title: 'Leaky integrate-and-fire neuron',
    summary:
      'No learning rule: the neuron that a drawn spiking circuit is held against, with its time constant, threshold ' +
      'current, refractory time and reset.',
    references: [
      'Gerstner, Kistler: Spiking Neuron Models. Cambridge (2002), section 4.1',
      'Indiveri et al.: Neuromorphic silicon neuron circuits. Front. Neurosci. 5, 73 (2011)',
    ],
  },
  {
    kind: 'explicit',
    title: 'A rule of your own',
    summary: 'States, and what each event does to them, written out; every other kind is an abbreviation of this one.',
    references: [],
  },
];

/** The entry of a kind. */
export function ruleEntry(kind: RuleSpec['kind']): RuleEntry {
  const entry = RULES.find((candidate) => candidate.kind === kind);
  if (!entry) throw new Error(`the catalogue has no rule "${kind}"`);
  return entry;
}
