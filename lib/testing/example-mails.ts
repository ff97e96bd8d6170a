// One mail of every kind, and of kinds that speak differently in different states one of each, with made-up facts and a clock
// that stands still.
import { credentialsMail } from '@/lib/server/mail/credentials-message';
import {
  attendanceRecoveredMail,
  attendanceTroubleMail,
} from '@/lib/server/mail/attendance-messages';
import {
  allowanceNearlyUsedMail,
  filesIncompleteMail,
  filesLateMail,
  otherFormatMail,
  runFailedMail,
  runInvalidMail,
  runRejectedMail,
} from '@/lib/server/mail/file-messages';
import {
  invitationAskedMail,
  invitationMail,
  otherContactMail,
  runHeldMail,
  signInCodeMail,
  staffInvitationMail,
} from '@/lib/server/mail/messages';
import type { NewMail } from '@/lib/server/mail/outbox';
import { pullFailedMail, pullFailedStaffMail } from '@/lib/server/mail/pull-messages';
import {
  answeredMail,
  assignedMail,
  expiredMail,
  lateMail,
  overdueMail,
  questionMail,
  reviewOverMail,
  secondPersonMail,
  staffReminderMail,
  updateHeldMail,
  updateUndoneMail,
} from '@/lib/server/mail/review-messages';
import { rosterLiveMail } from '@/lib/server/mail/roster-live-message';
import { siteLooksWrongMail, siteReadyMail } from '@/lib/server/mail/site-messages';
import { createTestClock, testSettings } from './database';

export const EXAMPLE_CONTEXT = {
  clock: createTestClock('2026-11-20T16:42:00Z'),
  settings: {
    ...testSettings('postgresql://connector@db.example.org/connector', '/nowhere'),
    publicUrl: 'https://connector.example.org',
    mailFrom: 'TalkingPoints Connector <noreply@rosters.example.org>',
    mailReplyTo: 'implementations@example.org',
    partnerSupportEmail: 'partnersupport@example.org',
  },
};

const ctx = EXAMPLE_CONTEXT;
const hours = (count: number) => new Date(ctx.clock.now().getTime() + count * 3_600_000);
const days = (count: number) => hours(24 * count);

const to = { address: 'tech.contact@example.org', name: 'Tech Contact' };
const colleague = { address: 'reviewer@example.org', name: 'First Reviewer' };
const tenant = { id: 7, slug: 'lakeview', name: 'Lakeview', timeZone: 'America/Chicago' };
const contact = { to, tenant, isStandIn: false };
const run = { id: 1042, number: 19 };
const review = { to, tenant, breakId: 4, run };
const staffReview = { ...review, to: colleague };
const failedPull = {
  number: 31,
  code: 'WRONG_SECRET',
  collection: null,
  isPreview: false,
  nights: 1,
  hasRoster: true,
  threadKey: 'pull-7-WRONG_SECRET-district',
} as const;
const reasons = ['Students: 214 of 4,280 would be removed (5%); the limit is 2%.'];
const earlier = { ready: null, isUnderReview: false, isPaused: false };
const invited = { inviterName: 'First Reviewer', token: 'link-of-this-mail', expiresAt: days(7) };
const asked = { from: '192.0.2.10', browserName: 'Firefox on Windows' };
const code = {
  to,
  tenantId: tenant.id,
  linkToken: 'link-of-this-mail',
  linkExpiresAt: hours(0.25),
  expiresAt: hours(1 / 6),
  timeZone: tenant.timeZone,
  sourceAddress: asked.from,
  browserName: asked.browserName,
};
const actorName = 'Tech Contact';
const key = { keyName: 'SIS server', actorName };
const attendance = { to, tenant, run, fileName: 'attendance.csv', isCalendar: false };
const question = {
  ...review,
  token: 'link-of-this-mail',
  isAboutSize: true,
  reasons,
  removed: '214',
  added: '12',
  changed: '38',
  expiresAt: days(7),
};
const site = {
  address: 'https://app.talkingpts.org/districts/lakeview',
  psm: { name: 'Partner Success', email: 'psm@example.org' },
};
const size = { schools: 9, students: 4_280, staff: 391, classes: 1_102 };

