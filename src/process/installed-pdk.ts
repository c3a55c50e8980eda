import type { FoundPdk, PdkSetting } from '../shelf/shelf.js';

/** A PDK for people: whether it can be used, and what its start-up file for ngspice means here. */
export interface PdkDescription {
  readonly name: string;
  readonly folder: string;
  readonly from: string;
  readonly usable: boolean;
  readonly reason?: string;
  readonly settings: { name: string; value: string; effect: string }[];
}

/** Says of a PDK whether it can be used; none of its files is read but its start-up file. */
export function describePdk({ name, folder, from, models, settings, verilogA }: FoundPdk): PdkDescription {
  const reason = verilogA
    ? verilogAReason(name)
    : models === undefined
      ? 'it has no models for ngspice (libs.tech/ngspice)'
      : undefined;
  return {
    name,
    folder,
    from,
    usable: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    settings: settings.map((setting) => ({ name: setting.name, value: setting.value, effect: effectOf(setting) })),
  };
}

/** Why a PDK of Verilog-A models cannot be used, and what can. */
export function verilogAReason(name: string): string {
  return (
    `the models of ${name} are Verilog-A (OSDI), and no engine here can load them; sky130A and gf180mcuD have models ` +
    `that ngspice has built in`
  );
}

/** Widths of bins are those of one finger, as in HSPICE and Spectre. */
export function countsFingers({ name, value }: PdkSetting): boolean {
  return name === 'ngbehavior' && /^(?:hs|spe)/.test(value);
}

/** Settings that change no result of a circuit that is right. */
const IDLE = new Set(['ng_nomodcheck', 'skywaterpdk', 'num_threads', 'filetype', 'color0', 'color1', 'xbrushwidth']);

function effectOf(setting: PdkSetting): string {
  if (countsFingers(setting)) return 'honoured (bins by the width of one finger)';
  return IDLE.has(setting.name) ? 'changes no result' : 'not used';
}
