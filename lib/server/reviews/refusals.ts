import type { DecisionRefusal } from './decide';

/** What a reviewer reads when a decision was not taken. */
export const decisionRefusalWords: Record<DecisionRefusal, string> = {
  NOT_FOUND: 'This review does not exist. Go back to the list of reviews.',
  NOT_OPEN:
    'Somebody decided this review already, or newer files took its place. Nothing was done. The page shows how it stands now.',
  STALE:
    'This review is out of date: newer files came while you were looking. Nothing was done. Look at the new version and decide about that.',
  PAUSED:
    'This district is paused, so the review stands still. Nothing was done; it is worked out again when the pause ends.',
  BUSY: 'Newer files of this district are being checked right now. Nothing was done; try again in a minute.',
  REASON_REQUIRED: 'Say why in a sentence. It stays with the decision.',
  AGAINST_DISTRICT:
    'The district answered “No, stop”. To approve against it, choose that as the reason and say why in a sentence.',
  NOT_AGAINST_DISTRICT: 'The district has not said stop to these changes. Choose another reason.',
  EFFECT_CHANGED:
    'This part comes to another number of changes than the one you were shown. Nothing was done; look at the count again.',
  NOT_SLICEABLE:
    'A first roster is approved as a whole or not at all. Approve all of it, or reject it.',
  NOTHING_CHOSEN:
    'None of the changes is in what you chose. Choose at least one group that has changes.',
  NOT_READY:
    'The rows of this update are not at hand, so a part of it cannot be counted. Approve or reject the whole, or wait for newer files.',
  GATE_NOT_PASSED:
    'This first roster has not passed its checks. Waive what failed, with a comment, or reject it.',
  PERSON_REQUIRED:
    'Two people have to approve this, so it must be clear who you are. Nothing was done. Sign in and approve it on its page.',
  SECOND_PERSON_REQUIRED:
    'You approved this already. Somebody else has to look at it before it is applied.',
  LEAD_REQUIRED: 'Two people approved this, but one of them has to be a lead. Nothing is applied.',
};
