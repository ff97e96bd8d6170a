/** The pick lists of the decision dialogs. A reason is kept by its code; the text beside it says the rest. */
export const approveReasons = {
  'first-roster': 'Schools, people and languages match what we know about this district',
  'district-confirmed': 'The district confirmed it',
  'planned-change': 'Planned change: new term, promotion, graduation',
  'school-change': 'A school opened, closed or moved',
  'small-district': 'Small numbers in a small district',
  correction: 'It corrects an earlier mistake',
  'against-district': 'Correct even though the district said stop (explained below)',
  other: 'Another reason',
} as const;

export const rejectReasons = {
  'files-incomplete': 'The files are incomplete',
  'school-missing': 'A school is missing',
  'wrong-year': 'Wrong school year or term',
  'ids-changed': 'Ids changed',
  'district-said-stop': 'The district said stop',
  'not-expected': 'No one can explain the change',
  other: 'Another reason',
} as const;

export type ApproveReason = keyof typeof approveReasons;
export type RejectReason = keyof typeof rejectReasons;

const isKeyOf = <T extends object>(list: T, text: string): text is Extract<keyof T, string> =>
  Object.hasOwn(list, text);

/** Those that make sense of a district's first roster, or of a later update. */
export function approveReasonsFor({
  isFirst,
  saidStop = false,
}: {
  isFirst: boolean;
  /** The district answered No about these changes: nothing else than going against it is true. */
  saidStop?: boolean;
}): Record<string, string> {
  const {
    'first-roster': firstRoster,
    'against-district': againstDistrict,
    ...ofUpdates
  } = approveReasons;
  if (saidStop) return { 'against-district': againstDistrict };
  const { 'district-confirmed': confirmed, other } = ofUpdates;
  return isFirst
    ? { 'first-roster': firstRoster, 'district-confirmed': confirmed, other }
    : ofUpdates;
}

export function isApproveReason(text: string): text is ApproveReason {
  return isKeyOf(approveReasons, text);
}

export function isRejectReason(text: string): text is RejectReason {
  return isKeyOf(rejectReasons, text);
}
