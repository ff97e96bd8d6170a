// What the mails of a district's year say, whatever is around them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestClock, testSettings } from '@/lib/testing/database';
import {
  credentialsMail,
  expiredMail,
  invitationMail,
  lateMail,
  questionMail,
  reviewOverMail,
  rosterLiveMail,
  runHeldMail,
  updateHeldMail,
  type NewMail,
} from '.';
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
const review = { to, tenant, breakId: 4, runId: 19 };
const expiresAt = new Date('2026-11-28T16:42:00Z');

const invitation = invitationMail(ctx, {
  to,
  tenant,
  inviterName: 'Robin Hale',
  token: 'abc',
  expiresAt,
});
const held = updateHeldMail(ctx, { ...review, because: 'LIMITS' });
const question = (isReminder: boolean) =>
  questionMail(ctx, {
    ...{ ...review, isReminder, expiresAt, token: 't', reasons: [], isAboutSize: true },
    ...{ removed: '12', added: '0', changed: '3' },
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

  test('is a normal part of the cycle, takes a day or so, and an answer helps', () => {
    expect(held.subject).toContain('under review (a circuit break)');
    expect(held.text).toContain('a normal part of the cycle');
    expect(held.text).toContain('an additional day or so');
    expect(held.text).toContain('the faster you answer, the faster we can clear it');
    expect(question(false).text).toContain('The faster you answer, the faster we can clear it');
  });

  test.each<[string, NewMail]>([
    ['the district', held],
    ['staff', runHeldMail(ctx, { ...review, because: 'LIMITS', reasons: [] })],
    ['the district, at its end', reviewOverMail(ctx, { ...review, end: 'APPROVED' })],
  ])(
    'is not called a large change to %s: it may be the first update after a pause',
    (_name, mail) => {
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/large change|more than its limits/);
      expect(`${mail.subject} ${mail.text}`).toMatch(/circuit break/i);
    },
  );

  test('a first roster is none: it is always looked at', () => {
    const { subject, text } = updateHeldMail(ctx, { ...review, because: 'ONBOARDING' });
    expect(`${subject} ${text}`).not.toMatch(/circuit break|still see/i);
    expect(text).toContain('write to you when the roster is live');
  });
});

test.each<[string, NewMail]>([
  ['held', updateHeldMail(ctx, { ...review, because: 'ONBOARDING' })],
  ['late', lateMail(ctx, { ...review, isOnboarding: true, ownerName: 'Robin Hale', reasons: [] })],
  [
    'late, nobody has it',
    lateMail(ctx, { ...review, isOnboarding: true, ownerName: null, reasons: [] }),
  ],
  ['expired', expiredMail(ctx, review)],
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
      path.join(import.meta.dirname, '../../../app/globals.css'),
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
    ['a roster that may look wrong', rosterLiveMail(ctx, { ...review, size, isStaff: false })],
  ])('partner support is asked about %s', (_name, { text }) => {
    expect(text).toContain('write to partnersupport@talkingpts.org');
    expect(text).not.toContain('implementations@talkingpts.org');
  });

  test.each<[string, NewMail]>([
    ['the invitation', invitation],
    ['a password', credentialsMail(ctx, { to, tenant, act: 'created', actorName: 'Dana Reyes' })],
  ])('implementations is asked about connecting: %s', (_name, { text }) => {
    expect(text).toContain('implementations@talkingpts.org');
    expect(text).not.toContain('partnersupport');
  });

  test('one of each is not "1 schools"', () => {
    expect(rosterLiveMail(ctx, { ...review, size, isStaff: true }).text).toContain(
      '1 school\n1 student\n1 member of staff\n1 class\n',
    );
  });
});
