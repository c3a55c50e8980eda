import { shown } from '../deck/deck-error.js';
import { isWord } from '../deck/tokens.js';
import { spiceNumber } from '../units/format.js';
import { SimulationError } from './errors.js';
import type { Analysis, DcSweep } from './simulator.js';

/** The dot command of an analysis, e.g. `.tran 1e-5 0.15 0 1e-5 uic`. */
export function analysisLine(analysis: Analysis): string {
  switch (analysis.kind) {
    case 'op':
      return '.op';
    case 'dc':
      return `.dc ${analysis.sweeps.map(sweepText).join(' ')}`;
    case 'ac':
      return `.ac ${analysis.scale} ${analysis.points} ${spiceNumber(analysis.from)} ${spiceNumber(analysis.to)}`;
    case 'tran': {
      const times = [analysis.step, analysis.stop, analysis.start ?? 0, analysis.maxStep].map(spiceNumber).join(' ');
      return `.tran ${times}${analysis.useInitialConditions === true ? ' uic' : ''}`;
    }
    case 'noise': {
      return (
        `.noise ${noiseOutput(analysis.output)} ${word(analysis.source)} ${analysis.scale ?? 'dec'} ` +
        `${analysis.points} ${spiceNumber(analysis.from)} ${spiceNumber(analysis.to)}`
      );
    }
    case 'tf':
      return `.tf ${outputText(analysis.output)} ${word(analysis.source)}`;
    case 'pz':
      return `.pz ${analysis.nodes.map(word).join(' ')} ${analysis.transfer} ${analysis.find}`;
    case 'sens': {
      const { output, sweep } = analysis;
      const along = sweep
        ? ` ac ${sweep.scale} ${sweep.points} ${spiceNumber(sweep.from)} ${spiceNumber(sweep.to)}`
        : '';
      return `.sens ${outputText(output)}${along}`;
    }
  }
}

function sweepText({ source, from, to, step }: DcSweep): string {
  return [word(source), ...[from, to, step].map(spiceNumber)].join(' ');
}

function noiseOutput(output: string): string {
  const nodes = /^v\((.*)\)$/i.exec(output)?.[1] ?? output;
  return `v(${nodes.split(',').map(word).join(',')})`;
}

/** `v(out)`, `v(a,b)` or `i(v1)`. */
function outputText(output: string): string {
  const source = /^i\((.*)\)$/i.exec(output)?.[1];
  return source === undefined ? noiseOutput(output) : `i(${word(source)})`;
}

function word(name: string): string {
  if (!isWord(name)) throw new SimulationError('refused-deck', `"${shown(name)}" is no name of a node or source`);
  return name;
}