/** By the name of its file in docs/mails: the kind, and what is special. */
export const exampleMails: Readonly<Record<string, NewMail>> = {
  invitation: invitationMail(ctx, { to, tenant, isColleague: false, ...invited }),
  'invitation.colleague': invitationMail(ctx, {
    ...{ to, tenant, isColleague: true, ...invited },
    inviterName: 'Other Contact',
  }),
  'staff-invitation': staffInvitationMail(ctx, {
    to: colleague,
    role: 'IMPLEMENTATION',
    timeZone: tenant.timeZone,
    ...invited,
  }),
  'invitation-asked': invitationAskedMail(ctx, {
    to: colleague,
    tenant,
    invitationId: 3,
    inviteeName: to.name,
  }),
  'invitation-other-contact': otherContactMail(ctx, {
    to: colleague,
    tenant,
    invitationId: 3,
    inviteeName: to.name,
    other: { name: 'Second Contact', email: 'second.contact@example.org' },
  }),
  'sign-in-code': signInCodeMail(ctx, { ...code, code: '482913' }),
  'sign-in-code.link-only': signInCodeMail(ctx, { ...code, code: null }),
  'credentials-created': credentialsMail(ctx, { ...contact, change: 'created', actorName }),
  'credentials-rotated': credentialsMail(ctx, {
    ...contact,
    change: 'rotated',
    actorName,
    oldWorksUntil: hours(72),
  }),
  'credentials-revoked': credentialsMail(ctx, { ...contact, change: 'revoked', actorName }),
  'credentials-key-added': credentialsMail(ctx, { ...contact, change: 'key-added', ...key }),
  'credentials-key-revoked': credentialsMail(ctx, { ...contact, change: 'key-revoked', ...key }),
  'credentials-addresses-set': credentialsMail(ctx, {
    ...contact,
    change: 'addresses-set',
    actorName,
    addressCount: 2,
  }),
  'files-incomplete': filesIncompleteMail(ctx, {
    ...contact,
    run,
    missingFileNames: ['users.csv'],
    receivedFileNames: ['manifest.csv', 'orgs.csv', 'classes.csv'],
    hints: [{ code: 'WRONG_NAME', fileName: 'Users.csv', rightName: 'users.csv' }],
    hasRoster: true,
    earlier,
  }),
  'files-late': filesLateMail(ctx, { ...contact, lastArrivalAt: days(-3) }),
  'pull-failed': pullFailedMail(ctx, { ...contact, pull: failedPull }),
  'pull-failed.staff': pullFailedStaffMail(ctx, {
    to: colleague,
    tenant,
    pull: { ...failedPull, code: 'SERVER_ERROR', collection: 'enrollments', nights: 3 },
  }),
  'other-format': otherFormatMail(ctx, {
    ...contact,
    connectionId: 7,
    hint: { code: 'OTHER_FORMAT', format: 'ONEROSTER_1_2', fileNames: ['users.csv'] },
  }),
  'allowance-nearly-used': allowanceNearlyUsedMail(ctx, {
    ...contact,
    allowance: 'ROSTER',
    files: 5_000,
    at: ctx.clock.now(),
  }),
  'run-invalid': runInvalidMail(ctx, {
    ...contact,
    run,
    errorCount: 214,
    warningCount: 3,
    hasRoster: true,
    earlier,
    fileNames: ['users.csv', 'enrollments.csv'],
  }),
  'run-held': runHeldMail(ctx, {
    ...staffReview,
    because: 'LIMITS',
    reasons,
    reader: { role: 'IMPLEMENTATION' },
    assigneeName: null,
  }),
  'run-rejected': runRejectedMail(ctx, { ...contact, run, hasRoster: true }),
  'run-failed': runFailedMail(ctx, {
    to: colleague,
    tenant,
    threadKey: `run-${run.id}`,
    of: 'ROSTER',
    run,
    failureCode: 'ENOSPC',
  }),
  'roster-live': rosterLiveMail(ctx, {
    to,
    tenant,
    runId: run.id,
    size,
    isStaff: false,
    isSiteReady: false,
  }),
  'roster-live.site-ready': rosterLiveMail(ctx, {
    to,
    tenant,
    runId: run.id,
    size,
    isStaff: false,
    isSiteReady: true,
  }),
  'roster-live.staff': rosterLiveMail(ctx, {
    to: colleague,
    tenant,
    runId: run.id,
    size,
    isStaff: true,
    isSiteReady: false,
  }),
  'site-ready': siteReadyMail(ctx, { ...contact, ...site, isStaff: false }),
  'site-ready.staff': siteReadyMail(ctx, { ...contact, ...site, to: colleague, isStaff: true }),
  'site-looks-wrong': siteLooksWrongMail(ctx, {
    to: colleague,
    tenant,
    place: 'Lakeview Elementary',
    actorName,
  }),
  'attendance-trouble': attendanceTroubleMail(ctx, {
    ...attendance,
    isStaff: false,
    use: {
      fileName: attendance.fileName,
      wasRead: true,
      rowsRead: 512,
      rowsRejected: 512,
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
    },
  }),
  'attendance-recovered': attendanceRecoveredMail(ctx, attendance),
  'update-held': updateHeldMail(ctx, { ...review, because: 'LIMITS' }),
  'update-held.first-roster': updateHeldMail(ctx, { ...review, because: 'ONBOARDING' }),
  'review-second-person': secondPersonMail(ctx, {
    ...staffReview,
    firstName: 'First Reviewer',
    why: ['More than 1,000 students would be removed.'],
  }),
  'review-question': questionMail(ctx, { ...question, isReminder: false }),
  'review-question-reminder': questionMail(ctx, { ...question, isReminder: true }),
  'review-answered': answeredMail(ctx, { ...staffReview, isExpected: true }),
  'review-assigned': assignedMail(ctx, { ...staffReview, byName: 'Second Reviewer' }),
  'review-reminder': staffReminderMail(ctx, { ...staffReview, openDays: 3 }),
  'review-overdue': overdueMail(ctx, {
    ...staffReview,
    assignee: { assigneeName: 'First Reviewer', isAssignedByDefault: false },
    openedAt: days(-2),
    reasons,
  }),
  'review-late': lateMail(ctx, {
    ...review,
    isOnboarding: false,
    ownerName: 'First Reviewer',
    reasons,
  }),
  'review-expired': expiredMail(ctx, { ...review, isStaff: false }),
  'review-over': reviewOverMail(ctx, { ...review, end: 'APPROVED' }),
  'update-undone': updateUndoneMail(ctx, { to, tenant, run, isWhole: true, wasFirst: false }),
};
