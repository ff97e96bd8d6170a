/**
 * The kinds of connection, and all that differs between them: nothing else compares with a kind's name. A new kind is an
 * entry here, a folder under lib/server/intake that leaves deliveries behind, and a table for its account
 * (docs/decisions/062-kinds-of-connection.md).
 */
import { FEEDS, type Feed } from '../feeds/feeds';
import { completeness, type Completeness, type CompletenessInput } from '../sync-run/completeness';

export interface KindOfConnection {
  /** What may come through it. What does come through one connection, the table connection_feed says. */
  readonly feeds: readonly Feed[];
  /** Whether a set of roster files is whole, and what it waits for until it is. */
  readonly completeness: (set: CompletenessInput) => Completeness;
  /** Whether a person may make its deliveries wait. */
  readonly canPause: boolean;
  readonly words: {
    /** As a fact about a district. */
    readonly name: string;
    /** Above the steps on the page of the connection. */
    readonly setUp: string;
    /** Where nothing has come yet. */
    readonly beforeFirst: string;
  };
}

export const KINDS_OF_CONNECTION = {
  SFTP_ONEROSTER: {
    feeds: FEEDS,
    completeness,
    canPause: true,
    words: {
      name: 'OneRoster 1.1 files by SFTP',
      setUp:
        'Your export program sends OneRoster files by SFTP. Four steps: sign-in details, password, files, first upload.',
      beforeFirst: 'When files arrive over SFTP, they are listed here within seconds.',
    },
  },
} satisfies Record<string, KindOfConnection>;

export type KindName = keyof typeof KINDS_OF_CONNECTION;

/** By the name that the database keeps. */
export function kindOfConnection(name: string): KindOfConnection {
  const kind = (KINDS_OF_CONNECTION as Record<string, KindOfConnection | undefined>)[name];
  if (!kind) throw new Error(`there is no kind of connection named ${name}`);
  return kind;
}
