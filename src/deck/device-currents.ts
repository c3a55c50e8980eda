import { DeckError, refuseLine } from './deck-error.js';
import { deviceOf } from './models/device.js';
import { nameOfSubcircuit } from './private-subcircuits.js';
import { words, type Statement } from './statement.js';

/** `.options savecurrents`, with the names it has for single models. */
const OPTION = /^savecurrents(?:_bsim3|_bsim4|_mos1)?$/;
const MOST_CURRENTS = 10_000;
const DEEPEST = 50;

/** Currents of a device by its letter, as ngspice names them; transistors have them by their model. */
const BY_LETTER: Readonly<Record<string, readonly string[]>> = {
  ...{ r: ['i'], c: ['i'], l: ['i'], b: ['i'], f: ['i'], g: ['i'], w: ['i'], s: ['i'] },
  ...{ i: ['current'], d: ['id'], j: ['id', 'is', 'ig', 'igd'], q: ['ic', 'ie', 'ib', 'is'] },
};
const BSIM = ['id', 'ibd', 'ibs'];
const BY_DEVICE: Readonly<Record<string, readonly string[]>> = {
  ...{ mos1: ['id', 'is', 'ig', 'ib'], mos2: ['id', 'is', 'ig', 'ib'], mos3: ['id', 'is', 'ig', 'ib'] },
  ...{ mos6: ['id', 'is', 'ig', 'ib'], mos9: ['id', 'is', 'ig', 'ib'], vdmos: ['id', 'is', 'ig'] },
  ...{ bsim3: BSIM, bsim3v0: ['id'], bsim3v1: BSIM, bsim3v32: BSIM },
  ...{ bsim4: BSIM, bsim4v5: BSIM, bsim4v6: BSIM, bsim4v7: BSIM },
};

/** The statement that asks for the currents of all devices. */
export function savecurrents(deck: readonly Statement[]): Statement | undefined {
  return deck.find((statement) => /^\.opt/.test(statement.name) && words(statement).some((word) => OPTION.test(word)));
}

/** A deck without this option: engines differ in what they make of it. */
export function withoutSavecurrents(deck: readonly Statement[]): Statement[] {
  return deck.map((statement) =>
    /^\.opt/.test(statement.name) && statement.text.includes(' savecurrents')
      ? {
          ...statement,
          text: words(statement)
            .filter((word) => !OPTION.test(word))
            .join(' '),
        }
      : statement,
  );
}

/**
 * The currents of all devices, also inside of subcircuits, as `.save` takes them: `@m1[id]`, `@r.x1.r2[i]`. ngspice has
 * those of voltage sources anyway.
 * @throws DeckError that names the line of the option where they cannot be told
 */
export function deviceCurrents(deck: readonly Statement[], option: Statement): string[] {
  const conditional = deck.find(({ name }) => name === '.if');
  if (conditional)
    refuseLine(
      option.line,
      `savecurrents cannot tell which devices the ".if" of line ${conditional.line} leaves`,
      'name the currents with .save, such as @m1[id]',
    );
  return new Collector(deck, option.line).all();
}

class Collector {
  private readonly definitions = new Map<string, readonly Statement[]>();
  private readonly top: readonly Statement[];
  private readonly models: ReadonlyMap<string, string>;
  private readonly found: string[] = [];

  constructor(
    deck: readonly Statement[],
    private readonly line: number,
  ) {
    this.top = this.takeApart(deck);
    this.models = new Map(
      deck.filter(({ name }) => name === '.model').map(({ text }) => [text.split(' ')[1] ?? '', text]),
    );
  }

  all(): string[] {
    this.collect(this.top, '', 0);
    return this.found;
  }

  /** Notes the bodies of subcircuits; what stands outside of them is returned. */
  private takeApart(deck: readonly Statement[]): readonly Statement[] {
    const open: { name: string; body: Statement[] }[] = [{ name: '', body: [] }];
    for (const statement of deck) {
      if (statement.name === '.subckt' || statement.name === '.macro')
        open.push({ name: words(statement)[1] ?? '', body: [] });
      else if ((statement.name === '.ends' || statement.name === '.eom') && open.length > 1) {
        const { name, body } = open.pop()!;
        this.definitions.set(name, body);
      } else open.at(-1)!.body.push(statement);
    }
    return open[0]!.body;
  }

  private collect(body: readonly Statement[], path: string, depth: number): void {
    if (depth > DEEPEST)
      throw new DeckError('refused-deck', 'subcircuits contain each other; take them apart', this.line);
    for (const statement of body) {
      if (statement.kind !== 'element') continue;
      if (statement.name.startsWith('x')) {
        const parts = words(statement);
        const inner = this.definitions.get(parts[nameOfSubcircuit(parts)] ?? '');
        if (inner) this.collect(inner, `${path}${statement.name}.`, depth + 1);
        continue;
      }
      const name = path === '' ? statement.name : `${statement.name[0]!}.${path}${statement.name}`;
      this.found.push(...this.currentsOf(statement).map((current) => `@${name}[${current}]`));
      if (this.found.length > MOST_CURRENTS)
        refuseLine(
          this.line,
          `savecurrents means more than ${MOST_CURRENTS} currents`,
          'name those you need with .save',
        );
    }
  }

  private currentsOf(statement: Statement): readonly string[] {
    const letter = statement.name[0]!;
    return letter === 'm' ? this.currentsOfMosfet(statement) : (BY_LETTER[letter] ?? []);
  }

  /** Of a model that is not found, or that is one of several bins, the drain current: every model has it. */
  private currentsOfMosfet(statement: Statement): readonly string[] {
    const text = words(statement)
      .slice(4)
      .map((word) => this.models.get(word))
      .find((model) => model !== undefined);
    if (text === undefined) return ['id'];
    const [, type = ''] = /^\.model [^ ]+ ([^ =(),]+)/.exec(text) ?? [];
    const valueOf = (name: string): string | undefined => new RegExp(`\\b${name} ?= ?([\\w.]+)`).exec(text)?.[1];
    const device = deviceOf(type, valueOf('level'), valueOf('version'));
    return (typeof device === 'object' && 'device' in device ? BY_DEVICE[device.device] : undefined) ?? ['id'];
  }
}
