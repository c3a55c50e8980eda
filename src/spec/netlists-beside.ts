import { projectFiles } from '../shelf/shelves.js';
import { folderOf } from '../shelf/path.js';
import type { Problem } from '../units/user-error.js';
import { UserError } from '../units/user-error.js';
import type { DutSpec } from './dut.js';
import { LARGEST_NETLIST } from './limits.js';
import type { SpecParts } from './spec-parts.js';

/** Edge of a pulse where nobody says one, as a share of the pulse. */
const EDGE_OF_PULSE = 0.01;

/**
 * Reads the netlists of a drawn circuit, and of the neurons of a network, so that the spec holds all it depends on:
 * caches, shards and replays see a change. The pulses of the circuit become those of the spec.
 * @param complain places a message at a path of the spec
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function withNetlists<Parts extends SpecParts>(
  parts: Parts,
  specFile: string,
  complain: (path: readonly string[], message: string) => readonly Problem[],
): Parts {
  const read = (dut: DutSpec, path: readonly string[]): DutSpec => withText(dut, path, specFile, complain);
  const { network } = parts;
  const neuron = network?.neuron.dut;
  const whole = neuron
    ? { ...parts, network: { ...network, neuron: { ...network.neuron, dut: read(neuron, ['network', 'neuron']) } } }
    : parts;
  const { dut, circuit } = whole;
  if (!dut) return whole;
  const { edge = EDGE_OF_PULSE * dut.pulse } = dut;
  // Half-way up to half-way down, as everything here counts pulses.
  const pulse = Number((dut.pulse + edge).toPrecision(12));
  return { ...whole, dut: read(dut, []), ...(circuit ? { circuit: { ...circuit, pulse, edge } } : {}) };
}

function withText(
  dut: DutSpec,
  path: readonly string[],
  specFile: string,
  complain: (path: readonly string[], message: string) => readonly Problem[],
): DutSpec {
  const netlists = dut.netlists.map((netlist) => {
    const { path: file, text } = projectFiles().beside(
      netlist.file,
      folderOf(specFile),
      LARGEST_NETLIST,
      'extract the circuit alone, without the array around it',
    );
    if (text !== undefined) return { ...netlist, own: { file, text } };
    const place = netlist.name === undefined ? ['netlist'] : ['netlists', netlist.name];
    throw new UserError(complain([...path, 'dut', ...place], `there is no file "${file}"; check its name`));
  });
  return { ...dut, netlists };
}
