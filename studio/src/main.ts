import { formatProblem, parseSpec, ruleFigures, themeCss, UserError, vocabulary } from '../../src/browser.js';
import { editorIn, showProblems } from './editor.js';
import { Aborted, EngineThread } from './engine-thread.js';
import { furnish } from './furnish.js';
import { drawFigures, sizingTable, verdictTable } from './views.js';

/** Where the browser keeps the text between visits. */
const KEPT = 'rulespice-studio-spec';

const part = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
};

async function begin(): Promise<void> {
  part('theme').textContent = themeCss();
  const [shelf, first] = await Promise.all([read('shelf.json'), read('spec.json')]);
  const texts = JSON.parse(shelf) as Record<string, string>;
  furnish(texts);
  const given = JSON.parse(first) as { readonly text: string; readonly given: boolean };
  const text = given.given ? given.text : (localStorage.getItem(KEPT) ?? given.text);
  const view = editorIn(part('editor'), text, (now) => {
    localStorage.setItem(KEPT, now);
    part('circuit').classList.add('old');
    follow(now);
  });
  const follow = (now: string): void => void showRule(now, (problems) => showProblems(view, problems));
  const thread = new EngineThread();
  part('run').addEventListener('click', () => void simulate(thread, texts, () => view.state.doc.toString()));
  part('stop').addEventListener('click', () => thread.abort());
  part('save').addEventListener('click', () => save(view.state.doc.toString()));
  follow(text);
  document.body.dataset['ready'] = 'yes';
}

async function read(path: string): Promise<string> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

/** The textbook rule's curves, or what is wrong with the spec, in the words of the command line. */
async function showRule(text: string, show: (problems: UserError['problems']) => void): Promise<void> {
  const said = part('problems');
  try {
    const figures = ruleFigures(parseSpec(text, 'spec.yaml', vocabulary()));
    said.textContent = '';
    show([]);
    part('rule').classList.remove('old');
    await drawFigures(part('rule'), figures, 'rule');
  } catch (error) {
    part('rule').classList.add('old');
    const problems = error instanceof UserError ? error.problems : [];
    show(problems);
    said.textContent = problems.length > 0 ? problems.map(formatProblem).join('\n') : String(error);
  }
}

async function simulate(thread: EngineThread, shelf: Record<string, string>, written: () => string): Promise<void> {
  const text = written();
  const [state, bar] = [part('state'), part('bar') as HTMLProgressElement];
  const [run, stop] = [part('run') as HTMLButtonElement, part('stop') as HTMLButtonElement];
  [run.disabled, stop.disabled, bar.hidden] = [true, false, false];
  bar.removeAttribute('value');
  state.textContent = 'starting the engine';
  part('circuit').classList.add('old');
  try {
    const result = await thread.run({ shelf, text }, ({ done, total, label }) => {
      [bar.max, bar.value] = [total, done];
      state.textContent = label;
    });
    part('verdicts').replaceChildren(verdictTable(result));
    // The exact figures, for whoever compares them.
    part('verdicts').dataset['measured'] = JSON.stringify(result.verdicts.map(({ measured }) => measured));
    part('sizes').replaceChildren(sizingTable(result));
    await drawFigures(part('figures'), result.figures, 'circuit');
    // Someone may have typed on meanwhile: then it is the result of an earlier text.
    part('circuit').classList.toggle('old', written() !== text);
    state.textContent = `${result.status}, ${result.wallSeconds.toFixed(1)} s`;
  } catch (error) {
    state.textContent = error instanceof Aborted ? 'stopped' : error instanceof Error ? error.message : String(error);
  } finally {
    [run.disabled, stop.disabled, bar.hidden] = [false, true, true];
  }
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = 'spec.yaml';
  link.click();
  URL.revokeObjectURL(link.href);
}

begin().catch((error: unknown) => {
  part('problems').textContent = error instanceof Error ? error.message : String(error);
});
