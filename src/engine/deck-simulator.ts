import { alteredCircuit, buildDeck, joinDeck, savingFor, newNonce, readCircuit, type ReadCircuit } from './deck.js';
import { splitDeck } from './deck-split.js';
import { SimulationError } from './errors.js';
import { runLimits, type DeckExecutor, type RunLimits } from './executor.js';
import { acceptResult } from './guard.js';
import type {
  Alteration,
  Analysis,
  Capabilities,
  Circuit,
  DeckResult,
  EngineInfo,
  RunOptions,
  Session,
  Simulator,
} from './simulator.js';
import type { Waveforms } from '../waveform/waveforms.js';

/**
 * A Simulator on top of anything that runs a whole deck: every analysis is a deck of its own, printed from
 * the statements of the circuit.
 */
export class DeckSimulator implements Simulator {
  readonly capabilities: Capabilities;

  constructor(private readonly executor: DeckExecutor) {
    this.capabilities = {
      inPlaceParameters: false,
      progress: false,
      externalSources: false,
      parallel: executor.parallel,
    };
  }

  info(): Promise<EngineInfo> {
    return this.executor.info();
  }

  open(circuit: Circuit): Promise<Session> {
    return settle(() => {
      return new StatementSession(this.executor, readCircuit(circuit));
    });
  }

  async runDeck(deck: string, options: Omit<RunOptions, 'save'> = {}): Promise<readonly DeckResult[]> {
    const limits = limitsOf(options);
    const { circuit, analyses } = splitDeck(deck);
    const results: DeckResult[] = [];
    for (const { analysis, card } of analyses) {
      const nonce = newNonce();
      const job = { deck: joinDeck(nonce, savingFor(analysis, circuit), [card]), analysis: analysis.kind };
      const waveforms = await this.executor.execute(job, limits, (output) => acceptResult(output, { nonce, analysis }));
      results.push({ analysis: analysis.kind, waveforms });
    }
    return results;
  }

  dispose(): Promise<void> {
    return this.executor.dispose();
  }
}

/** A session that keeps the circuit as statements and hands a fresh deck to the engine for every analysis. */
class StatementSession implements Session {
  private closed = false;

  constructor(
    private readonly executor: DeckExecutor,
    private circuit: ReadCircuit,
  ) {}

  async run(analysis: Analysis, options: RunOptions): Promise<Waveforms> {
    this.assertOpen();
    const limits = limitsOf(options);
    const nonce = newNonce();
    const deck = buildDeck(this.circuit, analysis, options.save, nonce);
    return this.executor.execute({ deck, analysis: analysis.kind }, limits, (output) =>
      acceptResult(output, { nonce, analysis, save: options.save }),
    );
  }

  alter(changes: readonly Alteration[]): Promise<void> {
    return settle(() => {
      this.assertOpen();
      this.circuit = alteredCircuit(this.circuit, changes);
    });
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('the session is closed');
  }
}

function limitsOf({ timeoutSeconds, signal, coupling }: Omit<RunOptions, 'save'>): RunLimits {
  if (coupling)
    throw new SimulationError(
      'unsupported',
      'this engine cannot ask for source values while it runs; give the source as pwl(...) or choose another engine',
    );
  return runLimits(timeoutSeconds, signal);
}

/** Runs synchronous work so that its exception becomes a rejection. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
