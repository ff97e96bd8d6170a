// Every kind of mail, once: who gets it, when, and what it lets its reader do. The help page for districts and docs/mails read it.

export interface MailKindFacts {
  reader: 'district' | 'staff' | 'both';
  topic: 'access' | 'files' | 'reviews';
  /** Completes "This email is sent when …". */
  when: string;
  /**
   * What a mail of the kind lets its reader do that nobody else may: a code lets in, a link is the only way to its page.
   * Such words go to their reader, and to the console of a start without a mail server; no page shows them to anybody.
   */
  holds?: 'code' | 'link';
  /** Also at night: someone waits for it, or it may be about an intruder. */
  isUrgent?: true;
  /** The same words to the same person again on the same day are not sent. */
  isOncePerDay?: true;
  /** Asks for what an earlier mail asked for: its reader may want no more of them. */
  isReminder?: true;
}

export const MAIL_KINDS = {
  invitation: {
    reader: 'district',
    topic: 'access',
    when: 'TalkingPoints or a colleague invites someone to set up the connection',
    holds: 'link',
    isUrgent: true,
  },
  'staff-invitation': {
    reader: 'staff',
    topic: 'access',
    when: 'someone is invited as a colleague',
    holds: 'link',
    isUrgent: true,
  },
  'invitation-asked': {
    reader: 'staff',
    topic: 'access',
    when: 'someone asks for a new invitation because theirs no longer works',
  },
  'invitation-other-contact': {
    reader: 'staff',
    topic: 'access',
    when: 'someone who was invited names another person for it',
  },
  'sign-in-code': {
    reader: 'both',
    topic: 'access',
    when: 'someone asks for a sign-in code',
    holds: 'code',
    isUrgent: true,
  },
  'credentials-created': {
    reader: 'district',
    topic: 'access',
    when: 'an SFTP password is generated',
    isUrgent: true,
  },
  'credentials-rotated': {
    reader: 'district',
    topic: 'access',
    when: 'an SFTP password is replaced',
    isUrgent: true,
  },
  'credentials-revoked': {
    reader: 'district',
    topic: 'access',
    when: 'an SFTP password is revoked',
    isUrgent: true,
  },
  'credentials-key-added': {
    reader: 'district',
    topic: 'access',
    when: 'an SSH key is added',
    isUrgent: true,
  },
  'credentials-key-revoked': {
    reader: 'district',
    topic: 'access',
    when: 'an SSH key is revoked',
    isUrgent: true,
  },
  'credentials-addresses-set': {
    reader: 'district',
    topic: 'access',
    when: 'the addresses from which files can be sent are changed',
    isUrgent: true,
  },
  'files-incomplete': {
    reader: 'district',
    topic: 'files',
    when: 'some files of a set have not arrived after hours of waiting',
    isOncePerDay: true,
  },
  'files-late': {
    reader: 'district',
    topic: 'files',
    when: 'files that usually come have stopped arriving',
  },
  'pull-failed': {
    reader: 'both',
    topic: 'files',
    when: 'the roster could not be fetched from the student information system',
  },
  'other-format': {
    reader: 'district',
    topic: 'files',
    when: 'the files are in a format other than OneRoster 1.1',
  },
  'allowance-nearly-used': {
    reader: 'district',
    topic: 'files',
    when: 'most of the upload limit of 24 hours is used',
  },
  'run-invalid': {
    reader: 'district',
    topic: 'files',
    when: 'the files have problems that need a fix',
    isOncePerDay: true,
  },
  'run-held': { reader: 'staff', topic: 'reviews', when: 'an update is held for review' },
  'run-rejected': {
    reader: 'district',
    topic: 'reviews',
    when: 'a reviewed update was not applied',
  },
  'run-failed': {
    reader: 'staff',
    topic: 'files',
    when: 'a run stops because of an error on our side',
  },
  'roster-live': { reader: 'both', topic: 'reviews', when: 'the first roster is live' },
  'site-ready': {
    reader: 'both',
    topic: 'reviews',
    when: 'the TalkingPoints site of the district is ready',
  },
  'site-looks-wrong': {
    reader: 'staff',
    topic: 'reviews',
    when: 'a district says that something on its site does not look right',
  },
  'attendance-trouble': {
    reader: 'both',
    topic: 'files',
    when: 'an attendance or calendar file cannot be used',
  },
  'attendance-recovered': {
    reader: 'both',
    topic: 'files',
    when: 'such an attendance or calendar file can be used again',
  },
  'update-held': {
    reader: 'district',
    topic: 'reviews',
    when: 'the first roster has arrived, or an update is under review',
  },
  'review-second-person': {
    reader: 'staff',
    topic: 'reviews',
    when: 'an approval needs a second person',
  },
  'review-question': {
    reader: 'district',
    topic: 'reviews',
    when: 'TalkingPoints asks if a large change was expected',
    holds: 'link',
  },
  'review-question-reminder': {
    reader: 'district',
    topic: 'reviews',
    when: 'such a question is still open',
    holds: 'link',
    isReminder: true,
  },
  'review-answered': { reader: 'staff', topic: 'reviews', when: 'a district answers a question' },
  'review-assigned': { reader: 'staff', topic: 'reviews', when: 'a review is assigned to someone' },
  'review-reminder': {
    reader: 'staff',
    topic: 'reviews',
    when: 'an update has waited for days',
    isReminder: true,
  },
  'review-overdue': {
    reader: 'staff',
    topic: 'reviews',
    when: 'a decision is overdue',
    isReminder: true,
  },
  'review-late': {
    reader: 'district',
    topic: 'reviews',
    when: 'a review takes longer than two business days',
  },
  'review-expired': { reader: 'both', topic: 'reviews', when: 'an update under review expires' },
  'review-over': {
    reader: 'district',
    topic: 'reviews',
    when: 'a review ends and its update is applied or replaced',
  },
  'update-undone': {
    reader: 'both',
    topic: 'reviews',
    when: 'an update that was applied is undone',
  },
} as const satisfies Record<string, MailKindFacts>;

export type MailKind = keyof typeof MAIL_KINDS;

export const ALL_MAIL_KINDS = Object.keys(MAIL_KINDS).filter(isMailKind);

export function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(MAIL_KINDS, kind);
}

export function factsOfKind(kind: MailKind): MailKindFacts {
  return MAIL_KINDS[kind];
}

/** A kind nobody knows any more is taken for one that holds something. */
export function secretOf(kind: string): 'code' | 'link' | null {
  return isMailKind(kind) ? (factsOfKind(kind).holds ?? null) : 'link';
}

/** What a district gets mail about, as completions of "when". */
export function sentWhen(topic: MailKindFacts['topic']): string[] {
  return ALL_MAIL_KINDS.map(factsOfKind)
    .filter((facts) => facts.reader !== 'staff' && facts.topic === topic)
    .map(({ when }) => when);
}
