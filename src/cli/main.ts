import { setMaxListeners } from 'node:events';
import yargs, { type Argv } from 'yargs';
import '../node/furnish.js';
import { didYouMean } from '../units/did-you-mean.js';
import { isLineOfText, shown } from '../units/line-of-text.js';
import { commands } from './commands.js';
import { EXIT, EXIT_CODES, reportError } from './exit.js';
import { processIo, type Io, type Session } from './io.js';
import { screened } from './terminal/screen.js';
import { dashesIn, hideDashes, settleFiles, settleJson } from './options.js';
import { version } from '../node/version.js';

/**
 * Runs the command line and returns its exit code. Ctrl-C stops simulations and gives 130; a second one ends at once.
 * A signal is heard only between two pieces of work; supervise.ts sees to the rest.
 */
export async function main(argv: readonly string[], raw: Io = processIo()): Promise<number> {
  const io = screened(raw);
  const controller = new AbortController();
  // One listener for every simulation that waits its turn.
  setMaxListeners(0, controller.signal);
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const work = await parse(argv, io, controller.signal);
    const code = typeof work === 'number' ? work : await work();
    controller.signal.throwIfAborted();
    return code;
  } catch (error) {
    return await reportError(error, io, controller.signal.aborted);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** A command was found, and its work is known. */
class Chosen extends Error {}

/** What the command line asks for, or the exit code when there is nothing left to do. */
async function parse(argv: readonly string[], io: Io, signal: AbortSignal): Promise<number | (() => Promise<number>)> {
  const strange = argv.find((word) => !isLineOfText(word));
  if (strange !== undefined) {
    io.err(
      `the argument "${shown(strange)}" holds control or invisible characters, which no file and no option may ` +
        'have; rename the file, or type the argument again\n',
    );
    return EXIT.badInput;
  }
  // Before a command it is the version, as of other programs; behind one it is that command's word for verbose.
  if (argv.length === 1 && argv[0] === '-v') return parse(['--version'], io, signal);
  let work: (() => Promise<number>) | undefined;
  const parser = parserOf({ io, signal }, (given) => (work = given));
  let help = '';
  try {
    await parser.parseAsync(
      hideDashes(settleFiles(settleJson(argv))),
      {},
      (_error, _args, output) => void (help = output),
    );
  } catch (error) {
    if (work && error instanceof Chosen) return work;
    if (error instanceof Error && (error.name === 'YError' || error.constructor === Error))
      return usageError(argv, dashesIn(error.message), await helpPage(parser, argv[0]), io);
    throw error;
  }
  if (work) return work;
  io.out(`${help}\n`);
  return EXIT.pass;
}

function parserOf(session: Session, take: (work: () => Promise<number>) => void): Argv {
  const parser = yargs()
    .scriptName('rulespice')
    .locale('en')
    .usage('rulespice <command>\n\nLearning rules in, verified transistor circuits out.')
    .parserConfiguration({ 'greedy-arrays': false })
    .exitProcess(false)
    .version(version())
    .help()
    .alias('help', 'h')
    .completion('completion', 'Print a script that completes commands and options in bash or zsh')
    .wrap(100)
    .demandCommand(1, 'name a command')
    .strict()
    .recommendCommands()
    .fail(false)
    .epilogue(EXIT_CODES);
  for (const command of commands)
    command.add(parser, session, (work) => {
      take(work);
      // Else yargs would lay out a page of help that nobody asked for.
      throw new Chosen();
    });
  return parser;
}

/** Help of a command; nothing where there is no such command. */
async function helpPage(parser: Argv, name: string | undefined): Promise<string> {
  if (!commands.some((command) => command.name === name)) return '';
  let page = '';
  await parser
    .parseAsync([String(name), '--help'], {}, (_error, _args, output) => void (page = output))
    .catch(() => undefined);
  return page;
}

/** One line about a wrong command line, and where help is. */
function usageError(argv: readonly string[], message: string, page: string, io: Io): number {
  const options = [...new Set([...page.matchAll(/--([a-z][\w-]*)/g)].map((found) => found[1] ?? ''))];
  const names = commands.map((command) => command.name);
  const first = argv.find((word) => !word.startsWith('-'));
  const command = first !== undefined && names.includes(first) ? first : undefined;
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
  if (command === undefined && first !== undefined) {
    io.err(`unknown command "${first}"${didYouMean(first, names)}; there are ${names.join(', ')}\n`);
  } else if (unknown.length > 0) {
    // yargs names an option in both spellings; one is enough.
    const word = unknown[0] ?? '';
    const option = argv.some(
      (given) => given.startsWith(`--${word}`) || (word.length === 1 && given.startsWith(`-${word}`)),
    );
    io.err(
      option
        ? `unknown option "${word.length === 1 ? '-' : '--'}${word}"${didYouMean(word, options)}\n`
        : `unexpected "${word}": ${command ?? 'the command'} takes no such argument\n`,
    );
  } else {
    io.err(`${missingArguments(message, page) ?? message.replaceAll('\n', ' ')}\n`);
  }
  io.err(`see "rulespice ${command === undefined ? '' : `${command} `}--help"\n`);
  return EXIT.badInput;
}

/** What yargs counts, by name: "missing <target> and <files...>". */
function missingArguments(message: string, page: string): string | undefined {
  const got = /^Not enough non-option arguments: got (\d+)/.exec(message)?.[1];
  if (got === undefined) return undefined;
  const wanted = [...(page.split('\n')[0] ?? '').matchAll(/<[^>]+>/g)].map(([name]) => name);
  return `missing ${wanted.slice(Number(got)).join(' and ')}`;
}
