// What every decision about a review says and answers.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { SecondPersonReason } from '@/lib/core/review/second-person';
import type { ApprovalScope } from '../../db';
import type { PartEffect, PreviewRefusal, SliceGroup } from '../queries/approval-effect';
import type { DecisionTarget, LockedTarget, TargetRefusal } from './target';

export type DecisionRefusal =
  | TargetRefusal
  | PreviewRefusal
  /** Records would be removed, or the update is turned down: somebody has to say why. */
  | 'REASON_REQUIRED'
  /** The district said No about these changes: approving them needs that as its reason, and words. */
  | 'AGAINST_DISTRICT'
  | 'NOT_AGAINST_DISTRICT'
  /** Very many records would be removed, and the number typed is not theirs. */
  | 'NUMBER_REQUIRED'
  /** The part comes to another number of changes than the one that was shown. */
  | 'EFFECT_CHANGED'
  /** A first roster whose gate has not been passed, and nobody waived it. */
  | 'GATE_NOT_PASSED'
  /** Two people have to approve this, and the one who asks cannot be told apart. */
  | 'PERSON_REQUIRED'
  /** You approved this already: somebody else has to look. */
  | 'SECOND_PERSON_REQUIRED'
  /** Two people approved, and neither is a lead. */
  | 'LEAD_REQUIRED';

export type DecisionResult =
  | { ok: true; runId: number; outcome: 'DECIDED' }
  /** Approved by one; nothing is applied until somebody else confirms the same. */
  | { ok: true; runId: number; outcome: 'WAITS_FOR_SECOND'; why: SecondPersonReason[] }
  | Refused<DecisionRefusal>;

export interface ApprovalReason {
  comment: string;
  /** From lib/core/review/decision-reasons. */
  reasonCode?: string | null;
  /** Before a very large removal: how many records it is, as whoever approves typed it. */
  typedNumber?: string;
}

export interface PreClearWish {
  /** Lets follow-ups of about this size pass for three days; only with an approval of the whole. */
  preClear?: boolean;
}

export interface ChosenScope {
  scope: ApprovalScope;
  groups: readonly SliceGroup[];
  applyCount: number | null;
}

export interface Approval {
  input: DecisionTarget & ApprovalReason & PreClearWish;
  scope: ChosenScope;
  target: LockedTarget;
  effect: PartEffect | null;
}
