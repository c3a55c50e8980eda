import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import type { Learner, Progress } from '../learning/classifier.js';
import { IMPERFECTIONS, type Imperfection } from '../learning/imperfections.js';
import type { CellMap } from './result.js';

/** One training, and how the test ended behind it. */
export interface Run {
  readonly name: string;
  readonly kind: 'ideal' | 'alone' | 'without' | 'all';
  readonly cause?: Imperfection;
  readonly history: Progress['history'];
  readonly pulses: number;
  /** Share of right answers, relaxed where the spec has it. */
  readonly test: number;
}

/** Tables, figures and maps of an array that learned classes. */
export function classReport(
  runs: readonly Run[],
  learner: Learner,
  progress: Progress,
): { readonly tables: readonly Table[]; readonly figures: readonly Figure[]; readonly maps: readonly CellMap[] } {
  const ideal = runs.find(({ kind }) => kind === 'ideal');
  const all = runs.find(({ kind }) => kind === 'all');
  if (!ideal || !all) throw new RangeError('a report without its first and last run');
  const causes = runs.filter(({ kind }) => kind === 'alone');
  return {
    tables: [accuracyTable([ideal, all]), ...(causes.length > 0 ? [costTable(runs, ideal, all)] : [])],
    figures: [courseFigure([ideal, all]), ...(causes.length > 0 ? [costFigure(runs, ideal, all)] : [])],
    maps: [weightMap(learner, progress)],
  };
}

function accuracyTable(runs: readonly Run[]): Table {
  return {
    title: 'What was learned',
    columns: [
      { title: 'array' },
      { title: 'right while training, last epoch', unit: FRACTION, digits: 4 },
      { title: 'right in the test', unit: FRACTION, digits: 4 },
      { title: 'pulses', unit: '1', digits: 9 },
    ],
    rows: runs.map(({ kind, history, test, pulses }) => [
      kind === 'ideal' ? 'ideal' : 'everything counted',
      history.at(-1)?.train ?? null,
      test,
      pulses,
    ]),
    caption: 'Ideal: the same rule with weights that are numbers, on the same examples in the same order.',
  };
}

function costTable(runs: readonly Run[], ideal: Run, all: Run): Table {
  return {
    title: 'What each imperfection costs in the test',
    columns: [
      { title: 'imperfection' },
      { title: 'right with it alone', unit: FRACTION, digits: 4 },
      { title: 'lost by it alone', unit: FRACTION },
      { title: 'right without it', unit: FRACTION, digits: 4 },
      { title: 'gained without it', unit: FRACTION },
    ],
    rows: runs
      .filter(({ kind }) => kind === 'alone')
      .map((alone) => {
        const without = runs.find(({ kind, cause }) => kind === 'without' && cause === alone.cause);
        return [
          IMPERFECTIONS[alone.cause!],
          alone.test,
          ideal.test - alone.test,
          without?.test ?? null,
          without ? without.test - all.test : null,
        ];
      }),
    caption:
      'Alone: put into an ideal array. Without: left out of the array with all of them. Each is a training of ' +
      'its own; ' +
      'costs do not add. One example of the test more or less is chance.',
  };
}

function courseFigure(runs: readonly Run[]): Figure {
  return {
    title: 'Right answers in the test, epoch by epoch',
    xTitle: 'epoch',
    yTitle: 'share of right answers',
    series: runs.map(({ kind, history }) => ({
      name: kind === 'ideal' ? 'ideal' : 'everything counted',
      role: kind === 'ideal' ? 'rule' : 'model',
      mark: 'line',
      x: history.map((_, epoch) => epoch + 1),
      y: history.map(({ test }) => test),
    })),
  };
}

function costFigure(runs: readonly Run[], ideal: Run, all: Run): Figure {
  const causes = runs.filter(({ kind }) => kind === 'alone');
  const place = (run: Run): number => causes.findIndex(({ cause }) => cause === run.cause) + 1;
  const without = runs.filter(({ kind }) => kind === 'without');
  const level = (name: string, role: 'rule' | 'circuit', value: number): Figure['series'][number] => ({
    name,
    role,
    mark: 'line',
    x: [0.5, causes.length + 0.5],
    y: [value, value],
  });
  return {
    title: 'What each imperfection costs',
    caption: causes.map(({ cause }, at) => `${at + 1}: ${IMPERFECTIONS[cause!]}`).join('; '),
    xTitle: 'imperfection',
    yTitle: 'share of right answers in the test',
    series: [
      level('ideal', 'rule', ideal.test),
      level('everything counted', 'circuit', all.test),
      { name: 'alone', role: 'model', mark: 'points', x: causes.map(place), y: causes.map(({ test }) => test) },
      ...(without.length > 0
        ? [
            {
              name: 'left out',
              role: 'other' as const,
              mark: 'points' as const,
              x: without.map(place),
              y: without.map(({ test }) => test),
            },
          ]
        : []),
    ],
  };
}

function weightMap({ array, cells }: Learner, { memory }: Progress): CellMap {
  const { rows, columns } = array;
  const [low, high] = cells.range;
  return {
    title: 'Weights at the end',
    unit: '1',
    rows,
    columns,
    values: memory.map((value, cell) => (2 * cells.conductance(cell, value) - low - high) / (high - low)),
    largest: 1,
    caption: 'One column per class; 0 is the middle of the range of conductances, 1 and -1 its ends.',
  };
}
