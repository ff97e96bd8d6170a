/**
 * What is seen while an update is not applied: by those who read it, and never "still" where nothing was. Not "the roster
 * that was applied last": after an undo the live roster is an older one.
 */
export function liveRoster({
  hasRoster,
  isStaff,
  isAboutUpdate = true,
}: {
  hasRoster: boolean;
  isStaff: boolean;
  /** It is said of an update that is not applied: before it and now the live roster is the same. */
  isAboutUpdate?: boolean;
}): string {
  const who = isStaff ? 'the district’s staff and families' : 'your staff and families';
  if (!hasRoster) return `No roster is live now, so ${who} see nothing.`;
  return isAboutUpdate
    ? `The live roster is unchanged, and ${who} still see it.`
    : `${who[0]?.toUpperCase()}${who.slice(1)} see the live roster.`;
}
