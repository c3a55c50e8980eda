import type { CosimReport } from '../../cosim/cosim.js';
import { forFile, loadSpecs } from '../inputs.js';
import { wantsColor, type Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { CosimResult } from '../schema/schemas.js';
import { textTable } from '../terminal/table.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { createProgress } from '../terminal/progress.js';

interface CosimArguments extends EngineArguments {
  readonly file: string;
  readonly report: string | undefined;
  readonly json: string | undefined;
}

/** Runs a network in closed loop, prints spikes, weights and verdicts; the exit code is that of `verify`. */
export async function runCosim(args: CosimArguments, session: Session): Promise<number> {
  const { io } = session;
  assertWritable('--report', args.report);
  assertWritable('--json', args.json);
  const [named] = await loadSpecs([args.file]);
  if (!named) throw new Error('no spec was loaded');
  const { cosimulate } = await import('../../cosim/cosim.js');
  const result = await withToolchain(args, session, (tools) =>
    forFile(args.file, async () => {
      const progress = await createProgress(io, args.json === '' || args.json === '-');
      progress.start(named.spec.name);
      try {
        return await cosimulate(named.spec, tools, { file: args.file, onProgress: (step) => progress.update(step) });
      } finally {
        progress.stop();
      }
    }),
  );
  session.signal.throwIfAborted();
  if (args.report !== undefined) {
    const { renderHtml } = await import('../../report/html.js');
    const options = {
      date: new Date(),
      title: 'Neurons and synapses in closed loop',
      version: (await import('../../node/version.js')).version(),
    };
    await writeOutput(args.report, [await renderHtml([result.report], options)], session);
    announce(io, args.report);
  }
  if (args.json !== undefined) {
    await writeOutput(args.json, [jsonText(await cosimResult(result))], session);
    announce(io, args.json);
  }
  if (args.json !== '' && args.json !== '-') io.out(await cosimText(result, session));
  const { exitCode } = await import('../../report/summary.js');
  return exitCode(result.report.status);
}

/** A closed loop as plain data. */
export async function cosimResult({ report, network, roads }: CosimReport): Promise<CosimResult> {
  const [{ pairSpikes }, { weightError }] = await Promise.all([
    import('../../cosim/quantities/spikes.js'),
    import('../../cosim/quantities/weights.js'),
  ]);
  const { circuit } = roads;
  const tolerance = Math.min(Infinity, ...network.verify.flatMap((check) => ('within' in check ? [check.within] : [])));
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const each = <T>(
    measure: (road: 'rule' | 'model' | 'circuit') => T | undefined,
  ): Partial<Record<'rule' | 'model' | 'circuit', T>> =>
    Object.fromEntries(
      (['rule', 'model', 'circuit'] as const).flatMap((road) => {
        const value = roads[road] === undefined ? undefined : measure(road);
        return value === undefined ? [] : [[road, value]];
      }),
    );
  const against = <T>(measure: (road: 'rule' | 'model') => T): Partial<Record<'rule' | 'model', T>> =>
    each((road) => (road === 'circuit' || !circuit ? undefined : measure(road)));
  return {
    spec: report.spec.name,
    status: report.status,
    engine: { name: report.engine.name, version: report.engine.version },
    duration: network.duration,
    neurons: Object.keys(network.neurons).map((name, index) => ({
      name,
      driven: network.synapses.some(({ to }) => to === name),
      spikes: each((road) => [...(roads[road]?.spikes[index] ?? [])]),
      difference: against((road) =>
        finite(
          pairSpikes(circuit?.spikes[index] ?? [], roads[road]?.spikes[index] ?? [], tolerance, network.duration)
            .largest,
        ),
      ),
    })),
    synapses: network.synapses.map(({ from, to }, index) => ({
      from,
      to,
      final: each((road) => finite(roads[road]?.weights[index]?.y.at(-1) ?? NaN)),
      error: against((road) => {
        const reference = roads[road];
        return finite(circuit && reference ? weightError(circuit, reference, index) : NaN);
      }),
    })),
    verdicts: report.verdicts.map(({ check, status, measured, limit, value, reason }) => ({
      quantity: check.quantity,
      against: check.against,
      status,
      limit,
      ...(measured === undefined ? {} : { measured }),
      ...(value === undefined ? {} : { largestDifference: value }),
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** The same for people. */
async function cosimText(result: CosimReport, { io }: Session): Promise<string> {
  const [{ renderTerminal }, { formatPercent, formatQuantity }] = await Promise.all([
    import('../../report/terminal.js'),
    import('../../units/format.js'),
  ]);
  const { neurons, synapses } = await cosimResult(result);
  const time = (value: number | null | undefined): string =>
    value === undefined || value === null ? '-' : formatQuantity(value, 's', 3);
  const share = (value: number | null | undefined): string =>
    value === undefined || value === null ? '-' : formatPercent(value);
  const weight = (value: number | null | undefined): string =>
    value === undefined || value === null ? '-' : value.toFixed(4);
  const count = (times: readonly number[] | undefined): string => (times === undefined ? '-' : String(times.length));
  return [
    textTable(
      ['neuron', 'spikes: rule', 'model', 'circuit', 'largest difference: to rule', 'to model'],
      neurons.map(({ name, driven, spikes, difference }) => [
        name,
        count(spikes.rule),
        count(spikes.model),
        count(spikes.circuit),
        ...(driven ? [time(difference.rule), time(difference.model)] : ['no synapse', '']),
      ]),
    ),
    textTable(
      ['synapse', 'weight at the end: rule', 'model', 'circuit', 'NRMSE: to rule', 'to model'],
      synapses.map(({ from, to, final, error }) => [
        `${from} to ${to}`,
        weight(final.rule),
        weight(final.model),
        weight(final.circuit),
        share(error.rule),
        share(error.model),
      ]),
    ),
    renderTerminal([result.report], { color: wantsColor(io), verbose: true }),
  ].join('\n');
}
