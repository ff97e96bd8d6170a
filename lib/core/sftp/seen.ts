// What the SFTP server writes down of a connection, and what follows from it for somebody whose files do not arrive.
// Written by the server, read by queries, told in words by the pages: one list for all three.

import type { NothingInCommon } from './algorithms';
import type { IssueCode, IssueParams } from '../issues';
import type { FileHint } from './file-hints';

export type SftpEventKind =
  | 'CONNECTED'
  | 'SIGNED_IN'
  | 'WRONG_PASSWORD'
  /** One that let in until it was replaced or revoked. */
  | 'OLD_PASSWORD'
  /** Another spelling of the user name of the account. */
  | 'NEAR_USER_NAME'
  /** Nobody signed in, and a key was tried that the account has not; its code is the fingerprint. */
  | 'UNKNOWN_KEY'
  /** The same of a key that was revoked. */
  | 'OLD_KEY'
  | 'SIGN_IN_CUT'
  | 'UPLOAD_STARTED'
  | 'UPLOAD_RECEIVED'
  | 'UPLOAD_CUT'
  | 'REFUSED'
  /** Most of what may come in a day has come. */
  | 'NEARLY_USED'
  | 'CLOSED';

/** Why a file or an act of somebody signed in was refused, where it explains why a file is not there. */
export type SftpRefusal =
  | 'INVALID_NAME'
  | 'NAME_TOO_LONG'
  | 'FOLDER_TOO_DEEP'
  | 'READ_NOT_ALLOWED'
  | 'RESULTS_READ_ONLY'
  | 'RESUME_NOT_POSSIBLE'
  | 'UPLOAD_HAS_A_GAP'
  | 'NOT_FINISHED'
  | 'ALREADY_USED'
  | 'FILE_TOO_LARGE'
  | 'DAY_BYTES_USED_UP'
  | 'DAY_FILES_USED_UP'
  | 'ATTENDANCE_BYTES_USED_UP'
  | 'ATTENDANCE_FILES_USED_UP'
  | 'DISK_FULL'
  | 'TOO_MANY_OPEN_FILES'
  | 'STOPPING'
  | 'NOT_KEPT';

/** Why nobody was let in at all. */
export type SftpSignInRefusal =
  | 'SIGN_IN_THROTTLED'
  | 'TOO_MANY_SESSIONS'
  /** The password or the key was right. */
  | 'ADDRESS_NOT_ALLOWED'
  /** An RSA key of the account, with a signature that clients before about 2018 make. */
  | 'KEY_SIGNED_WITH_SHA1'
  | 'KEY_SIGNATURE_WRONG'
  /** As many as one connection may try, and none of them is the account's. */
  | 'TOO_MANY_KEYS_TRIED';

/** Of a connection that ended before anybody signed in: with a user name that no account has. */
export const UNKNOWN_USER = 'UNKNOWN_USER';

/** Told once for each address, with how often. */
export type RepeatedSignInHint =
  | 'WRONG_PASSWORD'
  | 'SIGN_IN_THROTTLED'
  | 'KEY_SIGNED_WITH_SHA1'
  | 'TOO_MANY_KEYS_TRIED'
  | 'ADDRESS_NOT_ALLOWED';

export type ConnectionHint =
  /** Neither a password nor a key works. */
  | { code: 'NO_PASSWORD' }
  | { code: 'PAUSED' }
  | {
      code: RepeatedSignInHint;
      sourceAddress: string;
      count: number;
      lastAt: Date;
    }
  | {
      code: 'OLD_PASSWORD';
      sourceAddress: string;
      count: number;
      lastAt: Date;
      /** Whether there is a newer one that works. */
      hasPassword: boolean;
    }
  | {
      code: 'UNKNOWN_KEY' | 'OLD_KEY';
      sourceAddress: string;
      fingerprint: string;
      count: number;
      lastAt: Date;
    }
  /** `userName` is the right one; `isNear` where the one that was tried differs in capitals, blanks or a domain. */
  | {
      code: 'UNKNOWN_USER';
      isNear: boolean;
      userName: string;
      sourceAddress: string | null;
      count: number;
      lastAt: Date;
    }
  /** No address when nobody has ever signed in: it may be somebody else's. */
  | { code: 'CUT_BEFORE_SIGN_IN'; sourceAddress: string | null; count: number; lastAt: Date }
  /** Dropped to let others in: more were waiting to sign in than there are places. */
  | { code: 'TOO_MANY_WAITING'; sourceAddress: string | null; count: number; lastAt: Date }
  | { code: NothingInCommon; sourceAddress: string | null; count: number; lastAt: Date }
  | { code: 'TOO_MANY_SESSIONS'; sourceAddress: string; count: number; lastAt: Date }
  | { code: 'NEARLY_USED'; allowance: 'ROSTER' | 'ATTENDANCE'; at: Date }
  | FileHint
  | {
      code: 'WAITING_FOR_FILES';
      runId: number;
      receivedCount: number;
      awaitedCount: number;
      missing: string[];
    }
  | {
      code: 'REFUSED';
      refusalCode: string;
      fileName: string | null;
      sourceAddress: string;
      count: number;
      lastAt: Date;
    }
  | SetHint;

/** What is known of a set before it is checked, or of the newest one that was. */
export type SetHint =
  /** Roster files in more than one place of an archive: those in folders are not read. */
  | { code: 'ARCHIVE_FOLDERS'; fileName: string; inside: string[]; sourceAddress: string; at: Date }
  | {
      code: 'ARCHIVE_UNUSABLE';
      fileName: string;
      problem: { code: IssueCode; params: IssueParams };
      sourceAddress: string;
      at: Date;
    }
  /** So many sets in a row had the very bytes of this run. */
  | { code: 'SAME_FILES'; count: number; lastAt: Date; runNumber: number; runAt: Date };
