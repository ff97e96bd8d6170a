// What may wait for a person in some district, whose turn it is, and what comes before what.
import type { Owner } from '../sync-run/status-labels';

export const attentionKinds = [
  'REVIEW',
  'DISTRICT_ANSWERED',
  'FAILED_RUN',
  'FAILED_PULL',
  'HELD_NOTICES',
  'HELD_FILE',
  'NEAR_NAME',
  'UNMAPPED_WORDS',
  'LATE',
  'LATE_ATTENDANCE',
  'NEEDS_FIX',
  'SITE_LOOKS_WRONG',
  'SITE_TO_CREATE',
  'FAILED_MAIL',
  'INVITATION',
] as const;

export type AttentionKind = (typeof attentionKinds)[number];

/** As the status of the district has it: a question to the district does not keep anybody from deciding. */
export const attentionOwners: Record<AttentionKind, Owner> = {
  REVIEW: 'TalkingPoints',
  DISTRICT_ANSWERED: 'TalkingPoints',
  FAILED_RUN: 'TalkingPoints',
  FAILED_PULL: 'TalkingPoints',
  HELD_NOTICES: 'TalkingPoints',
  HELD_FILE: 'TalkingPoints',
  NEAR_NAME: 'TalkingPoints',
  UNMAPPED_WORDS: 'TalkingPoints',
  LATE: 'district',
  LATE_ATTENDANCE: 'district',
  NEEDS_FIX: 'district',
  SITE_LOOKS_WRONG: 'TalkingPoints',
  SITE_TO_CREATE: 'TalkingPoints',
  FAILED_MAIL: 'TalkingPoints',
  INVITATION: 'TalkingPoints',
};

/** Reviews have a promise to keep, whether the district has answered or not; the others go by how soon families notice. */
const URGENCY: Record<AttentionKind, number> = {
  REVIEW: 0,
  DISTRICT_ANSWERED: 0,
  FAILED_RUN: 1,
  FAILED_PULL: 6,
  HELD_NOTICES: 2,
  HELD_FILE: 3,
  NEAR_NAME: 4,
  UNMAPPED_WORDS: 5,
  LATE: 6,
  LATE_ATTENDANCE: 7,
  NEEDS_FIX: 8,
  SITE_LOOKS_WRONG: 9,
  SITE_TO_CREATE: 10,
  FAILED_MAIL: 11,
  INVITATION: 12,
};

export interface Urgency {
  readonly kind: AttentionKind;
  readonly dueAt: Date | null;
  readonly since: Date | null;
}

/** By kind, then by what is due first, then by who has waited longest. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return (
    URGENCY[a.kind] - URGENCY[b.kind] ||
    timeOf(a.dueAt) - timeOf(b.dueAt) ||
    timeOf(a.since) - timeOf(b.since)
  );
}

function timeOf(at: Date | null): number {
  return at?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
