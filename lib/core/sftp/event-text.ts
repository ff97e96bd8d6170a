import type { NothingInCommon } from './algorithms';
import type { CloseCode } from './disconnect-text';
import type { SftpEventKind, SftpRefusal, SftpSignInRefusal } from './seen';

/** What the SFTP server wrote down, by shape. */
export type SeenEvent = {
  kind: string;
  code: string | null;
  fileName: string | null;
  sourceAddress: string;
};

/** Reasons a file, an act or a sign-in was refused. */
const refusals: Readonly<Record<SftpRefusal | SftpSignInRefusal, string>> = {
  INVALID_NAME:
    'the name cannot be used; use letters, digits, dot, dash, underscore, space and parentheses',
  NAME_TOO_LONG: 'the name is longer than 128 characters; use a shorter one',
  FOLDER_TOO_DEEP: 'subfolders cannot be used; send the files to the root folder (/)',
  READ_NOT_ALLOWED: 'files can only be sent here, not downloaded; set your program to send only',
  RESULTS_READ_ONLY:
    'the results folder is read-only; send the files to the root folder (/), and leave “results” out of anything that deletes',
  RESUME_NOT_POSSIBLE:
    'uploads cannot be resumed; turn off resuming in your program and send the whole file again',
  UPLOAD_HAS_A_GAP: 'part of the file was missing; send it again',
  NOT_FINISHED: 'the upload did not finish; send it again',
  ALREADY_USED: 'the file was already being checked; send it again',
  FILE_TOO_LARGE: 'the file is larger than we accept; tell us if you need to send it',
  DAY_BYTES_USED_UP: 'the daily limit was reached; try again tomorrow or contact us',
  ATTENDANCE_BYTES_USED_UP:
    'the daily limit for attendance files was reached; try again tomorrow or contact us',
  ATTENDANCE_FILES_USED_UP:
    'the daily limit for attendance and other files was reached; try again tomorrow',
  DAY_FILES_USED_UP: 'the daily limit on the number of files was reached; try again tomorrow',
  DISK_FULL: 'we ran out of space; we are fixing it',
  TOO_MANY_OPEN_FILES: 'too many files were open at once; send them one after another',
  STOPPING: 'the server was being restarted; send the file again',
  NOT_KEPT: 'we could not save the file; send it again',
  SIGN_IN_THROTTLED:
    'too many sign-ins used a wrong password; the right one works again within 15 minutes',
  TOO_MANY_SESSIONS: 'too many connections were open at once; set your program to one',
  ADDRESS_NOT_ALLOWED:
    'the sign-in was right, but the address it came from is not on the list of allowed ones; add it, or send from one that is',
  KEY_SIGNED_WITH_SHA1:
    'an SSH key was right, but the program signs with SHA-1, which we do not accept; use an Ed25519 or ECDSA key, or update the program',
  TOO_MANY_KEYS_TRIED:
    'one SSH key after another was tried, and none of them is on this page; set the program to the right one',
  KEY_SIGNATURE_WRONG:
    'the program could not prove that it has the private half of its SSH key; use the two halves of one pair',
};

/** A code of an older or newer server is shown as it is. */
export function refusalSentence(code: string): string {
  return isKeyOf(refusals, code) ? refusals[code] : code;
}

function isKeyOf<Key extends string>(
  words: Readonly<Record<Key, unknown>>,
  key: string,
): key is Key {
  return Object.hasOwn(words, key);
}

/** Why we ended a connection that was signed in; what the client ended has no reason. */
const closed: Readonly<Record<Exclude<CloseCode, NothingInCommon | BeforeSignIn>, string>> = {
  IDLE: 'nothing was sent for a while',
  ACCESS_ENDED: 'its password or SSH key no longer works, or updates are paused',
  ADDRESS_NOT_ALLOWED: 'its address is no longer an allowed one',
  ANSWERS_NOT_READ: 'the program did not read our answers',
  PROTOCOL_ERROR: 'the program sent something that we cannot read; update it',
  SERVER_STOPPED: 'the server was being restarted',
};
type BeforeSignIn = 'LOGIN_GRACE' | 'TOO_MANY_TRIES' | 'TOO_MANY_WAITING' | 'TOO_MANY_SESSIONS';

const lines: Readonly<Record<SftpEventKind, (event: SeenEvent) => string>> = {
  CONNECTED: ({ sourceAddress }) => `New connection from ${sourceAddress}`,
  SIGNED_IN: ({ sourceAddress }) => `Signed in from ${sourceAddress}`,
  WRONG_PASSWORD: ({ sourceAddress }) => `A sign-in from ${sourceAddress} had a wrong password`,
  OLD_PASSWORD: ({ sourceAddress }) =>
    `A sign-in from ${sourceAddress} used an old password that no longer works`,
  NEAR_USER_NAME: ({ sourceAddress }) =>
    `A sign-in from ${sourceAddress} used a user name that is almost the right one`,
  UNKNOWN_KEY: ({ sourceAddress }) =>
    `A connection from ${sourceAddress} used an SSH key that is not on this page`,
  OLD_KEY: ({ sourceAddress }) =>
    `A connection from ${sourceAddress} used an SSH key that was revoked`,
  SIGN_IN_CUT: ({ sourceAddress }) =>
    `A connection from ${sourceAddress} was cut before it signed in`,
  UPLOAD_STARTED: ({ fileName }) => `${fileName ?? 'A file'} is arriving`,
  UPLOAD_RECEIVED: ({ fileName }) => `${fileName ?? 'A file'} received`,
  UPLOAD_CUT: ({ fileName }) =>
    `The upload of ${fileName ?? 'a file'} stopped early; it was not used`,
  REFUSED: ({ fileName, code }) =>
    `Refused${fileName ? ` ${fileName}` : ''}: ${refusalSentence(code ?? 'unknown')}`,
  NEARLY_USED: ({ code }) =>
    `At least 80% of the daily upload limit for ${code === 'ATTENDANCE' ? 'attendance' : 'roster'} files has been used`,
  CLOSED: ({ sourceAddress, code }) =>
    `The connection from ${sourceAddress} ended${code !== null && isKeyOf(closed, code) ? `: ${closed[code]}` : ''}`,
};

/** One line of the log, in the district's words. Null for a kind this version has no words for. */
export function eventLine(event: SeenEvent): string | null {
  return isKeyOf(lines, event.kind) ? lines[event.kind](event) : null;
}
