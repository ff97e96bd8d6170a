/** What families feel first; sums and file sizes say the same again. */
const first = [
  'students.UPDATE.nameAndBirthDate',
  'idUsedAgain',
  'students.REMOVE',
  'reachability',
  'contacts.REMOVE',
  'rekey',
  'links.REMOVE',
  'staff.REMOVE',
  'orgs.REMOVE',
  'classes.REMOVE',
];

/**
 * The reason that stands for a held update in one line: of the whole district, what silences families
 * before anything else, then the gravest. `reasons` come gravest first.
 */
export function leadReason<
  R extends { readonly ruleId: string; readonly trip: { readonly scope: { kind: string } } },
>(reasons: readonly R[]): R | undefined {
  const ofDistrict = reasons.filter(({ trip }) => trip.scope.kind === 'district');
  for (const ruleId of first) {
    const found = ofDistrict.find((reason) => reason.ruleId === ruleId);
    if (found) return found;
  }
  return reasons[0];
}
