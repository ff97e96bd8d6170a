import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { commonGround, type NothingInCommon } from '@/lib/core/sftp/algorithms';
import type { CloseCode } from '@/lib/core/sftp/disconnect-text';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import type {
  ConnectionHint,
  SftpEventKind,
  SftpRefusal,
  SftpSignInRefusal,
} from '@/lib/core/sftp/seen';

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
function refusalSentence(code: string): string {
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

/** What we saw that explains why nothing arrives, and what to do about it. */
export function hintSentence(hint: ConnectionHint, now: Date, timeZone: string): string {
  const when = (at: Date) => formatInstant(at, timeZone, now);
  switch (hint.code) {
    case 'NO_PASSWORD':
      return 'No password or SSH key works, so no one can sign in. Generate a password above, or add a key.';
    case 'PAUSED':
      return 'Updates for this district are paused. Files sent now are saved and wait until the pause ends.';
    case 'WRONG_PASSWORD':
      return `We saw ${plural(hint.count, 'sign-in attempt')} from ${hint.sourceAddress} with a wrong password, the last at ${when(hint.lastAt)}. Enter the password again exactly as you saved it, with no space at the end, or replace it.`;
    case 'OLD_PASSWORD':
      return `We saw ${plural(hint.count, 'sign-in attempt')} from ${hint.sourceAddress} with an old password that no longer works, the last at ${when(hint.lastAt)}. ${hint.hasPassword ? 'Enter the newer one in the program there, or replace it here.' : 'Generate a new one above, or set the program to an SSH key.'}`;
    case 'UNKNOWN_KEY':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the program used an SSH key that is not on this page (${hint.fingerprint}). Add its public key here, or set the program to the right key or to a password.`;
    case 'OLD_KEY':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the program used an SSH key that was revoked (${hint.fingerprint}). Set it to a key that works, or to a password.`;
    case 'TOO_MANY_KEYS_TRIED':
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: the program tried one SSH key after another, and none of those is on this page. Set it to the one key that is, or to a password.`;
    case 'ADDRESS_NOT_ALLOWED':
      return `${plural(hint.count, 'sign-in')} from ${hint.sourceAddress} ${hint.count === 1 ? 'was' : 'were'} refused, the last at ${when(hint.lastAt)}: the password or key is right, but this address is not allowed. Add it to the allowed addresses, or send from one of those.`;
    case 'KEY_SIGNED_WITH_SHA1':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the SSH key is right, but the program signs with SHA-1, which we do not accept. Use an Ed25519 or ECDSA key, or update the program.`;
    case 'SIGN_IN_THROTTLED':
      return `Sign-ins from ${hint.sourceAddress} used a wrong password too often and are being slowed down (last at ${when(hint.lastAt)}). Correct the password in every program there, then try again. The right password works again within 15 minutes.`;
    case 'CUT_BEFORE_SIGN_IN':
      return `${connectionsWere(hint)} cut before sign-in, the last at ${when(hint.lastAt)}. That is often a firewall, or a program that did not accept the host key.`;
    case 'TOO_MANY_WAITING':
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: too many were waiting to sign in at once. Try again. If many programs send from there, start them one after another.`;
    case 'NO_COMMON_KEY_EXCHANGE':
    case 'NO_COMMON_HOST_KEY':
    case 'NO_COMMON_CIPHER':
    case 'NO_COMMON_MAC':
    case 'NO_COMMON_COMPRESSION': {
      const { what, allow } = commonGround(hint.code);
      const whose = hint.sourceAddress ? 'Your program' : 'If it was your program, it';
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: the program and our server have no ${what} in common. ${whose} is outdated or set to use only outdated methods. Update it, or allow ${allow} in its settings.`;
    }
    case 'TOO_MANY_SESSIONS':
      return `Too many connections were open at once from ${hint.sourceAddress} (${when(hint.lastAt)}). Set your program to one connection.`;
    case 'NEARLY_USED':
      return `At ${when(hint.at)}, ${hint.allowance === 'ATTENDANCE' ? 'attendance' : 'roster'} files had used at least 80% of the 24-hour limit. Files over the limit are refused; ${hint.allowance === 'ATTENDANCE' ? 'roster' : 'attendance'} files have their own limit. Send less often, or tell us.`;
    case 'WAITING_FOR_FILES':
      return `${formatNumber(hint.receivedCount)} of ${plural(hint.awaitedCount, 'file')} arrived; waiting for ${hint.missing.join(', ')}.`;
    case 'REFUSED':
      return `${hint.fileName ?? 'Something'} was refused at ${when(hint.at)}: ${refusalSentence(hint.refusalCode)}.`;
    default:
      return fileHintSentence(hint, now, timeZone);
  }
}

function connectionsWere({
  count,
  sourceAddress,
}: {
  count: number;
  sourceAddress: string | null;
}) {
  const from = sourceAddress ? ` from ${sourceAddress}` : '';
  return `${plural(count, 'connection')}${from} ${count === 1 ? 'was' : 'were'}`;
}
