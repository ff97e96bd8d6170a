/** The section of a district's first page about its way to a live site. */
export const GOING_LIVE_ID = 'going-live';
export const goingLivePath = (slug: string): string => `/districts/${slug}#${GOING_LIVE_ID}`;
