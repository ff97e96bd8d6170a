import { expect, test } from 'vitest';
import type { ConnectionHint, SftpRefusal, SftpSignInRefusal } from './seen';
import { eventLine } from './event-text';
import { hintSentence } from './hint-text';

const now = new Date('2026-11-21T16:40:00Z');
const lastAt = new Date('2026-11-21T16:02:13Z');

const hints: [ConnectionHint, string][] = [
  [
    { code: 'WRONG_PASSWORD', sourceAddress: '203.0.113.4', count: 3, lastAt },
    'We saw 3 sign-in attempts from 203.0.113.4 with a wrong password, the last at Nov 21, 10:02 AM CST. Enter the password again exactly as you saved it, with no space at the end, or replace it.',
  ],
  [
    { code: 'OLD_PASSWORD', sourceAddress: '203.0.113.4', count: 2, lastAt, hasPassword: true },
    'We saw 2 sign-in attempts from 203.0.113.4 with an old password that no longer works, the last at Nov 21, 10:02 AM CST. Enter the newer one in the program there, or replace it here.',
  ],
  [
    { code: 'OLD_PASSWORD', sourceAddress: '203.0.113.4', count: 1, lastAt, hasPassword: false },
    'We saw 1 sign-in attempt from 203.0.113.4 with an old password that no longer works, the last at Nov 21, 10:02 AM CST. Generate a new one above, or set the program to an SSH key.',
  ],
  [
    {
      code: 'UNKNOWN_KEY',
      sourceAddress: '203.0.113.4',
      fingerprint: 'SHA256:a',
      count: 1,
      lastAt,
    },
    '1 connection from 203.0.113.4 was refused, the last at Nov 21, 10:02 AM CST: the program used an SSH key that is not on this page (SHA256:a). Add its public key here, or set the program to the right key or to a password.',
  ],
  [
    { code: 'ADDRESS_NOT_ALLOWED', sourceAddress: '203.0.113.4', count: 2, lastAt },
    '2 sign-ins from 203.0.113.4 were refused, the last at Nov 21, 10:02 AM CST: the password or key is right, but this address is not allowed. Add it to the allowed addresses, or send from one of those.',
  ],
  [
    { code: 'TOO_MANY_KEYS_TRIED', sourceAddress: '203.0.113.4', count: 1, lastAt },
    '1 connection from 203.0.113.4 was ended before sign-in, the last at Nov 21, 10:02 AM CST: the program tried one SSH key after another, and none of those is on this page. Set it to the one key that is, or to a password.',
  ],
  [
    { code: 'SIGN_IN_THROTTLED', sourceAddress: '203.0.113.4', count: 3, lastAt },
    'Sign-ins from 203.0.113.4 used a wrong password too often and are being slowed down (last at Nov 21, 10:02 AM CST). Correct the password in every program there, then try again. The right password works again within 15 minutes.',
  ],
  [
    { code: 'WRONG_NAME', fileName: 'Users.csv', rightName: 'users.csv' },
    'We received Users.csv; the name must be users.csv. Names are case sensitive.',
  ],
  [
    {
      code: 'WAITING_FOR_FILES',
      runId: 7,
      receivedCount: 6,
      awaitedCount: 7,
      missing: ['enrollments.csv'],
    },
    '6 of 7 files arrived; waiting for enrollments.csv.',
  ],
  [
    {
      code: 'UPLOAD_STOPPED',
      fileName: 'users.csv',
      byteCount: 2_500_000,
      percent: 61,
      at: lastAt,
    },
    'The upload of users.csv stopped at 61\u00a0% (Nov 21, 10:02 AM CST); it was not used. Send it again.',
  ],
  [
    { code: 'CUT_BEFORE_SIGN_IN', sourceAddress: null, count: 1, lastAt },
    '1 connection was cut before sign-in, the last at Nov 21, 10:02 AM CST. That is often a firewall, or a program that did not accept the host key.',
  ],
  [
    { code: 'TOO_MANY_WAITING', sourceAddress: '203.0.113.4', count: 2, lastAt },
    '2 connections from 203.0.113.4 were ended before sign-in, the last at Nov 21, 10:02 AM CST: too many were waiting to sign in at once. Try again. If many programs send from there, start them one after another.',
  ],
  [
    { code: 'NO_COMMON_KEY_EXCHANGE', sourceAddress: '203.0.113.4', count: 2, lastAt },
    '2 connections from 203.0.113.4 were ended before sign-in, the last at Nov 21, 10:02 AM CST: the program and our server have no key exchange method in common. Your program is outdated or set to use only outdated methods. Update it, or allow curve25519-sha256 in its settings.',
  ],
  [
    {
      ...{ code: 'UNKNOWN_USER', isNear: true, userName: 'tpc-lakeview' },
      ...{ sourceAddress: '203.0.113.4', count: 2, lastAt },
    },
    'We saw 2 sign-in attempts from 203.0.113.4 with a user name that is almost yours, the last at Nov 21, 10:02 AM CST. Enter it exactly as it is: tpc-lakeview',
  ],
  [
    {
      ...{ code: 'UNKNOWN_USER', isNear: false, userName: 'tpc-lakeview' },
      ...{ sourceAddress: null, count: 1, lastAt },
    },
    '1 connection used a user name that we do not know, the last at Nov 21, 10:02 AM CST. If it was your program, enter the user name exactly as it is: tpc-lakeview',
  ],
  [
    { code: 'TOO_MANY_SESSIONS', sourceAddress: '203.0.113.4', count: 2, lastAt },
    '2 connections from 203.0.113.4 were refused, the last at Nov 21, 10:02 AM CST: the sign-in was right, but too many connections were open at once. Set your program to one connection.',
  ],
  [
    {
      ...{ code: 'REFUSED', refusalCode: 'DAY_FILES_USED_UP', fileName: 'users.csv' },
      ...{ sourceAddress: '203.0.113.4', count: 3, lastAt },
    },
    'users.csv from 203.0.113.4 was refused 3 times, the last at Nov 21, 10:02 AM CST: the daily limit on the number of files was reached; try again tomorrow.',
  ],
  [
    {
      ...{ code: 'ARCHIVE_FOLDERS', fileName: 'export.zip', inside: ['data/users.csv'] },
      ...{ sourceAddress: '203.0.113.4', at: lastAt },
    },
    'We received export.zip from 203.0.113.4 at Nov 21, 10:02 AM CST. Some of its files are inside a folder and will not be read: data/users.csv. Place all files at the top level of the archive, or all in one folder, and send it again.',
  ],
  [
    {
      ...{ code: 'ARCHIVE_UNUSABLE', fileName: 'export.zip', sourceAddress: '203.0.113.4' },
      problem: { code: 'ZIP_METHOD', params: { entry: 'users.csv', method: 'LZMA' } },
      at: lastAt,
    },
    'We received export.zip from 203.0.113.4 at Nov 21, 10:02 AM CST, and it cannot be used. users.csv is compressed with the method LZMA. Supported methods are Deflate and Store. Create the archive with Deflate, the standard zip method, and send it again.',
  ],
  [
    {
      code: 'SAME_FILES',
      count: 1,
      lastAt,
      runNumber: 41,
      runAt: new Date(lastAt.getTime() - 86_400_000),
    },
    'The last set of files, received up to Nov 21, 10:02 AM CST, is the same byte for byte as run 41 (Nov 20, 10:02 AM CST), so nothing was changed. If you expected changes, check that your SIS exports again before it sends.',
  ],
  [
    { code: 'NO_COMMON_HOST_KEY', sourceAddress: null, count: 1, lastAt },
    '1 connection was ended before sign-in, the last at Nov 21, 10:02 AM CST: the program and our server have no kind of host key in common. If it was your program, it is outdated or set to use only outdated methods. Update it, or allow ssh-ed25519 in its settings.',
  ],
];

