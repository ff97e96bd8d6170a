import { formatNumber } from '../format/numbers';

/** What an approval would do, as far as one person alone may decide it. */
export interface ApprovalEffect {
  readonly schoolsRemoved: number;
  readonly students: { readonly removed: number; readonly baseline: number };
  readonly contacts: { readonly removed: number; readonly baseline: number };
  /** Students, contacts and staff together. */
  readonly peopleRemoved: number;
  /** A limit that no profile relaxes was reached. */
  readonly isNeverRelaxedReached: boolean;
  /** The district answered No about these changes. */
  readonly saidStop?: boolean;
}

export type SecondPersonReason =
  | 'district-said-stop'
  | 'school-removed'
  | 'students-removed'
  | 'contacts-removed'
  | 'many-people'
  | 'never-relaxed';

const sharePercent = 25;
const manyPeople = 5_000;

/** Why two people have to look; empty where one is enough (docs/policy.md, "Decisions"). */
export function secondPersonReasons(effect: ApprovalEffect): SecondPersonReason[] {
  const isLargeShare = ({ removed, baseline }: ApprovalEffect['students']) =>
    removed > 0 && removed * 100 >= baseline * sharePercent;
  const reasons: (SecondPersonReason | false)[] = [
    effect.schoolsRemoved > 0 && 'school-removed',
    isLargeShare(effect.students) && 'students-removed',
    isLargeShare(effect.contacts) && 'contacts-removed',
    effect.peopleRemoved > manyPeople && 'many-people',
    effect.isNeverRelaxedReached && 'never-relaxed',
    effect.saidStop === true && 'district-said-stop',
  ];
  return reasons.filter((reason) => reason !== false);
}

/** Whether one more has to agree after the reader: nobody did so far, or only the reader. */
export const needsSecondPerson = (
  why: readonly SecondPersonReason[],
  firstYes: { readonly isMe: boolean } | null,
): boolean => why.length > 0 && (firstYes?.isMe ?? true);

export const secondPersonLabels: Record<SecondPersonReason, string> = {
  'school-removed': 'A school would be removed.',
  'students-removed': 'A quarter of the students or more would be removed.',
  'contacts-removed': 'A quarter of the contacts or more would be removed.',
  'many-people': `More than ${formatNumber(manyPeople)} people would be removed.`,
  'never-relaxed': 'A limit that is never relaxed was reached.',
  'district-said-stop': 'The district answered “No, stop”.',
};

export type SecondPersonAnswer = 'decided' | 'waits' | 'same-person' | 'lead-needed';

interface Approver {
  readonly userId: number;
  readonly isLead: boolean;
}

/** Two different people, at least one of them a lead, said yes to the same thing. */
export function secondPersonAnswer(
  approver: Approver,
  others: readonly Approver[],
  hasApprovedBefore: boolean,
): SecondPersonAnswer {
  const different = others.filter(({ userId }) => userId !== approver.userId);
  if (different.some(({ isLead }) => isLead || approver.isLead)) return 'decided';
  if (different.length > 0) return 'lead-needed';
  return hasApprovedBefore ? 'same-person' : 'waits';
}
