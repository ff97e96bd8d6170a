// The words of the mails about a review. Counts, limits and names of our own people; never a student, and
// never what somebody wrote: a comment may name one. Those are on the page, behind sign-in.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { daysOrHours } from '@/lib/core/calendar/days-or-hours';
import type { HeldBecause } from '@/lib/core/circuit-break/held-because';
import { assigneeText, type Assignee } from '@/lib/core/review/assignee';
import { keepAliveText } from '@/lib/core/review/keep-alive';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import { circuitBreaksUrl, mail, reviewUrl, runUrl, type MailContext } from './messages';
import type { MailKind } from './kinds';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

interface ReviewFacts {
  to: MailRecipient;
  tenant: TenantForMail;
  breakId: number;
}

export function questionUrl(ctx: Pick<MailContext, 'settings'>, token: string): string {
  return `${ctx.settings.publicUrl}/questions/${token}`;
}

const forStaff = 'you look after this district';
const forContact = (tenant: TenantForMail) => `you are a tech contact of ${tenant.name}`;

function reviewMail(
  ctx: MailContext,
  kind: MailKind,
  { to, tenant, breakId }: ReviewFacts,
  content: {
    subject: string;
    paragraphs: readonly string[];
    button?: { label: string; url: string };
    afterButton?: readonly string[];
    because?: string;
    help?: 'partner support';
  },
): NewMail {
  return mail(
    ctx,
    { kind, tenantId: tenant.id, to, threadKey: `review-${breakId}` },
    {
      because: forStaff,
      button: { label: 'Review', url: reviewUrl(ctx, breakId) },
      ...content,
      subject: `${tenant.name}: ${content.subject}`,
    },
  );
}

const WHILE_PAUSED =
  'Roster updates are paused right now, so this can take until the pause is over.';

/** T+0, to the district: a hold is normal and asks nothing of them but to go on as they do. */
export function updateHeldMail(
  ctx: MailContext,
  facts: ReviewFacts & {
    run: IdentifiedRun;
    because: HeldBecause;
    /** A pause or a blackout: no files are needed for it to live on. */
    isPaused?: boolean;
  },
): NewMail {
  const { tenant, because, isPaused } = facts;
  const isOnboarding = because === 'ONBOARDING';
  const keepAlive = keepAliveText({ isPaused, isFirstRoster: isOnboarding });
  return reviewMail(ctx, 'update-held', facts, {
    subject: isOnboarding
      ? 'your first roster arrived'
      : 'your update is under review (a circuit break)',
    paragraphs: isOnboarding
      ? [
          `The first roster of ${tenant.name} arrived and could be read. Someone at TalkingPoints reviews every first roster before it is used.`,
          isPaused
            ? `${WHILE_PAUSED} We will email you when the roster is live.`
            : 'We aim to finish within one business day and will email you when the roster is live.',
          keepAlive,
        ]
      : [
          `The last update of ${tenant.name} is under review: a circuit break stopped it, and someone at TalkingPoints reviews its changes before any of them are applied.${heldSentences[because]} ${liveRoster({ hasRoster: true, isStaff: false })}`,
          `This is a normal part of the cycle. ${isPaused ? WHILE_PAUSED : 'Your data may take an additional day or so to update.'}`,
          keepAlive,
          'If we need to confirm that you expected the changes, we will ask you. The faster you answer, the faster we can clear the update.',
        ],
    afterButton: isOnboarding ? [] : [understanding(ctx)],
    button: { label: 'See what arrived', url: runUrl(ctx, tenant, facts.run) },
    because: forContact(tenant),
  });
}

/** On a line of its own: an address that is part of a sentence is cut by some mail programs. */
const understanding = (ctx: MailContext): string =>
  `Understanding circuit breaks:\n${circuitBreaksUrl(ctx)}`;

/** Why, where it is another reason than most readers think of. */
const heldSentences: Record<Exclude<HeldBecause, 'ONBOARDING'>, string> = {
  LIMITS: ' It would change more than usual.',
  RESUME: ' The first files after a pause or a long gap are always reviewed once.',
  NEW_SOURCE: ' The first update through another connection is always reviewed once.',
  OTHER: '',
};

export function secondPersonMail(
  ctx: MailContext,
  facts: ReviewFacts & { firstName: string; why: readonly string[] },
): NewMail {
  return reviewMail(ctx, 'review-second-person', facts, {
    subject: 'an approval needs a second person',
    paragraphs: [
      `${facts.firstName} approved a held update of ${facts.tenant.name}. A second person must confirm it before it is applied.`,
      facts.why.join('\n'),
      'Nothing is applied until a second person decides.',
    ],
    because: 'you can confirm approvals',
  });
}

