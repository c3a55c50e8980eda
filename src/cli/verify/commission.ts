import type { Result } from '../../result/result.js';
import type { Session } from '../io.js';
import type { ProgressDisplay } from '../terminal/progress.js';
import type { VerifyArguments } from './arguments.js';
import type { Crashes } from './crashes.js';
import type { Manifest } from './shards.js';

/** What a kind of documents is given to work with. */
export interface Commission {
  readonly args: VerifyArguments;
  readonly session: Session;
  /** Where a defect on one document is put down, so that the others go on. */
  readonly crashes: Crashes;
  /** The shards whose results are to be judged, where there are some. */
  readonly merged?: Manifest;
}

/** Results by the file they are of; a document may have several. */
export type Results = ReadonlyMap<string, readonly Result[]>;

/** What is ready to be done. */
export interface Work {
  /** How often `run` begins or skips a part of its progress. */
  readonly parts: number;
  run(progress: ProgressDisplay): Promise<Results>;
}
