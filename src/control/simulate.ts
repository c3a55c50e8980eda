import { constantsOf } from '../deck/constants.js';
import { refuseLine } from '../deck/deck-error.js';
import { deviceCurrents, savecurrents, withoutSavecurrents } from '../deck/device-currents.js';
import type { Statement } from '../deck/statement.js';
import { asSimulationErrors, readSafely, isAnalysis } from '../engine/deck.js';
import { deckParts } from '../engine/deck-split.js';
import { SimulationError } from '../engine/errors.js';
import { readAnalysis } from '../engine/read-analysis.js';
import type { DeckResult } from '../engine/simulator.js';
import { measureAll, measurementsOf, vectorsIn, vectorsNeeded } from '../measure/deck.js';
import type { Measurement } from '../measure/measurement.js';
import { ExpressionError, scalar } from '../vector/vector.js';
import { ControlledCircuit, WAVEFORM } from './circuit.js';
import { Interpreter, type Outcome } from './interpreter.js';
import { withPlace } from './place.js';
import type { Plot } from './plots.js';
import { readScript, type Step } from './script.js';
import { separateControl, type ControlLine } from './separate.js';

/** What a whole deck gave. */
export interface DeckOutcome extends Outcome {
  /** Whether the deck has a control block, which then says what is run. */
  readonly controlled: boolean;
}

/**
 * Carries out a deck: its analyses, its `.meas` lines and the safe part of its control blocks. An engine gets decks of
 * one analysis each, printed from the statements that were read; no command of a control block reaches one.
 *
 * Without a control block, or with one that runs nothing, the analyses of the deck's lines run.
 * @param runDeck runs a deck that we composed
 * @throws SimulationError; of kind `refused-deck` it names the line of the deck and what to do
 */
export async function simulateDeck(
  text: string,
  runDeck: (deck: string) => Promise<readonly DeckResult[]>,
): Promise<DeckOutcome> {
  const plan = asSimulationErrors(() => planOf(text));
  const values = new Map<string, number>();
  const interpreter: Interpreter = new Interpreter(
    plan.circuit,
    async (deck) => {
      const results = await runDeck(deck).catch((error: unknown) => {
        throw withPlace(error, plan.circuit.statements);
      });
      return results.map(({ waveforms }) => waveforms);
    },
    {
      saved: (analysis) => [
        ...savedOf(analysis, plan.measurements, plan.lines),
        ...currents(interpreter, plan, analysis),
      ],
      grid: (analysis) => gridOf(analysis, plan.parameters),
      after: plan.circuit.statements
        .filter(({ name }) => name === '.four')
        .map(({ text, line }) => ({ name: '.four', rest: text.slice('.four '.length), line })),
      measure: (plot, scopeWith) =>
        measureAll(
          plan.measurements.filter(({ analysis }) => analysis === plot.waveforms?.analysis),
          scopeWith,
          plan.parameters,
          values,
        ),
    },
  );
  for (const { line, warnings = [] } of plan.circuit.statements)
    for (const message of warnings) interpreter.note(line, message);
  for (const [name, value] of plan.constants) interpreter.plots.constants.own.set(name, scalar(value));
  const outcome = await perform(interpreter, plan.steps);
  return { ...outcome, controlled: plan.controlled };
}

async function perform(interpreter: Interpreter, steps: readonly Step[]): Promise<Outcome> {
  try {
    return await interpreter.perform(steps);
  } catch (error) {
    // Of the kind of error that engines give, with the line of the deck.
    return asSimulationErrors(() => {
      throw error;
    });
  }
}

interface Plan {
  readonly circuit: ControlledCircuit;
  readonly steps: readonly Step[];
  readonly lines: readonly ControlLine[];
  readonly measurements: readonly Measurement[];
  readonly parameters: (name: string) => number | undefined;
  /** What `.csparam` hands to the control block. */
  readonly constants: ReadonlyMap<string, number>;
  readonly controlled: boolean;
  /** Where `.options savecurrents` stands, and the currents it means. */
  readonly currents?: { readonly line: number; readonly names: readonly string[] };
}

const ANALYSES: readonly string[] = ['run', 'op', 'dc', 'ac', 'tran', 'noise', 'tf', 'pz', 'sens'];

