// What the mails of a district's year say, whatever is around them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EarlierUpdate } from '@/lib/core/sync-run/earlier-update-text';
import type { FileUse } from '@/lib/core/attendance/help-of-file';
import type { HeldBecause } from '@/lib/core/circuit-break/held-because';
import { createTestClock, testSettings } from '@/lib/testing/database';
import type { Role } from '../db';
import { attendanceRecoveredMail, attendanceTroubleMail } from './attendance-messages';
import {
  allowanceNearlyUsedMail,
  filesIncompleteMail,
  runFailedMail,
  runInvalidMail,
  runRejectedMail,
} from './file-messages';
import { credentialsMail } from './credentials-message';
import { invitationMail, runHeldMail } from './messages';
import type { NewMail } from './outbox';
import {
  expiredMail,
  lateMail,
  questionMail,
  reviewOverMail,
  updateHeldMail,
} from './review-messages';
import { rosterLiveMail } from './roster-live-message';
import { BRAND_COLOR } from './compose';

const ctx = {
  clock: createTestClock('2026-11-21T16:42:00Z'),
  settings: {
    ...testSettings('postgresql://someone@db.example.org/connector', '/nowhere'),
    publicUrl: 'https://connector.example',
    mailFrom: 'TalkingPoints Connector <noreply@us-east-1.rosterstream.com>',
  },
};
const to = { address: 'dana@maplegrove.example', name: 'Dana Reyes' };
const tenant = { id: 7, slug: 'lakeview', name: 'Lakeview Unified', timeZone: 'America/Chicago' };
const contact = { to, tenant, isStandIn: false };
/** The 19th of its district. */
const run = { id: 1042, number: 19 };
const review = { ...contact, breakId: 4, runId: run.id, run };
const earlier = { ready: null, isUnderReview: false, isPaused: false };
const expiresAt = new Date('2026-11-28T16:42:00Z');

const invitation = invitationMail(ctx, {
  to,
  tenant,
  inviterName: 'Robin Hale',
  isColleague: false,
  token: 'abc',
  expiresAt,
});
const held = updateHeldMail(ctx, { ...review, because: 'LIMITS' });
const heldForStaff = (role: Role, because: HeldBecause, assigneeName: string | null = null) =>
  runHeldMail(ctx, { ...review, because, reasons: [], reader: { role }, assigneeName });
const question = (isReminder: boolean) =>
  questionMail(ctx, {
    ...review,
    isReminder,
    expiresAt,
    token: 't',
    reasons: [],
    isAboutSize: true,
    removed: '12',
    added: '0',
    changed: '3',
  });
const late = lateMail(ctx, { ...review, isOnboarding: false, ownerName: null, reasons: [] });

