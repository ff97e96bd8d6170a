// Every default limit in one page, written from the code that holds it, and the figures that were promised
// beside them: changing a limit is then a decision somebody sees.
import path from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import {
  longestKeyName,
  mostAllowedAddresses,
  mostKeysOfConnection,
} from '@/lib/core/connections/credential-limits';
import { STORED_PER_GROUP } from '@/lib/core/issues';
import { MAX_COLUMNS } from '@/lib/core/oneroster/header';
import { MANIFEST_HEAD_BYTES } from '@/lib/core/oneroster/read-manifest';
import { MAX_WAIT_MS } from '@/lib/core/pulls/wait-hint';
import { NEARLY_USED_SHARE } from '@/lib/core/sftp/allowances';
import { longestViewName, mostViewsOfList } from '@/lib/core/lists/view-limits';
import { MAX_FIELD_LENGTH } from '@/lib/core/oneroster/row/row-state';
import { ZIP_LIMITS } from '@/lib/core/archive/archive-entry';
import * as auth from './auth/sign-in-limits';
import { BODY_LIMIT_BYTES, FIELD_LIMIT } from './http/action-body';
import { API_LIMITS as api } from './intake/api/http/request';
import { defaultSftpLimits as sftp } from './intake/sftp/sftp-limits';
import { REPORTED_FILES, REPORTED_PROBLEMS, REPORTED_RUNS } from './results/results-limits';
import { MOST_BYTES_IN_MEMORY, MOST_ROWS_IN_MEMORY } from '@/lib/core/check-set/set-to-check';
import { MAX_ROWS } from '@/lib/core/oneroster/file-reading/read-file';
import { MAX_RECORD_BYTES, readLines } from '@/lib/core/csv/bytes/read-lines';
import { readEnvironment, settingsFrom } from './settings';
import { nodeBytes } from './text/node-bytes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MB = 1024 * 1024;

const environment = readEnvironment({
  DATABASE_URL: 'postgresql://someone@db.example.org/connector',
  CONNECTOR_SECRET: 'a secret with more than thirty-two characters',
});
if (!environment.ok) throw new Error('the defaults are not valid');
const settings = settingsFrom(environment.values);

test('the defaults are the ones promised', () => {
  expect(sftp).toMatchObject({
    loginGraceMs: 30_000,
    triesPerConnection: 6,
    failureDelayMs: 1000,
    unauthenticatedPerSource: 20,
    unauthenticatedTotal: 400,
    sessionsPerAccount: 4,
    channelsPerConnection: 2,
    idleMs: 15 * MINUTE,
    inFlightBytes: 4 * MB,
    fileBytes: 500 * MB,
    tenantBytesPerDay: 2048 * MB,
    filesPerDay: 200,
    attendanceBytesPerDay: 2048 * MB,
    attendanceFilesPerDay: 2000,
    diskShare: 0.9,
  });
  expect(sftp.accessCheckMs).toBeLessThanOrEqual(MINUTE);
  expect([MAX_RECORD_BYTES, MAX_FIELD_LENGTH, MAX_COLUMNS, MAX_ROWS, STORED_PER_GROUP]).toEqual([
    65_536, 8192, 200, 5_000_000, 1000,
  ]);
  expect([auth.CODE_LIFE_MS, auth.CODE_TRIES]).toEqual([10 * MINUTE, 5]);
  expect(auth.SENDS_PER_ADDRESS).toEqual({ count: 3, windowMs: 15 * MINUTE });
  expect(auth.FAILURES_PER_ADDRESS).toEqual({ count: 10, windowMs: 24 * HOUR });
  expect(auth.INVITATION_LIFE_MS).toBe(7 * 24 * HOUR);
  expect(auth.SESSION_IDLE_MS).toBe(HOUR);
  expect(auth.SESSION_LIFE_MS).toEqual({ staff: 12 * HOUR, district: 24 * HOUR });
  const { quietSeconds, incompleteAfterSeconds, retentionDays } = settings;
  expect([quietSeconds, incompleteAfterSeconds, retentionDays]).toEqual([600, 21_600, 30]);
});

test.each([
  ['one byte less than a record may have', MAX_RECORD_BYTES - 1, []],
  ['just as many', MAX_RECORD_BYTES, []],
  ['one more', MAX_RECORD_BYTES + 1, [2]],
  ['more than the reader holds at once', 5 * MAX_RECORD_BYTES, [2]],
])('a line of %s', async (_name, byteCount, tooLong) => {
  const bytes = Buffer.from(`sourcedId\n${'x'.repeat(byteCount)}\nlast\n`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 50_000) }, (_, i) =>
    bytes.subarray(50_000 * i, 50_000 * (i + 1)),
  );
  const reader = readLines(
    (async function* () {
      for (const piece of pieces) yield await Promise.resolve(piece);
    })(),
    { bytes: nodeBytes },
  );
  let lineCount = 0;
  for await (const block of reader.blocks()) lineCount += block.lineCount;
  expect(reader.tooLong).toEqual(tooLong);
  expect(lineCount).toBe(3);
});

