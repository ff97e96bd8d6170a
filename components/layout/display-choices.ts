/**
 * What somebody chose about the look of every page: the side navigation folded to its icons, rows of tables close together. Kept per
 * browser in cookies that the server reads, so that a page comes as it was left; `<html>` has them as data attributes.
 */
export const displayChoices = {
  isRailFolded: { cookie: 'display-rail', attribute: 'data-rail', value: 'folded' },
  isCompact: { cookie: 'display-rows', attribute: 'data-rows', value: 'compact' },
} as const;

export type DisplayChoice = keyof typeof displayChoices;

/** The attributes of `<html>` by what the cookies say; what they do not know is as if not chosen. */
export function displayAttributes(
  readCookie: (name: string) => string | undefined,
): Record<string, string> {
  const chosen = Object.values(displayChoices).filter(
    ({ cookie, value }) => readCookie(cookie) === value,
  );
  return Object.fromEntries(chosen.map(({ attribute, value }) => [attribute, value]));
}
