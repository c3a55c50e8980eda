import type { Analysis, Circuit, RunOptions, Session, Simulator } from '../../src/engine/simulator.js';
import type { Waveforms } from '../../src/waveform/waveforms.js';

/** What is wrong with a planted circuit or result. */
export interface Defect {
  /** Also in the decks of the calibration, as a wrong template would be; otherwise in transients only. */
  readonly everywhere?: boolean;
  readonly circuit?: (text: string) => string;
  readonly waveforms?: (waveforms: Waveforms) => Waveforms;
}

/** A simulator that simulates a circuit with a planted defect wherever a transient is asked for. */
export function withDefect(
  simulator: Simulator,
  { everywhere = false, circuit: damage, waveforms: distort }: Defect,
): Simulator {
  return {
    capabilities: simulator.capabilities,
    info: () => simulator.info(),
    runDeck: (deck, options) => simulator.runDeck(deck, options),
    dispose: () => simulator.dispose(),
    open: (circuit: Circuit): Promise<Session> =>
      Promise.resolve({
        run: async (analysis: Analysis, options: RunOptions) => {
          const transient = analysis.kind === 'tran';
          const text = (transient || everywhere) && damage ? damage(circuit.text) : circuit.text;
          if (transient && damage && text === circuit.text) throw new Error('the planted defect changed nothing');
          const session = await simulator.open({ ...circuit, text });
          try {
            const result = await session.run(analysis, options);
            return transient && distort ? distort(result) : result;
          } finally {
            await session.close();
          }
        },
        alter: () => Promise.reject(new Error('not used here')),
        close: () => Promise.resolve(),
      }),
  };
}
