/**
 * One sentence for each simulator option that ruins results, with the measured consequence
 * (100 ms DPI trace at 1 pF and pair STDP on sky130, against converged runs).
 */
export function ruinousOptions(options: Readonly<Record<string, number | string>>): string[] {
  const found: string[] = [];
  const at = (name: string): number => (typeof options[name] === 'number' ? options[name] : NaN);
  const gmin = at('gmin');
  if (gmin >= 1e-15) found.push(`gmin=${gmin} leaks at every junction: ${gminConsequence(gmin)}; keep it at 1e-18.`);
  const reltol = at('reltol');
  if (reltol > 1e-3)
    found.push(
      `reltol=${reltol} is too coarse: already at 1e-3 the STDP weight changes are 6-14 % wrong; keep it at 1e-4.`,
    );
  const abstol = at('abstol');
  if (abstol > 1e-13)
    found.push(
      `abstol=${abstol} is near the currents of the circuit: at 1e-12 a trace's peak is 18 % too high; ` +
        `keep it at 1e-16.`,
    );
  const chgtol = at('chgtol');
  if (chgtol >= 1e-14)
    found.push(
      `chgtol=${chgtol} hides the charge of a pulse: at 1e-14 a trace's peak is 19 % too high; keep it at 1e-19.`,
    );
  if (at('bypass') > 0)
    found.push('bypass=1 skips device evaluations: a trace came out 10000 times off; leave it at 0.');
  const rshunt = at('rshunt');
  if (rshunt <= 1e14)
    found.push(
      `rshunt=${rshunt} leaks at every node: at 1e14 a 200 ms time constant is 1 % off; leave it out or use 1e16.`,
    );
  return found;
}

function gminConsequence(gmin: number): string {
  if (gmin >= 1e-12) return "at 1e-12 a trace's peak is 900 times too high and its time constant undefined";
  if (gmin >= 1e-13) return "at 1e-13 a trace's peak is 116 % too high and its time constant 58 % off";
  if (gmin >= 1e-14) return "at 1e-14 a trace's peak is 1 % too high and its time constant 4 % off";
  return "at 1e-15 a trace's time constant moves by 0.5 %";
}
