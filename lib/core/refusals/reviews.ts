// Deciding about a held update, and what people do about one beside that.
import { formatNumber, plural } from '../format/numbers';
import { missing, outOfDate, refused } from './refusal';

export const reviewRefusals = {
  REVIEW_NOT_FOUND: missing('There is no such review. Go back to the list of reviews.', {
    see: 'review list',
  }),
  VERSION_NOT_FOUND: missing('This review has no such version. Open the newest one.', {
    see: 'review show',
  }),
  NOT_OPEN: refused(
    'Someone decided this review already, newer files replaced it, or it expired. Nothing was done. Check its current state.',
    { see: 'review show' },
  ),
  STALE: outOfDate(
    'This review is out of date: newer files arrived while you had it open. Nothing was done. Open the new version and decide on that.',
    { see: 'review show' },
  ),
  /** Whoever decides, about whatever: a limit, a held file, a notice, a review. */
  REASON_REQUIRED: refused('Give a reason in one sentence. It is saved with the decision.', {
    field: ['comment', 'reason', 'reasonForChosen', 'reasonForAll'],
    option: '--comment or --reason',
  }),
  NUMBER_REQUIRED: refused(
    ({ asked }: { asked: number }) =>
      `Type ${formatNumber(asked)}, the number of records that would be removed. Nothing was done.`,
    { field: 'typedNumber', see: 'review show', option: '--typed-number' },
  ),
  AGAINST_DISTRICT: refused(
    'The district answered “No, stop”. To approve anyway, choose that reason and explain it in one sentence.',
    { option: '--reason-code and --comment' },
  ),
  NOT_AGAINST_DISTRICT: refused(
    'The district did not say stop to these changes. Choose another reason.',
    { field: 'reasonCode', option: '--reason-code' },
  ),
  EFFECT_CHANGED: outOfDate(
    'The number of changes in this part differs from the one you were shown. Nothing was done. Check the count again.',
    { see: 'review preview' },
  ),
  NOT_SLICEABLE: refused(
    'A first roster cannot be approved in part. Approve all of it, or reject it.',
  ),
  NOTHING_CHOSEN: refused(
    'Your selection has no changes. Choose at least one group with changes.',
    { see: 'review show' },
  ),
  NOT_READY: refused(
    'The rows of this update are not available, so a part cannot be counted. Approve or reject the whole update, or wait for newer files.',
  ),
  GATE_NOT_PASSED: refused(
    'A first roster, or a new school, has not passed its checks. Waive what failed, with a comment, or reject the update.',
    { see: 'policy gate' },
  ),
  /** Of an update and of a file that is empty on purpose. */
  PERSON_REQUIRED: refused(
    'Two people who can decide on updates must agree to this, so we need to know who you are. Nothing was done. Ask an administrator who can decide.',
    { option: '--as' },
  ),
  SECOND_PERSON_REQUIRED: refused(
    'You already approved this. Someone else has to agree before anything changes.',
  ),
  LEAD_REQUIRED: refused(
    'Two people approved this, but one of them has to be a lead (an administrator). Nothing was changed.',
  ),
  NO_CONTACTS: refused('This district has no contact to ask. Invite one first.', {
    see: 'invitation list',
  }),
  FIRST_ROSTER: refused('You cannot ask about a first roster. Use its checks to decide.', {
    see: 'policy gate',
  }),
  NOT_STAFF: missing('This is not a member of our staff. Choose a person from the list.', {
    field: 'assigneeId',
  }),
  TEXT_REQUIRED: refused('The comment is empty. Write something first.', {
    field: 'text',
  }),
  PAST: refused('This time has passed. Choose a later one.'),
  NO_SUCH_GROUP: missing('This version no longer has that group. Open the newest version.'),
  NO_REVIEW_CHOSEN: refused('Choose a review first: select it in the list.'),
  SOME_REFUSED: refused(
    ({
      done,
      refused: names,
    }: {
      done: number;
      refused: readonly string[];
      /** Ids of what was not done: they stay selected. */
      left: readonly number[];
    }) =>
      `Done for ${plural(done, 'review')}. Not for ${names.join(', ')}: already decided, paused, missing, a first roster, or no contact to ask. Open them to see why.`,
  ),
  UNDO_REASON_REQUIRED: refused('Say why it is undone. It stays with the record.', {
    field: 'undoReason',
    option: '--reason',
  }),
  NOT_APPLIED: refused(
    'This review’s changes are not live, or part of them was undone. There is nothing to do.',
    { see: 'review show' },
  ),
  QUESTION_NOT_FOUND: missing('This link no longer works. Open the link in the newest email.'),
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
    'This answer is not needed anymore: we asked the question again, or the review is over.',
  ),
  NOT_A_CONTACT: missing(
    'Only a contact of this district can answer. Ask one of them to open the link and sign in.',
  ),
} as const;
