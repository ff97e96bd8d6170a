/**
 * The kinds of connection, and all that differs between them: nothing else compares with a kind's name. A new kind is an
 * entry here, a folder under lib/server/intake that leaves deliveries behind, and a table for its account
 * (docs/decisions/062-kinds-of-connection.md).
 */
import { FEEDS, type Feed } from '../feeds/feeds';
import { MANIFEST_FILE_NAME } from '../oneroster/files';
import type { ApiProtocol } from '../pulls/vendor-profiles';
import { completeness, type Completeness, type CompletenessInput } from '../sync-run/completeness';

export type ApiAuthorization = 'OAUTH2' | 'OAUTH1_SHA1' | 'OAUTH1_SHA256';

export interface KindOfConnection {
  /** What may come through it. What does come through one connection, the table connection_feed says. */
  readonly feeds: readonly Feed[];
  /** Whether a set of roster files is whole, and what it waits for until it is. */
  readonly completeness: (set: CompletenessInput) => Completeness;
  /** Whether a person may make its deliveries wait. */
  readonly canPause: boolean;
  /** Of a kind that is fetched from: what is spoken there. Null where files are sent to us. */
  readonly api: {
    readonly protocol: ApiProtocol;
    /** How requests may be authorized, the usual one first. */
    readonly authorizations: readonly ApiAuthorization[];
    /** Whether the address itself tells where tokens are given; else a person enters that too. */
    readonly tellsTokenAddress: boolean;
  } | null;
  readonly words: {
    /** As a fact about a district. */
    readonly name: string;
    /** Above the steps on the page of the connection. */
    readonly setUp: string;
    /** Where nothing has come yet. */
    readonly beforeFirst: string;
  };
}

/** All files of a pull are there in the same moment, the manifest among them. */
const wholeWithManifest: KindOfConnection['completeness'] = ({ files, now }) =>
  files.some(({ name, isComplete }) => name === MANIFEST_FILE_NAME && isComplete)
    ? { kind: 'complete' }
    : {
        kind: 'receiving',
        missing: [MANIFEST_FILE_NAME],
        quietUntil: now,
        checkAgainAt: now,
        canSettle: false,
      };

export const KINDS_OF_CONNECTION = {
  SFTP_ONEROSTER: {
    feeds: FEEDS,
    completeness,
    canPause: true,
    api: null,
    words: {
      name: 'OneRoster 1.1 files by SFTP',
      setUp:
        'Your export program sends OneRoster files by SFTP. Four steps: sign-in details, password, files, first upload.',
      beforeFirst: 'When files arrive over SFTP, they are listed here within seconds.',
    },
  },
  ONEROSTER_REST: {
    feeds: ['ROSTER'],
    completeness: wholeWithManifest,
    canPause: true,
    api: {
      protocol: 'oneroster-rest',
      authorizations: ['OAUTH2', 'OAUTH1_SHA256', 'OAUTH1_SHA1'],
      tellsTokenAddress: false,
    },
    words: {
      name: 'OneRoster API (1.1 or 1.2)',
      setUp:
        'We fetch the roster from your SIS every night. Three steps: address and key, a test of the connection, the first pull.',
      beforeFirst: 'What is fetched from your SIS is listed here.',
    },
  },
  EDFI_API: {
    feeds: FEEDS,
    completeness: wholeWithManifest,
    canPause: true,
    api: {
      protocol: 'ed-fi',
      authorizations: ['OAUTH2'],
      tellsTokenAddress: true,
    },
    words: {
      name: 'Ed-Fi API',
      setUp:
        'We fetch the roster from your Ed-Fi ODS/API every night. Three steps: address and key, a test of the connection, the first pull.',
      beforeFirst: 'What is fetched from your Ed-Fi API is listed here.',
    },
  },
} satisfies Record<string, KindOfConnection>;

export type KindName = keyof typeof KINDS_OF_CONNECTION;

/** Of the kinds that are fetched from: the one that speaks a protocol. */
export function kindSpeaking(protocol: ApiProtocol): KindName {
  const name = (Object.keys(KINDS_OF_CONNECTION) as KindName[]).find(
    (each) => kindOfConnection(each).api?.protocol === protocol,
  );
  if (!name) throw new Error(`no kind of connection speaks ${protocol}`);
  return name;
}

/** By the name that the database keeps. */
export function kindOfConnection(name: string): KindOfConnection {
  const kind = (KINDS_OF_CONNECTION as Record<string, KindOfConnection | undefined>)[name];
  if (!kind) throw new Error(`there is no kind of connection named ${name}`);
  return kind;
}
