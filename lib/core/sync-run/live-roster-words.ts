/**
 * What is seen while an update is not applied: by those who read it, and never "still" where nothing was. Not "the roster
 * that was applied last": after an undo the live roster is an older one.
 */
export function liveRoster({
  hasRoster,
  isStaff,
}: {
  hasRoster: boolean;
  isStaff: boolean;
}): string {
  const who = isStaff ? 'the district’s staff and families' : 'your staff and families';
  return hasRoster
    ? `The live roster is unchanged, and ${who} still see it.`
    : `No roster is live now, so ${who} see nothing.`;
}
