/**
 * What a cell of a circuit is called: by people (`x.mtau` in reports, in the traps of a spec) and by the netlist
 * (`xtrace_x`). All names of instances are made here.
 *
 * In the netlist a role comes before what it is the role of, after the letter that SPICE wants: the trace of the state
 * `x` is `xtrace_x`, and no name repeats itself. No role has an underscore, so that no two of them make one name.
 */
export interface InstanceName {
  /** For people; unique in its circuit. */
  readonly id: string;
  /** Element of the netlist; unique in its circuit. */
  readonly element: string;
  /** What it is there for, one word. */
  readonly role: string;
  /** The synapse of a group that it belongs to, by its trace. */
  readonly member?: string;
}

function instanceName(id: string, role: string, of: string): InstanceName {
  return { id, element: `x${role}_${of}`, role };
}

/** The names of the instances that a rule needs. */
export const instanceNames = {
  trace: (state: string) => instanceName(state, 'trace', state),
  /** The gated mirror that feeds packets to a trace. */
  packet: (state: string) => instanceName(`${state}_packet`, 'packet', state),
  capacitor: (state: string) => instanceName(`${state}_capacitor`, 'cap', state),
  lowerClamp: (state: string) => instanceName(`${state}_floor`, 'floor', state),
  upperClamp: (state: string) => instanceName(`${state}_ceiling`, 'ceiling', state),
  buffer: (state: string) => instanceName(`${state}_buffer`, 'buf', state),
  rest: (state: string) => instanceName(`${state}_rest`, 'rest', state),
  /** The mirror by which a term moves its state up or down. */
  mirror: (term: string, coefficient: number) => instanceName(term, coefficient > 0 ? 'up' : 'down', term),
  /** The transconductor by which a term reads a signed state. */
  reader: (term: string) => instanceName(term, 'read', term),
  /** What divides the current of pairs, or a product, down to what its mirror needs. */
  divider: (term: string) => instanceName(`${term}_less`, 'less', term),
  quotient: (term: string) => instanceName(`${term}_over`, 'over', term),
  multiplier: (term: string) => instanceName(`${term}_times`, 'times', term),
  /** The pairs that multiply a term's current by weights, from the first. */
  weightFactor: (term: string, index: number) =>
    instanceName(`${term}_by${index === 0 ? '' : index + 1}`, 'by', `${term}${index === 0 ? '' : `_${index + 1}`}`),
  /** The tail of the transconductor of a term, where it is a factor. */
  tail: (term: string) => instanceName(`${term}_tail`, 'gain', term),
  homeostat: (gain: string) => instanceName(`${gain}_scale`, 'scale', gain),
  tiltedCopy: (gain: string, trace: string) => instanceName(`${gain}_${trace}`, 'copy', `${gain}_${trace}`),
  commonTail: (budget: string) => instanceName(budget, 'tail', budget),
  share: (readout: string) => instanceName(readout, 'share', readout),
  inverter: (event: string) => instanceName(`inv_${event}`, 'inv', event),
  /** The bias cell that drives a net. */
  driver: (net: string) => instanceName(`${net}_b`, 'drive', net),
} as const satisfies Record<string, (...of: never[]) => InstanceName>;

/** The name of a cell that somebody placed by hand: what it is for is known to them alone. */
export function placedByHand(id: string): InstanceName {
  return instanceName(id, '', id);
}
