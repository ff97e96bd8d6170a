// What became of a mail that did not simply arrive, and what to do about it: for the person's row, the invitation and the outbox.
import { formatInstant } from '../calendar/format-instant';
import { plural } from '../format/numbers';
import { answerLine, causeOfAnswer, type AnswerCause, type MailAnswer } from './answer';

export interface MailTrouble {
  state: 'retrying' | 'failed' | 'delayed' | 'returned';
  /** What the mail server, or the one behind it, said; null where it was ours that could not be used. */
  answer: MailAnswer | null;
  /** How often that was said, and when first and last. */
  count: number;
  firstAt: Date;
  lastAt: Date;
  /** Of one that is retried. */
  nextAttemptAt: Date | null;
}

export interface TroubleText {
  title: string;
  /** What the server said, in its words; null where none spoke. */
  said: string | null;
  next: string;
}

/** Whose person it is, for whom: our staff ask a district about its people, and each team asks its own. */
export type TroubleOf = 'district' | 'staff' | 'own district';

interface Asked {
  whom: string;
  /** Who can have our mail let through, after "Ask". */
  toAllow: string;
  /** Who can look up what a mail server said. */
  lookUp: string;
}

const ASKED: Record<TroubleOf, Asked> = {
  district: {
    whom: 'the district',
    toAllow: 'the district to have our sender allowed',
    lookUp: 'the mail administrator there',
  },
  staff: {
    whom: 'your colleague',
    toAllow: 'your colleague to have our sender allowed',
    lookUp: 'the mail administrator there',
  },
  'own district': {
    whom: 'your colleague',
    toAllow: 'whoever runs your mail to allow our sender',
    lookUp: 'whoever runs your mail',
  },
};

const nextSteps: Record<AnswerCause, (asked: Asked) => string> = {
  ADDRESS: ({ whom }) =>
    `Check the address with ${whom}. If it is wrong, invite them again at the right one.`,
  MAILBOX_FULL: () =>
    'The mailbox is full. Ask the person to make room, or invite someone else, then send the email again.',
  FILTER: ({ toAllow }) =>
    `The receiving side refused our email. Ask ${toAllow} in the mail filter, then send the email again.`,
  NOT_REACHED: ({ whom }) =>
    `The mail server of this address could not be found or reached. Check the part after the @ with ${whom}.`,
  OTHER: ({ whom, lookUp }) =>
    `Check the address with ${whom}. If it is right, ${lookUp} can look up this answer.`,
};

const OURS =
  'Our own mail server could not be reached or did not accept us. This does not depend on the address.';

export function mailTroubleText(
  trouble: MailTrouble,
  { timeZone, now, of }: { timeZone: string; now: Date; of: TroubleOf },
): TroubleText {
  const asked = ASKED[of];
  const at = (instant: Date) => formatInstant(instant, timeZone, now);
  const { answer, state, nextAttemptAt, lastAt, count } = trouble;
  const said = answer === null ? null : answerLine(answer) || null;
  const times = count > 1 ? ` (${plural(count, 'time')} since ${at(trouble.firstAt)})` : '';
  const cause = answer === null ? null : causeOfAnswer(answer);
  switch (state) {
    case 'retrying':
      return {
        title: `Email not delivered yet, last tried ${at(lastAt)}${times}`,
        said,
        next: `${answer === null ? `${OURS} ` : ''}It will be tried again${nextAttemptAt ? ` at ${at(nextAttemptAt)}` : ''}. There is nothing to do now.`,
      };
    case 'delayed':
      return {
        title: `Email delayed, reported ${at(lastAt)}${times}`,
        said,
        next: 'The mail server of this address has not accepted the email yet and is still being tried. If it cannot be delivered, we will be told and show it here.',
      };
    case 'failed':
      return {
        title: `Email refused ${at(lastAt)}${times}`,
        said,
        next: cause === null ? `${OURS} It is no longer tried.` : nextSteps[cause](asked),
      };
    case 'returned':
      return {
        title: `Email returned ${at(lastAt)}${times}`,
        said,
        next: nextSteps[cause ?? 'OTHER'](asked),
      };
  }
}
