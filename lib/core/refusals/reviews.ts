// Deciding about a held update, and what people do about one beside that.
import { formatNumber, plural } from '../format/numbers';
import { missing, outOfDate, refused } from './refusal';

export const reviewRefusals = {
  REVIEW_NOT_FOUND: missing('There is no such review. Go back to the list of reviews.', {
    see: 'review list',
  }),
  VERSION_NOT_FOUND: missing('This review has no such version. Look at its newest one.', {
    see: 'review show',
  }),
  NOT_OPEN: refused(
    'Someone decided this review already, newer files replaced it, or it expired. Nothing was done. Look at how it stands now.',
    { see: 'review show' },
  ),
  STALE: outOfDate(
    'This review is out of date: newer files came while you were looking. Nothing was done. Look at the new version and decide about that.',
    { see: 'review show' },
  ),
  /** Whoever decides, about whatever: a limit, a held file, a notice, a review. */
  REASON_REQUIRED: refused('Say why in a sentence. It stays with the decision.', {
    field: ['comment', 'reason'],
    option: '--comment or --reason',
  }),
  NUMBER_REQUIRED: refused(
    ({ asked }: { asked: number }) =>
      `Type ${formatNumber(asked)}, the number of records that would be removed. Nothing was done.`,
    { field: 'typedNumber', see: 'review show', option: '--typed-number' },
  ),
  AGAINST_DISTRICT: refused(
    'The district answered “No, stop”. To approve against it, choose that as the reason and say why in a sentence.',
    { option: '--reason-code and --comment' },
  ),
  NOT_AGAINST_DISTRICT: refused(
    'The district has not said stop to these changes. Choose another reason.',
    { field: 'reasonCode', option: '--reason-code' },
  ),
  EFFECT_CHANGED: outOfDate(
    'This part comes to another number of changes than the one you were shown. Nothing was done; look at the count again.',
    { see: 'review preview' },
  ),
  NOT_SLICEABLE: refused(
    'A first roster is approved as a whole or not at all. Approve all of it, or reject it.',
  ),
  NOTHING_CHOSEN: refused(
    'None of the changes is in what you chose. Choose at least one group that has changes.',
    { see: 'review show' },
  ),
  NOT_READY: refused(
    'The rows of this update are not at hand, so a part of it cannot be counted. Approve or reject the whole, or wait for newer files.',
  ),
  GATE_NOT_PASSED: refused(
    'A first roster, or a new school, has not passed its checks. Waive what failed, with a comment, or reject the update.',
    { see: 'policy gate' },
  ),
  /** Of an update and of a file that is empty on purpose. */
  PERSON_REQUIRED: refused(
    'Two people who may decide about updates have to agree to this, so it must be clear who you are. Nothing was done. Ask an administrator who may decide.',
    { option: '--as' },
  ),
  SECOND_PERSON_REQUIRED: refused(
    'You said yes to this already. Someone else has to look at it and agree before anything changes.',
  ),
  LEAD_REQUIRED: refused(
    'Two people said yes to this, but one of them has to be a lead (an administrator). Nothing was changed.',
  ),
  NO_CONTACTS: refused('This district has no contact to ask. Invite one first.', {
    see: 'invitation list',
  }),
  FIRST_ROSTER: refused(
    'A first roster is not asked about: the district sent it for the first time. Decide about it by its checks.',
    { see: 'policy gate' },
  ),
  NOT_STAFF: missing('This is not a member of our staff. Choose a person from the list.', {
    field: 'assigneeId',
  }),
  TEXT_REQUIRED: refused('There is nothing in this comment. Write something first.', {
    field: 'text',
  }),
  PAST: refused('This time is past. Choose one that is still to come.'),
  NO_SUCH_GROUP: missing('This version has no such group any more. Look at the newest one.'),
  NO_REVIEW_CHOSEN: refused('Choose a review first: tick it in the last column.'),
  SOME_REFUSED: refused(
    ({ done, refused: names }: { done: number; refused: readonly string[] }) =>
      `Done for ${plural(done, 'review')}. Not for ${names.join(', ')}: decided, paused, not there, a first roster, or no one there to ask. Open those to see which.`,
  ),
  UNDO_REASON_REQUIRED: refused('Say why it is undone. It stays with the record.', {
    field: 'undoReason',
    option: '--reason',
  }),
  NOT_APPLIED: refused(
    'What this review applied is not live, or part of it was undone. There is nothing to do.',
    { see: 'review show' },
  ),
  QUESTION_NOT_FOUND: missing(
    'This link does not work any more. Open the one in the newest email.',
  ),
  NO_QUESTION: missing('No question of this review is open. Ask one first.', {
    see: 'review show',
  }),
  ALREADY_ANSWERED: refused(
    'Someone in this district has already answered. There is nothing to do.',
  ),
  QUESTION_EXPIRED: refused(
    'The time to answer is over. Write to us if you still want to tell us something.',
    { see: 'review show' },
  ),
  QUESTION_CLOSED: refused(
    'This answer is not needed any more: the question was asked anew, or the review is over.',
  ),
  NOT_A_CONTACT: missing(
    'Only a contact of this district can answer. Have one of them open the link and sign in.',
  ),
} as const;
