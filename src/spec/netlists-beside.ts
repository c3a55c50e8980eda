import { projectFiles } from '../shelf/shelves.js';
import { folderOf } from '../shelf/path.js';
import type { Problem } from '../units/user-error.js';
import { UserError } from '../units/user-error.js';
import { LARGEST_NETLIST } from './limits.js';
import type { SpecParts } from './spec-parts.js';

/** Edge of a pulse where nobody says one, as a share of the pulse. */
const EDGE_OF_PULSE = 0.01;

/**
 * Reads the netlists of a drawn circuit, so that the spec holds all it depends on: caches, shards and replays see a
 * change. The pulses of the circuit become those of the spec.
 * @param complain places a message at the netlist's line of the spec
 * @throws UserError for a file outside the folder of the spec, or that cannot be read
 */
export function withNetlists<Parts extends SpecParts>(
  parts: Parts,
  specFile: string,
  complain: (message: string, netlist: string | undefined) => readonly Problem[],
): Parts {
  const { dut, circuit } = parts;
  if (!dut) return parts;
  const netlists = dut.netlists.map((netlist) => {
    const { path, text } = projectFiles().beside(
      netlist.file,
      folderOf(specFile),
      LARGEST_NETLIST,
      'extract the synapse alone, without the array around it',
    );
    if (text === undefined) throw new UserError(complain(`there is no file "${path}"; check its name`, netlist.name));
    return { ...netlist, own: { file: path, text } };
  });
  const { edge = EDGE_OF_PULSE * dut.pulse } = dut;
  // Half-way up to half-way down, as everything here counts pulses.
  const pulse = Number((dut.pulse + edge).toPrecision(12));
  return {
    ...parts,
    dut: { ...dut, netlists },
    ...(circuit ? { circuit: { ...circuit, pulse, edge } } : {}),
  };
}
