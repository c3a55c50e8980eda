import type { ArgumentsCamelCase, Argv } from 'yargs';
import { UserError } from '../units/user-error.js';
import { STANDARD_INPUT } from '../node/files/standard-input.js';
import { EXIT_CODES } from './exit.js';
import { GivenTwice, withDashes } from './options.js';
import type { Session } from './io.js';

/** One command, ready to be added to the parser. */
export interface Command {
  readonly name: string;
  /** `run` is called with the command's work; nothing runs while arguments are still being read. */
  add(yargs: Argv, session: Session, run: (work: () => Promise<number>) => void): void;
}

interface Definition<Args> {
  /** `verify <files...>` */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  options(yargs: Argv): Argv<Args>;
  /** Arguments that are files, in which "-" stands for standard input. */
  readonly inputs?: readonly (keyof Args & string)[];
  run(args: ArgumentsCamelCase<Args>, session: Session): Promise<number>;
}

/** Ties a command's options to the type its work receives. */
export function defineCommand<Args>(definition: Definition<Args>): Command {
  const name = definition.usage.split(' ')[0] ?? definition.usage;
  return {
    name,
    add: (yargs, session, run) => {
      yargs.command(
        definition.usage,
        definition.summary,
        (builder) => {
          builder.usage(`rulespice ${definition.usage}\n\n${definition.summary}`);
          for (const [command, meaning] of definition.examples) builder.example(`rulespice ${command}`, meaning);
          builder.epilogue(EXIT_CODES);
          return definition.options(builder);
        },
        (parsed) =>
          run(async () => {
            const args = withDashes(parsed);
            refuseTwice(args);
            const named = (definition.inputs ?? []).flatMap((input) => args[input] as string | readonly string[]);
            if (!named.includes(STANDARD_INPUT)) return definition.run(args, session);
            const { withStandardInput } = await import('./standard-input.js');
            return withStandardInput(session, () => definition.run(args, session));
          }),
      );
    },
  };
}

/** @throws UserError for the first output of which two files were named */
function refuseTwice(args: object): void {
  for (const [name, value] of Object.entries(args))
    if (value instanceof GivenTwice)
      throw new UserError([
        {
          message: `--${name}: given twice, as ${value.values.map((file) => `"${file}"`).join(' and ')}; give it once`,
        },
      ]);
}
