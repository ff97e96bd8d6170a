import type { Actor, AppContext } from '@/lib/server/app-context';
import type { Outcome } from './outcome';

/** What a command is given to work with. */
export interface CommandContext {
  ctx: AppContext;
  actor: Actor;
  isJson: boolean;
  folder: string;
  /** What was piped in; null where it is larger. */
  readInput(maxBytes: number): Promise<Buffer | null>;
  /** For what is too large to be held: the command has then written its whole answer. */
  write(text: string): Promise<void>;
  /** For what a person wants to see while they wait; never part of the answer. */
  note(text: string): void;
}

/** A command that speaks to no Connector: it needs neither its settings nor its database. */
export type RunAlone = (
  work: (context: Pick<CommandContext, 'folder'>) => Promise<Outcome>,
) => Promise<void>;

/** Null: the command has written its answer itself. */
type Work = (context: CommandContext) => Promise<Outcome | null>;
export type Run = (work: Work, options?: { withoutDatabase?: boolean }) => Promise<void>;