// `npm run docs:configuration` writes the page anew.
test('docs/limits.md lists every limit as the code holds it', async () => {
  const [tries, delay] = [sftp.triesPerConnection, sftp.failureDelayMs / 1000];
  const rate = ({ count, windowMs }: auth.RateLimit) => `${count} in ${time(windowMs)}`;
  const sections: Record<string, [what: string, limit: string][]> = {
    'SFTP, in `lib/server/intake/sftp/sftp-limits.ts`': [
      ['Time to sign in', time(sftp.loginGraceMs)],
      ['Password tries of one connection', `${tries}, each failure answered after ${delay} s`],
      [
        'Failures of one user name from one address, before even the right password has to wait',
        rate({ count: sftp.failuresPerPair, windowMs: sftp.failureWindowMs }),
      ],
      ['How long the right password has to wait at most', time(sftp.failureWindowMs)],
      ['Connections not signed in, of one source', String(sftp.unauthenticatedPerSource)],
      [
        'The same of one network (IPv4 /24, IPv6 /48) from which no one has signed in lately',
        String(sftp.unauthenticatedPerNetwork),
      ],
      ['Connections not signed in, in total', String(sftp.unauthenticatedTotal)],
      [
        'Of these, kept for addresses from which someone signed in within 30 days',
        `${sftp.unauthenticatedKnownShare * 100} %`,
      ],
      ['Sessions of one connection at once, per SFTP process', String(sftp.sessionsPerAccount)],
      ['Channels of one session', String(sftp.channelsPerConnection)],
      ['Session without a request', time(sftp.idleMs)],
      ['Open sessions are compared with passwords and pauses every', time(sftp.accessCheckMs)],
      ['Bytes sent and not yet answered, of one session', size(sftp.inFlightBytes)],
      ['Open files of one channel', String(sftp.openHandles)],
      ['One file', size(sftp.fileBytes)],
      [
        'Bytes of attendance, marker and log files of one district in 24 hours',
        size(sftp.attendanceBytesPerDay),
      ],
      [
        'Attendance, marker and log files of one district in 24 hours',
        sftp.attendanceFilesPerDay.toLocaleString('en-US'),
      ],
      ['All other bytes of one district in 24 hours', size(sftp.tenantBytesPerDay)],
      ['All other files of one district in 24 hours', String(sftp.filesPerDay)],
      ['Share of these from which the district is told', `${NEARLY_USED_SHARE * 100}%`],
      ['Disk in use, from which no new file is taken', `${sftp.diskShare * 100} %`],
      ['Length of a file name', `${sftp.nameLength} characters`],
    ],
    'Keys and addresses of a connection, in `lib/core/connections/credential-limits.ts`': [
      ['SSH keys that work at once', String(mostKeysOfConnection)],
      ['Name of a key', `${longestKeyName} characters`],
      ['Addresses and ranges from which its account may be used', String(mostAllowedAddresses)],
    ],
    'Reports in the folder `results` of an account, in `lib/server/results/results-limits.ts`': [
      ['Roster runs, the newest', String(REPORTED_RUNS)],
      ['Attendance and calendar files with problems, the newest', String(REPORTED_FILES)],
      ['Problems in one CSV', REPORTED_PROBLEMS.toLocaleString('en-US')],
    ],
    'Fetching from an API, in `lib/server/intake/api/http/request.ts`': [
      ['One answer, decompressed', size(settings.apiAnswerBytes)],
      ['Opening a connection', time(api.connectMs)],
      ['Until an answer begins', time(api.answerMs)],
      ['Between two parts of an answer', time(api.silenceMs)],
      ['A request in all', time(api.totalMs)],
      [
        'How long a source that is busy is waited for at most, before it is asked again',
        time(MAX_WAIT_MS),
      ],
    ],
    'Sets of files, settings of each connection': [
      ['Quiet period before a set is whole', time(settings.quietSeconds * 1000)],
      [
        'The same where every file of the manifest is here and the client has gone',
        time(settings.settledSeconds * 1000),
      ],
      ['Waiting for missing files', time(settings.incompleteAfterSeconds * 1000)],
    ],
    'Reading OneRoster files': [
      ['One record', size(MAX_RECORD_BYTES)],
      ['One field', `${MAX_FIELD_LENGTH.toLocaleString('en-US')} characters`],
      ['Columns', String(MAX_COLUMNS)],
      ['What is read of manifest.csv', `200 lines, within the first ${size(MANIFEST_HEAD_BYTES)}`],
      ['Files in one archive', String(ZIP_LIMITS.entries)],
      ['Files of one archive unpacked', size(ZIP_LIMITS.totalBytes)],
      ['Unpacked size of an archive', `${ZIP_LIMITS.ratio} times its own`],
      ['Rows of one file', MAX_ROWS.toLocaleString('en-US')],
      [
        'Problems stored per file and kind; all are counted',
        STORED_PER_GROUP.toLocaleString('en-US'),
      ],
      [
        'A set that `connector check` reads without a database',
        `${MOST_ROWS_IN_MEMORY.toLocaleString('en-US')} rows, ${size(MOST_BYTES_IN_MEMORY)}`,
      ],
    ],
    'Signing in to the pages, in `lib/server/auth/sign-in-limits.ts`': [
      ['Life of a code', time(auth.CODE_LIFE_MS)],
      ['Tries of a code', String(auth.CODE_TRIES)],
      ['Life of the link in its mail', time(auth.LINK_LIFE_MS)],
      ['Codes sent to one address', rate(auth.SENDS_PER_ADDRESS)],
      ['Wrong codes of one address, before only the link lets in', rate(auth.FAILURES_PER_ADDRESS)],
      ['Wrong codes of one browser', rate(auth.FAILURES_PER_BROWSER)],
      ['Codes sent for one source, where sources are known', rate(auth.SENDS_PER_SOURCE)],
      ['Wrong codes of one source, where sources are known', rate(auth.FAILURES_PER_SOURCE)],
      ['Life of an invitation', time(auth.INVITATION_LIFE_MS)],
      ['Other contacts named on one invitation', rate(auth.OTHER_CONTACTS_PER_INVITATION)],
      [
        'Other contacts named by one source, where sources are known',
        rate(auth.OTHER_CONTACTS_PER_SOURCE),
      ],
      [
        'Sent to colleagues by the contacts of a district',
        rate(auth.COLLEAGUE_INVITATIONS_PER_DISTRICT),
      ],
      ['Before a contact sends an invitation again', time(auth.COLLEAGUE_RESEND_WAIT_MS)],
      ['Session without activity', time(auth.SESSION_IDLE_MS)],
      ['Session of staff, however busy', time(auth.SESSION_LIFE_MS.staff)],
      ['Session of a district contact, however busy', time(auth.SESSION_LIFE_MS.district)],
    ],
    'What a page sends, in `lib/server/http/action-body.ts`': [
      ['Body of one form', `${BODY_LIMIT_BYTES / 1024} KB`],
      ['Fields of one form', FIELD_LIMIT.toLocaleString('en-US')],
    ],
    'Views of lists, in `lib/core/lists/view-limits.ts`': [
      ['Views of one list, of one person', String(mostViewsOfList)],
      ['Name of a view', `${longestViewName} characters`],
    ],
    Keeping: [['Bytes received and details of problems', `${settings.retentionDays} days`]],
  };
  const page = [
    '# Limits',
    '',
    'What a default installation allows; when an update is held for a person is [policy.md](policy.md). Every figure stands once in the code; those that are settings are also in',
    '[configuration.md](configuration.md).',
    '',
    ...Object.entries(sections).flatMap(([title, rows]) => [
      `## ${title}`,
      '',
      '| Limit | Default |',
      '| --- | --- |',
      ...rows.map(([what, limit]) => `| ${what} | ${limit} |`),
      '',
    ]),
    'This page is generated: change the code and run `npm run docs:configuration`.',
    '',
  ].join('\n');
  const formatted = await format(page, { parser: 'markdown', printWidth: 100 });
  await expect(formatted).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, '../../docs/limits.md'),
  );
});

function time(milliseconds: number): string {
  const [unit, name] = [
    [24 * HOUR, 'days'] as const,
    [HOUR, 'hours'] as const,
    [MINUTE, 'minutes'] as const,
  ].find(([each]) => milliseconds >= 2 * each && milliseconds % each === 0) ?? [1000, 'seconds'];
  return `${milliseconds / unit} ${name}`;
}

function size(byteCount: number): string {
  if (byteCount >= 1024 * MB) return `${byteCount / MB / 1024} GB`;
  return byteCount >= MB ? `${byteCount / MB} MB` : `${byteCount / 1024} KB`;
}