export function questionMail(
  ctx: MailContext,
  facts: ReviewFacts & {
    token: string;
    isReminder: boolean;
    /** A limit was reached; else it was held for what came before it. */
    isAboutSize: boolean;
    reasons: readonly string[];
    removed: string;
    added: string;
    changed: string;
    expiresAt: Date;
  },
): NewMail {
  const { tenant } = facts;
  const now = ctx.clock.now();
  const until = formatInstant(facts.expiresAt, tenant.timeZone, now);
  return reviewMail(ctx, facts.isReminder ? 'review-question-reminder' : 'review-question', facts, {
    subject: facts.isReminder
      ? 'reminder: did you expect this change?'
      : 'did you expect this change?',
    paragraphs: [
      facts.isAboutSize
        ? `Your last files would change more of the roster of ${tenant.name} than usual, so a circuit break stopped them before they were applied.`
        : `A circuit break stopped the last files of ${tenant.name} before they were applied.`,
      ...(facts.reasons.length > 0 ? [facts.reasons.join('\n')] : []),
      `Total records: ${facts.removed} removed, ${facts.added} added, ${facts.changed} changed.`,
      `Tell us whether you expected this. On the page, you sign in with a code and choose "Yes, we expect this" or "No, stop". The link works until ${until} (${daysOrHours(now, facts.expiresAt)}). The faster you answer, the faster we can clear it.`,
    ],
    button: { label: 'Answer', url: questionUrl(ctx, facts.token) },
    afterButton: [
      'Opening the link does not change anything. Your answer helps us; someone at TalkingPoints makes the decision.',
      understanding(ctx),
    ],
    because: forContact(tenant),
  });
}

export function answeredMail(
  ctx: MailContext,
  facts: ReviewFacts & { isExpected: boolean },
): NewMail {
  return reviewMail(ctx, 'review-answered', facts, {
    subject: facts.isExpected ? 'the district expects this change' : 'the district says stop',
    paragraphs: [
      facts.isExpected
        ? `${facts.tenant.name} answered: "Yes, we expect this".`
        : `${facts.tenant.name} answered: "No, stop".`,
      'If they left a comment, it is on the page. The decision is still yours.',
    ],
    because: 'you asked, or you look after this district',
  });
}

export function assignedMail(ctx: MailContext, facts: ReviewFacts & { byName: string }): NewMail {
  return reviewMail(ctx, 'review-assigned', facts, {
    subject: 'a review was assigned to you',
    paragraphs: [`${facts.byName} assigned the held update of ${facts.tenant.name} to you.`],
    because: 'a review was assigned to you',
  });
}

export function staffReminderMail(
  ctx: MailContext,
  facts: ReviewFacts & { openDays: number },
): NewMail {
  return reviewMail(ctx, 'review-reminder', facts, {
    subject: `an update has waited ${facts.openDays} days`,
    paragraphs: [
      `The held update of ${facts.tenant.name} has been waiting for ${facts.openDays} days, and newer files keep arriving.`,
      'Nothing is applied until someone decides, or until newer files pass every check and need no review.',
    ],
  });
}

export function overdueMail(
  ctx: MailContext,
  facts: ReviewFacts & { assignee: Assignee; openedAt: Date; reasons: readonly string[] },
): NewMail {
  const since = formatInstant(facts.openedAt, facts.tenant.timeZone, ctx.clock.now());
  return reviewMail(ctx, 'review-overdue', facts, {
    subject: 'a decision is overdue',
    paragraphs: [
      `The held update of ${facts.tenant.name} has been waiting since ${since}. The decision is overdue.`,
      facts.assignee.assigneeName
        ? `Assigned to ${assigneeText(facts.assignee)}.`
        : 'No one is assigned yet.',
      ...(facts.reasons.length > 0 ? [facts.reasons.join('\n')] : []),
    ],
    because: 'you get email about overdue decisions',
  });
}

/** Beside a question, "nothing else to do" is not so. */
const KEEP_SENDING = {
  usual:
    'Keep sending your files, too. If no new roster files arrive for seven days, this update expires.',
  blackout: 'Roster updates are paused, so this update does not expire during the pause.',
} as const;