test.each(hints)('%o', (hint, sentence) => {
  expect(hintSentence(hint, now, 'America/Chicago')).toBe(sentence);
});

test.each([
  ['SIGNED_IN', null, 'Signed in from ::1'],
  ['UPLOAD_CUT', 'STOPPING', 'The upload of a.csv stopped early; it was not used'],
  [
    'REFUSED',
    'TOO_MANY_SESSIONS',
    'Refused a.csv: too many connections were open at once; set your program to one',
  ],
  ['toString', null, null],
])('%s with %s', (kind, code, line) => {
  expect(eventLine({ kind, code, fileName: 'a.csv', sourceAddress: '::1' })).toBe(line);
});

test('a refusal without a sentence of its own still names its code', () => {
  expect(
    eventLine({ kind: 'REFUSED', code: 'SOMETHING_ELSE', fileName: 'a.csv', sourceAddress: '::1' }),
  ).toBe('Refused a.csv: SOMETHING_ELSE');
});

const everyRefusal = Object.keys({
  INVALID_NAME: 1,
  NAME_TOO_LONG: 1,
  FOLDER_TOO_DEEP: 1,
  READ_NOT_ALLOWED: 1,
  RESULTS_READ_ONLY: 1,
  RESUME_NOT_POSSIBLE: 1,
  UPLOAD_HAS_A_GAP: 1,
  NOT_FINISHED: 1,
  ALREADY_USED: 1,
  FILE_TOO_LARGE: 1,
  DAY_BYTES_USED_UP: 1,
  DAY_FILES_USED_UP: 1,
  DISK_FULL: 1,
  ATTENDANCE_BYTES_USED_UP: 1,
  ATTENDANCE_FILES_USED_UP: 1,
  TOO_MANY_OPEN_FILES: 1,
  STOPPING: 1,
  NOT_KEPT: 1,
  SIGN_IN_THROTTLED: 1,
  TOO_MANY_SESSIONS: 1,
  ADDRESS_NOT_ALLOWED: 1,
  KEY_SIGNED_WITH_SHA1: 1,
  KEY_SIGNATURE_WRONG: 1,
  TOO_MANY_KEYS_TRIED: 1,
} satisfies Record<SftpRefusal | SftpSignInRefusal, 1>);

test.each([
  [null, 'The connection from 203.0.113.4 ended'],
  ['IDLE', 'The connection from 203.0.113.4 ended: nothing was sent for a while'],
  ['SERVER_STOPPED', 'The connection from 203.0.113.4 ended: the server was being restarted'],
  ['of a newer version', 'The connection from 203.0.113.4 ended'],
])('the end of a connection with %s says why where we ended it', (code, line) => {
  const event = { kind: 'CLOSED', code, fileName: null, sourceAddress: '203.0.113.4' };
  expect(eventLine(event)).toBe(line);
});

test.each(everyRefusal)('%s says what happened, and what to do or that it is ours', (code) => {
  const line = eventLine({ kind: 'REFUSED', code, fileName: 'a.csv', sourceAddress: '::1' }) ?? '';
  expect(line).not.toContain(code);
  const [what = '', next = ''] = line.replace('Refused a.csv: ', '').split('; ');
  expect(what.length).toBeGreaterThan(10);
  expect(next).toMatch(/^(use|add|send|set|turn|tell|try|we are fixing it|the right one works)/);
});
