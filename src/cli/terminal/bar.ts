import type { SingleBar } from 'cli-progress';

/** A bar on stderr that leaves nothing behind. @param format of cli-progress, as in `{name} [{bar}] {value}/{total}` */
export async function terminalBar(format: string): Promise<SingleBar> {
  const { default: cliProgress } = await import('cli-progress');
  return new cliProgress.SingleBar({
    format,
    barsize: 24,
    barCompleteChar: '#',
    barIncompleteChar: '-',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
    gracefulExit: false,
    linewrap: false,
  });
}
