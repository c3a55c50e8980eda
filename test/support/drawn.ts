import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';
import { UserError } from '../../src/units/user-error.js';

const folder = resolve('examples', 'drawn');
export const EXAMPLE = readFileSync(join(folder, 'stdp-synapse.yaml'), 'utf8');
export const NETLIST = readFileSync(join(folder, 'stdp_synapse.spice'), 'utf8');

/** The other example: a neuron. */
export const NEURON = {
  spec: readFileSync(join(folder, 'lif-neuron.yaml'), 'utf8'),
  netlist: readFileSync(join(folder, 'lif_neuron.spice'), 'utf8'),
  file: 'lif_neuron.spice',
};

const SYNAPSE = { spec: EXAMPLE, netlist: NETLIST, file: 'stdp_synapse.spice' };

/** A copy of the example of a drawn circuit, with its spec and its netlist changed. */
export class DrawnProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'rulespice-drawn-'));
  readonly spec = join(this.folder, 'spec.yaml');

  constructor(private readonly example: typeof NEURON = SYNAPSE) {}

  write({
    spec = this.example.spec,
    netlist = this.example.netlist,
  }: {
    readonly spec?: string;
    readonly netlist?: string;
  }): void {
    writeFileSync(this.spec, spec);
    writeFileSync(join(this.folder, this.example.file), netlist);
  }

  load(changes: { readonly spec?: string; readonly netlist?: string } = {}): Spec {
    this.write(changes);
    return loadSpec(this.spec);
  }

  /** What is said of a spec or a netlist that is refused, without the folder. */
  refusal(work: () => unknown): string {
    try {
      work();
    } catch (error) {
      if (error instanceof UserError) return error.message.replaceAll(`${this.folder}/`, '');
      throw error;
    }
    return 'accepted';
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Changes a text, and fails where there was nothing to change. */
export function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`nothing to change: ${String(from)}`);
  return result;
}