function planOf(text: string): Plan {
  const { deck, lines, controlled } = separateControl(text);
  const { title, body } = deckParts(deck);
  const read = readSafely(body, 2);
  const option = savecurrents(read);
  const statements = option ? withoutSavecurrents(read) : read;
  const parameters = constantsOf(statements);
  const script = readScript(lines);
  const circuit = new ControlledCircuit(title, statements);
  const own = statements.find(({ name }) => isAnalysis(name));
  if (!runsSomething(script) && !own && (!controlled || script.length === 0))
    throw new SimulationError(
      'refused-deck',
      'the deck has no analysis; add a .tran, .dc, .ac, .op or .noise line (the first line of a deck is its title)',
    );
  const steps: Step[] =
    runsSomething(script) || !own
      ? [...script]
      : [...script, { kind: 'command', name: 'run', rest: '', line: own.line }];
  return {
    circuit,
    steps,
    lines,
    measurements: measurementsOf(statements),
    parameters,
    constants: handedOver(statements, parameters),
    controlled,
    ...(option ? { currents: { line: option.line, names: currentsAskedFor(read, option, steps) } } : {}),
  };
}

/** Analyses whose results have currents of devices. */
const WITH_CURRENTS: readonly string[] = ['op', 'dc', 'tran'];

/** @throws DeckError when no analysis of the deck can have them */
function currentsAskedFor(deck: readonly Statement[], option: Statement, steps: readonly Step[]): string[] {
  const own = deck.filter(({ name }) => isAnalysis(name)).map(({ name }) => name.slice(1));
  const kinds = analysesIn(steps).flatMap((name) => (name === 'run' ? own : [name]));
  if (!kinds.some((kind) => WITH_CURRENTS.includes(kind)))
    refuseLine(
      option.line,
      `savecurrents: an ${kinds[0] ?? 'ac'} analysis has no currents of devices`,
      'remove the option, and put a source such as "v1 a b 0" in series where you need a current',
    );
  return deviceCurrents(deck, option);
}

function currents(interpreter: Interpreter, { currents: asked }: Plan, analysis: string): readonly string[] {
  if (!asked || WITH_CURRENTS.includes(analysis)) return asked?.names ?? [];
  interpreter.note(asked.line, `savecurrents: the ${analysis} result has no currents of devices`);
  return [];
}

/** The times that a transient asks for. */
function gridOf(statement: Statement, parameters: Plan['parameters']): Plot['grid'] {
  const analysis = readAnalysis(statement, parameters);
  if (analysis?.kind !== 'tran') return undefined;
  const { start = 0, stop, step } = analysis;
  return { start, stop, step };
}

function runsSomething(steps: readonly Step[]): boolean {
  return analysesIn(steps).length > 0;
}

/** Commands that run analyses, wherever they stand. */
function analysesIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'command') return ANALYSES.includes(step.name) ? [step.name] : [];
    return step.kind === 'if' ? [...analysesIn(step.yes), ...analysesIn(step.no)] : analysesIn(step.body);
  });
}

/** Values of `.csparam name = expression`, as far as they are constants. */
function handedOver(statements: readonly Statement[], parameters: Plan['parameters']): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const own = constantsOf(
    statements.filter(({ name }) => name === '.csparam').map((one) => ({ ...one, name: '.param' })),
    parameters,
  );
  for (const { name, text } of statements) {
    if (name !== '.csparam') continue;
    for (const [, key = ''] of text.matchAll(/([a-z_]\w*) ?=/g)) {
      const value = own(key);
      if (value !== undefined) values.set(key, value);
    }
  }
  return values;
}

/** Vectors that measurements and commands need besides what is saved anyway. */
function savedOf(analysis: string, measurements: readonly Measurement[], lines: readonly ControlLine[]): string[] {
  if (!WITH_CURRENTS.includes(analysis) && analysis !== 'ac') return [];
  const needed = measurements.filter((one) => one.analysis === analysis).flatMap((one) => vectorsNeeded(one));
  // ngspice looks into a device whenever it is asked; an .ac result has nothing of it.
  const asked = analysis === 'ac' ? [] : lines.flatMap(({ text }) => devicesIn(text));
  return [...new Set([...needed, ...asked])];
}

/** `@m1[gm]` in commands that read it. */
function devicesIn(text: string): string[] {
  if (!/^(?:print|let|write|wrdata|meas|measure|echo|if|while|plot)\b/i.test(text)) return [];
  const named = text.match(/@[^\s[\]()@]+\[\w+\]/g) ?? [];
  return named
    .filter((name) => !WAVEFORM.test(name.toLowerCase()))
    .flatMap((name) => {
      try {
        return vectorsIn(name);
      } catch (error) {
        if (error instanceof ExpressionError) return [];
        throw error;
      }
    });
}
