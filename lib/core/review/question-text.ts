// What the page of a question to the district says of it once other things have happened: why no answer is wanted any
// more, what came since, and why the files are looked at where no limit was reached.
import type { HeldBecause } from '../circuit-break/held-because';

/** How the review of a question stands. */
export type QuestionedReview = 'OPEN' | 'APPROVED' | 'REJECTED' | 'SUPERSEDED' | 'EXPIRED';

/** Why a question was closed without an answer. While its review is open, only a newer question closes it. */
export const CLOSED_TEXT: Readonly<Record<QuestionedReview, string>> = {
  OPEN: 'We have asked you again. Answer the newer question.',
  APPROVED: 'Someone at TalkingPoints has decided on this update. Thank you for looking.',
  REJECTED: 'Someone at TalkingPoints has decided on this update. Thank you for looking.',
  SUPERSEDED: 'Newer files replaced these. Thank you for looking.',
  EXPIRED:
    'No new roster files arrived for seven days, so this update expired. Send the whole set again.',
};

/** After an answer. */
export const PAST_TEXT: Readonly<Record<QuestionedReview, string>> = {
  ...CLOSED_TEXT,
  OPEN: 'Newer files have arrived and are under review too; we may ask about them.',
  APPROVED: 'It has been decided.',
  REJECTED: 'It has been decided.',
  SUPERSEDED: 'Newer files have replaced these.',
};

export function newerFilesText(asked: string, newer: string): string {
  return `Newer files arrived on ${newer} and are under review too. You are asked about the files of ${asked}; we may ask again about the newer ones.`;
}

/** The title of a question whose files reached no limit that could stand for it. */
export const WHY_ASKED: Readonly<Record<Exclude<HeldBecause, 'ONBOARDING'>, string>> = {
  LIMITS: 'More would change than usual.',
  RESUME: 'The first files after a pause or a long gap are always reviewed once.',
  NEW_SOURCE: 'The first update through another connection than before is always reviewed once.',
  OTHER:
    'We are reviewing these files because an earlier update was undone, not applied, or only partly applied.',
};