describe('a circuit break', () => {
  test.each<[string, NewMail]>([
    ['that an update is under review', held],
    ['that we ask', question(false)],
    ['that we ask again', question(true)],
    ['that it takes longer', late],
  ])('is called that and explained in the mail %s', (_name, { text, html }) => {
    expect(text).toMatch(/circuit break/i);
    expect(text).toContain(
      'Understanding circuit breaks:\nhttps://connector.example/help/circuit-breaks\n',
    );
    expect(html).toContain('https://connector.example/help/circuit-breaks');
  });

  test('is for staff to decide who may; the others hear who decides, and see it', () => {
    const decides = heldForStaff('IMPLEMENTATION', 'LIMITS', 'Robin Hale');
    expect(`${decides.subject} ${decides.text}`).toContain('waiting for your review');
    expect(decides.text).not.toContain('decides on it');
    for (const because of ['LIMITS', 'ONBOARDING'] as const) {
      const sees = heldForStaff('PSM', because, 'Robin Hale');
      expect(`${sees.subject} ${sees.text}`).not.toContain('your review');
      expect(sees.text).toContain('Robin Hale decides on it.');
      expect(sees.text).toContain('/reviews/4');
    }
    expect(heldForStaff('PSM', 'LIMITS').text).toContain('The implementation team decides on it.');
  });

  test('is a normal part of the cycle, takes a day or so, and an answer helps', () => {
    expect(held.subject).toContain('under review (a circuit break)');
    expect(held.text).toContain('a normal part of the cycle');
    expect(held.text).toContain('an additional day or so');
    expect(held.text).toContain('The faster you answer, the faster we can clear the update');
    expect(question(false).text).toContain('The faster you answer, the faster we can clear it');
  });

  test.each<[string, NewMail]>([
    ['the district', held],
    ['staff', heldForStaff('IMPLEMENTATION', 'LIMITS')],
    ['staff who cannot decide', heldForStaff('PSM', 'LIMITS')],
    ['the district, at its end', reviewOverMail(ctx, { ...review, end: 'APPROVED' })],
  ])(
    'is not called a large change to %s: it may be the first update after a pause',
    (_name, mail) => {
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/large change|more than its limits/);
      expect(`${mail.subject} ${mail.text}`).toMatch(/circuit break/i);
    },
  );

  const onboarding = updateHeldMail(ctx, { ...review, because: 'ONBOARDING' });
  const inBlackout = { ...review, ownerName: null, reasons: [], isBlackedOut: true };
  test.each<[string, NewMail, boolean]>([
    ['held', held, true],
    ['a first roster', onboarding, true],
    ['late', late, true],
    [
      'held, in a blackout',
      updateHeldMail(ctx, { ...review, because: 'RESUME', isPaused: true }),
      false,
    ],
    ['late, in a blackout', lateMail(ctx, { ...inBlackout, isOnboarding: false }), false],
  ])('lives on new files, and not in a blackout: %s', (_name, { text }, expires) => {
    expect(text.includes('Nothing for you to do now.')).toBe(!expires);
    expect(
      /(Keep your nightly export running|Send the files every day).*seven days/s.test(text),
    ).toBe(expires);
  });

  test('a first roster is none: it is always looked at', () => {
    const { subject, text } = updateHeldMail(ctx, { ...review, because: 'ONBOARDING' });
    expect(`${subject} ${text}`).not.toMatch(/circuit break|still see/i);
    expect(text).toContain('will email you when the roster is live');
  });
});

test.each<[string, NewMail]>([
  ['held', updateHeldMail(ctx, { ...review, because: 'ONBOARDING' })],
  ['late', lateMail(ctx, { ...review, isOnboarding: true, ownerName: 'Robin Hale', reasons: [] })],
  [
    'late, nobody has it',
    lateMail(ctx, { ...review, isOnboarding: true, ownerName: null, reasons: [] }),
  ],
  ['expired', expiredMail(ctx, { ...review, isStaff: false })],
  ['expired, to staff', expiredMail(ctx, { ...review, isStaff: true })],
])('before the first roster no mail speaks of one that families see: %s', (_name, { text }) => {
  expect(text).not.toMatch(/still see|applied last|in force|live roster/);
});