/** T+2 business days, to the district: what we aimed for did not happen, why, and who has it. */
export function lateMail(
  ctx: MailContext,
  facts: ReviewFacts & {
    run: IdentifiedRun;
    isOnboarding: boolean;
    ownerName: string | null;
    reasons: readonly string[];
    isBlackedOut?: boolean;
    /** Where the district answers what it is still asked. */
    questionUrl?: string | null;
  },
): NewMail {
  const { tenant, isBlackedOut, questionUrl: question = null } = facts;
  const owner = facts.ownerName
    ? `${facts.ownerName} at TalkingPoints is reviewing it.`
    : 'The lead of our implementation team is reviewing it.';
  const meanwhile = facts.isOnboarding
    ? 'The roster goes live only after we approve it.'
    : liveRoster({ hasRoster: true, isStaff: false });
  return reviewMail(ctx, 'review-late', facts, {
    subject: 'your update is taking longer than usual',
    paragraphs: [
      facts.isOnboarding && !question
        ? `The first roster of ${tenant.name} has been waiting more than two business days for our decision. We aimed for one. We are sorry.`
        : `${facts.isOnboarding ? 'The first roster' : 'The update'} of ${tenant.name} has been under review for more than two business days.${question ? '' : ' We are sorry.'}`,
      ...(question ? ['We are waiting for your answer: did you expect this change?'] : []),
      ...(facts.reasons.length > 0 ? [`Why it is under review:\n${facts.reasons.join('\n')}`] : []),
      `${owner} ${meanwhile}`,
      question
        ? KEEP_SENDING[isBlackedOut ? 'blackout' : 'usual']
        : keepAliveText({ isPaused: isBlackedOut, isFirstRoster: facts.isOnboarding }),
    ],
    button: question
      ? { label: 'Answer', url: question }
      : { label: 'See the update', url: runUrl(ctx, tenant, facts.run) },
    afterButton: [
      `If you need this sooner, write to ${ctx.settings.partnerSupportEmail}.`,
      understanding(ctx),
    ],
    because: forContact(tenant),
    help: 'partner support',
  });
}

export function expiredMail(
  ctx: MailContext,
  facts: ReviewFacts & { run: IdentifiedRun; isStaff: boolean },
): NewMail {
  const { tenant } = facts;
  return reviewMail(ctx, 'review-expired', facts, {
    subject: facts.isStaff
      ? 'the update under review expired; new files are needed'
      : 'the update under review expired; please send new files',
    paragraphs: [
      `No new roster files from ${tenant.name} arrived for seven days, so the held update is too old to use. Nothing was applied.`,
      facts.isStaff
        ? 'The district needs to send the whole set of files again.'
        : 'Send the whole set of files again.',
    ],
    button: { label: 'See the update', url: runUrl(ctx, tenant, facts.run) },
    because: facts.isStaff ? forStaff : forContact(tenant),
  });
}

/** An update that was applied is not any more: said to contact and staff, whose page says so too. */
export function updateUndoneMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenant: TenantForMail;
    run: IdentifiedRun;
    isWhole: boolean;
    /** Nothing was applied before it. */
    wasFirst: boolean;
  },
): NewMail {
  const { tenant, isWhole, wasFirst } = facts;
  return mail(
    ctx,
    { kind: 'update-undone', tenantId: tenant.id, to: facts.to, threadKey: `run-${facts.run.id}` },
    {
      subject: `${tenant.name}: ${isWhole ? 'an update was undone' : 'removals of an update were undone'}`,
      paragraphs: [
        !isWhole
          ? `The removals of the last update of ${tenant.name} were undone. The removed records are back in the live roster; additions and changes stay.`
          : wasFirst
            ? `The first roster of ${tenant.name} was undone. No roster is live until another one is approved.`
            : `The last update of ${tenant.name} was undone. The live roster is the one from before that update.`,
        'The next files will be held for review at TalkingPoints. If the last files were wrong, correct them before they are sent again.',
      ],
      button: { label: 'See the update', url: runUrl(ctx, tenant, facts.run) },
      because: `you look after ${tenant.name}, or are its tech contact`,
    },
  );
}

export type ReviewEnd = 'APPROVED' | 'APPROVED_IN_PART' | 'SUPERSEDED' | 'NO_CHANGE';

const ends: Record<ReviewEnd, string> = {
  APPROVED: 'Someone at TalkingPoints reviewed and approved the update. It is being applied.',
  APPROVED_IN_PART:
    'Someone at TalkingPoints reviewed the update and approved part of it, which is being applied. The rest was left out. If the next files contain it again, they will be held for review.',
  SUPERSEDED:
    'Newer files passed every check and need no review, so the held update is no longer needed.',
  NO_CHANGE:
    'Newer files match the live roster, so the held update is no longer needed and nothing was changed.',
};

/** The recovery: whoever was told that an update is held hears that it is over. */
export function reviewOverMail(
  ctx: MailContext,
  facts: ReviewFacts & { run: IdentifiedRun; end: ReviewEnd },
): NewMail {
  const { tenant } = facts;
  return reviewMail(ctx, 'review-over', facts, {
    subject: 'the circuit break review is over',
    paragraphs: [ends[facts.end], 'There is nothing for you to do.'],
    button: { label: 'See the update', url: runUrl(ctx, tenant, facts.run) },
    because: `you were told that an update of ${tenant.name} was held`,
  });
}