describe('the names of the service', () => {
  test('the invitation has the button that the guide names, in the color of the pages', async () => {
    expect(invitation.text).toContain(
      'Setup Connection:\nhttps://connector.example/invitation/abc\n',
    );
    expect(invitation.html).toMatch(
      new RegExp(`background:${BRAND_COLOR}[^>]*>Setup Connection</a>`),
    );
    const styles = await readFile(
      path.join(import.meta.dirname, '../../../app/tokens.css'),
      'utf8',
    );
    expect(/--accent: (#[0-9a-f]{6});/.exec(styles)?.[1]).toBe(BRAND_COLOR);
  });

  test('it promises nothing at once where it is a minute', () => {
    expect(invitation.text).not.toMatch(/at once|immediately|instantly/);
  });

  test('production is shown with the sender of the guide', async () => {
    const page = await readFile(
      path.join(import.meta.dirname, '../../../docs/production.md'),
      'utf8',
    );
    expect(page).toMatch(
      /^MAIL_FROM=TalkingPoints Connector <noreply@us-east-1\.rosterstream\.com>$/m,
    );
  });

  const size = { schools: 1, students: 1, staff: 1, classes: 1 };
  test.each<[string, NewMail]>([
    ['an update that takes too long', late],
    [
      'a roster that may look wrong',
      rosterLiveMail(ctx, { ...review, size, isStaff: false, isSiteReady: true }),
    ],
  ])('partner support is asked about %s', (_name, { text }) => {
    expect(text).toContain('write to partnersupport@talkingpts.org');
    expect(text).not.toContain('implementations@talkingpts.org');
  });

  test.each<[string, NewMail]>([
    ['the invitation', invitation],
    [
      'a password',
      credentialsMail(ctx, { ...contact, change: 'created', actorName: 'Dana Reyes' }),
    ],
  ])('implementations is asked about connecting: %s', (_name, { text }) => {
    expect(text).toContain('implementations@talkingpts.org');
    expect(text).not.toContain('partnersupport');
  });

  test('one of each is not "1 schools"', () => {
    expect(
      rosterLiveMail(ctx, { ...review, size, isStaff: true, isSiteReady: true }).text,
    ).toContain('1 school\n1 student\n1 member of staff\n1 class\n');
  });
});

describe('no mail says what is not so', () => {
  const until = new Date('2026-11-24T16:42:00Z');
  const nothing = 'No files can be sent until someone generates a new password or adds an SSH key.';
  test.each([
    [{ password: null, keyNames: [] }, 'the SFTP password was revoked', [nothing]],
    [
      { password: { isNewer: true, until: null }, keyNames: [] },
      'the old SFTP password was revoked',
      ['The newer password still works. Nothing else changes.'],
    ],
    [
      { password: { isNewer: false, until }, keyNames: [] },
      'the new SFTP password was revoked',
      [
        'The older password still works, until Nov 24, 10:42 AM CST. Generate a new one before then.',
      ],
    ],
    [
      { password: null, keyNames: ['sis-server'] },
      'the SFTP password was revoked',
      ['The SSH key “sis-server” still works.'],
    ],
    [
      { password: { isNewer: true, until: null }, keyNames: ['sis-server', 'backup'] },
      'the old SFTP password was revoked',
      ['The newer password still works.', '2 SSH keys still work: sis-server, backup.'],
    ],
  ])('a password was revoked, and what still works is %j', (stillWorks, subject, sentences) => {
    const revoked = { ...contact, change: 'revoked', actorName: 'Dana Reyes', stillWorks } as const;
    const { subject: of, text } = credentialsMail(ctx, revoked);
    expect(of).toBe(`Lakeview Unified: ${subject}`);
    for (const sentence of sentences) expect(text).toContain(sentence);
    expect(text.includes(nothing)).toBe(sentences.includes(nothing));
  });

  test.each([
    [{ password: null, keyNames: [] }, [nothing]],
    [
      { password: { isNewer: false, until: null }, keyNames: [] },
      ['The password still works. Nothing else changes.'],
    ],
    [
      { password: { isNewer: true, until }, keyNames: ['backup'] },
      [
        'The password still works, until Nov 24, 10:42 AM CST. Generate a new one before then.',
        'The SSH key “backup” still works.',
      ],
    ],
  ])('a key was revoked, and what still works is %j', (stillWorks, sentences) => {
    const change = {
      change: 'key-revoked' as const,
      keyName: 'old server',
      actorName: 'Dana Reyes',
    };
    const { text } = credentialsMail(ctx, { ...contact, ...change, stillWorks });
    expect(text).toContain('Dana Reyes revoked the SSH key “old server”');
    for (const sentence of sentences) expect(text).toContain(sentence);
    expect(text.includes(nothing)).toBe(sentences.includes(nothing));
  });

  test.each([
    [
      true,
      'did not apply them. The live roster is unchanged, and your staff and families still see it.',
      /No roster/,
    ],
    [
      false,
      'did not apply them. No roster is live now, so your staff and families see nothing.',
      /live roster|still/,
    ],
  ])('rejected, and a roster is live: %s', (hasRoster, sentence, never) => {
    const { text } = runRejectedMail(ctx, { ...review, hasRoster });
    expect(text).toContain(sentence);
    expect(text).not.toMatch(never);
  });

  const file = { to, tenant, run, fileName: 'attendance.csv', isCalendar: false };
  const read = {
    fileName: 'attendance.csv',
    wasRead: true,
    rowsRead: 6,
    rowsRejected: 6,
    rowsKept: 0,
    rowsUnmapped: 0,
    waiting: {
      words: 0,
      otherKindIds: 0,
      unclearIds: 0,
      sharedIds: 0,
      schools: 0,
      students: 0,
    },
    wordsKeptUntil: null,
    othersKeptUntil: null,
    waitedInVain: false,
  };
  test.each<[string, Partial<FileUse>, subject: string, said: RegExp, never: RegExp]>([
    ['no row is kept', {}, 'could not be used', /send it again with the same name/, /kept/],
    [
      'all rows wait for words',
      { rowsKept: 6, waiting: { ...read.waiting, words: 6 } },
      'could not be used',
      /all 6 rows use words.*Say what each word means under Attendance, Mapping\. .*does not need to be sent again/s,
      /how to fix it|14 days|Write to .* mean/,
    ],
    [
      'all wait for a roster',
      { rowsKept: 6, waiting: { ...read.waiting, students: 6 } },
      'could not be used',
      /Send a roster that has these students/,
      /words|how to fix it|ids/,
    ],
    ['it is no file of ours', { wasRead: false }, 'could not be used', /not be read/, /rows?,/],
    [
      'no roster came',
      { waitedInVain: true },
      'was not used',
      /waited 14 days for a live roster and was not used\.\s+.*Send it again once/s,
      /names each problem|none could be used/,
    ],
    [
      'it is a calendar',
      { fileName: 'calendar.csv' },
      'could not be used',
      /an earlier calendar, it stays in use/,
      /dashboard|attendance file/,
    ],
  ])('nothing of a file was used, and %s', (_name, more, subject, said, never) => {
    const use = { ...read, ...more };
    const isCalendar = use.fileName === 'calendar.csv';
    const facts = { ...file, fileName: use.fileName, isCalendar };
    const { subject: of, text } = attendanceTroubleMail(ctx, { ...facts, use, isStaff: false });
    expect(of).toBe(`Lakeview Unified: ${facts.fileName} ${subject}`);
    expect(text).toMatch(said);
    expect(text).not.toMatch(never);
  });

  test('a calendar is not in the dashboard', () => {
    const calendar = { ...file, fileName: 'calendar.csv', isCalendar: true };
    expect(attendanceRecoveredMail(ctx, calendar).text).not.toContain('dashboard');
  });

  test('nobody promised when a review is decided', () => {
    const first = lateMail(ctx, { ...review, isOnboarding: true, ownerName: null, reasons: [] });
    for (const { subject, text } of [late, first])
      expect(`${subject} ${text}`).not.toMatch(/promised|We said/);
    expect(late.subject).toContain('taking longer than usual');
    expect(first.text).toContain('waiting more than two business days for our decision');
  });

  test.each([undefined, true])(
    'a district that is still asked is told so, not that there is nothing to do: in a blackout %s',
    (isBlackedOut) => {
      const late = (isOnboarding: boolean, questionUrl?: string) =>
        lateMail(ctx, {
          ...review,
          isOnboarding,
          ownerName: null,
          reasons: [],
          isBlackedOut,
          questionUrl,
        });
      const questionUrl = 'https://connector.example.org/questions/7-a';
      expect(late(true, questionUrl).text).not.toMatch(/sorry|our decision/);
      const asked = late(false, questionUrl);
      expect(asked.text).toContain('We are waiting for your answer: did you expect this change?');
      expect(asked.text).toContain('https://connector.example.org/questions/7-a');
      expect(asked.text).not.toMatch(/sorry|nothing else for you to do/);
      expect(late(false).text).toContain('We are sorry');
    },
  );

  test.each([true, false])(
    'a rejection promises no download; a roster is live: %s',
    (hasRoster) => {
      const { text } = runRejectedMail(ctx, { ...review, hasRoster });
      expect(text).not.toContain('CSV');
      expect(text.includes('what would have changed, by id')).toBe(hasRoster);
    },
  );

  test('staff are not told that they are contacts', () => {
    const [staff, contact] = [true, false].map((isStaff) =>
      expiredMail(ctx, { ...review, isStaff }),
    );
    expect(staff?.text).toContain('because you look after this district');
    expect(staff?.text).not.toMatch(/tech contact|^Send/m);
    expect(contact?.text).toContain('because you are a tech contact of Lakeview Unified');
  });

  const invalid = { ...review, errorCount: 1, warningCount: 0, fileNames: [], earlier };
  const incomplete = {
    ...review,
    hints: [],
    missingFileNames: ['users.csv'],
    receivedFileNames: [],
    earlier,
  };
  const ready = { applyAfter: new Date('2026-11-22T08:00:00Z') };
  test.each<[string, Partial<EarlierUpdate>, boolean, RegExp]>([
    ['waits for its slot', { ready }, true, /will be applied on Nov 22, 2:00 AM CST\./],
    [
      'waits for its slot, in a pause',
      { ready, isPaused: true },
      true,
      /When the pause ends, it will be checked again\./,
    ],
    ['is due', { ready: { applyAfter: ctx.clock.now() } }, true, /is being applied now\./],
    ['is under review', { isUnderReview: true }, true, /TalkingPoints will decide on it\./],
    ['is a first one under review', { isUnderReview: true }, false, /still under review; /],
    ['does not exist', {}, true, /The live roster stays as it is\./],
  ])('beside files of no use an earlier update %s', (_name, more, hasRoster, said) => {
    const facts = { earlier: { ...earlier, ...more }, hasRoster };
    for (const { text } of [
      runInvalidMail(ctx, { ...invalid, ...facts }),
      filesIncompleteMail(ctx, { ...incomplete, ...facts }),
    ]) {
      expect(text).toMatch(said);
      expect(text.includes('stays as it is')).toBe(Object.keys(more).length === 0);
      expect(text).not.toContain('Nothing was changed');
    }
  });

  const used = { allowance: 'ROSTER', files: 5_000, at: until } as const;
  const oldWorksUntil = until;
  test.each<[string, (isStandIn: boolean) => NewMail]>([
    ['invalid', (isStandIn) => runInvalidMail(ctx, { ...invalid, isStandIn, hasRoster: true })],
    [
      'incomplete',
      (isStandIn) => filesIncompleteMail(ctx, { ...incomplete, isStandIn, hasRoster: true }),
    ],
    ['rejected', (isStandIn) => runRejectedMail(ctx, { ...review, isStandIn, hasRoster: false })],
    ['a limit', (isStandIn) => allowanceNearlyUsedMail(ctx, { ...contact, ...used, isStandIn })],
    [
      'a password',
      (isStandIn) =>
        credentialsMail(ctx, {
          ...contact,
          isStandIn,
          change: 'rotated',
          actorName: 'Dana Reyes',
          oldWorksUntil,
        }),
    ],
  ])('who stands in for a contact is not spoken to as one: %s', (_name, build) => {
    const { subject, text } = build(true);
    expect(text).toContain(
      'because Lakeview Unified has no tech contact now and you look after it.',
    );
    expect(`${subject} ${text}`).not.toMatch(
      /\byour\b|^Send |[.] (Send|Then send) |tech contact of/m,
    );
    expect(build(false).text).toContain('because you are a tech contact of Lakeview Unified.');
  });

  test.each([
    [{ of: 'ROSTER', run, failureCode: 'ENOSPC' } as const, /Open run 19:\n.*\/runs\/run-19$/m],
    [
      { of: 'ATTENDANCE', run, fileName: 'attendance.csv' } as const,
      /\/attendance\/files\/file-19$/m,
    ],
  ])('a fault of ours that nothing tries again is told plainly: %j', (of, link) => {
    const { text } = runFailedMail(ctx, {
      to,
      tenant,
      threadKey: 'run-1042',
      ...of,
    });
    expect(text).toContain('stopped because of an error on our side');
    expect(text).toContain('will not be retried automatically');
    expect(text).toContain('because you look after this district');
    expect(text).toMatch(link);
  });

  test('of a roster that changed meanwhile, it says when trying again helps', () => {
    const facts = { to, tenant, run, threadKey: 'run-1042', of: 'ROSTER' } as const;
    const { text } = runFailedMail(ctx, { ...facts, failureCode: 'BASELINE_MOVED' });
    expect(text).toContain('because the live roster changed after the run was compared with it');
    expect(text).toContain('If someone had approved the run, it cannot be tried again');
    expect(text).not.toContain('Open the run and try it again.');
  });

  test('an update that is held in a pause promises no day', () => {
    for (const because of ['LIMITS', 'ONBOARDING'] as const) {
      const { text } = updateHeldMail(ctx, { ...review, because, isPaused: true });
      expect(text).toContain('Roster updates are paused right now');
      expect(text).not.toMatch(/an additional day|one business day|export running/);
    }
  });

  test('of a set is asked for all that the manifest lists', () => {
    const set = { hints: [], missingFileNames: ['users.csv'], receivedFileNames: [] };
    const { text } = filesIncompleteMail(ctx, { ...review, ...set, earlier, hasRoster: true });
    expect(text).toContain('manifest.csv and every file it lists as bulk or delta.');
  });

  test('four fifths of a limit are not most files of a day', () => {
    const used = { ...contact, allowance: 'ROSTER', files: 5_000, at: until } as const;
    const { subject, text } = allowanceNearlyUsedMail(ctx, used);
    expect(subject).toBe('Lakeview Unified: close to the daily upload limit for roster files');
    expect(text).toContain('at least 80% of the 24-hour limit');
  });
});
