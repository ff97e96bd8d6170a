/**
 * The streams of a district's data. Each comes through one connection at a time, so that it is never in doubt which roster
 * is live and whose attendance counts; which connection that is, the table connection_feed says.
 */
export const FEEDS = ['ROSTER', 'ATTENDANCE', 'CALENDAR'] as const;

export type Feed = (typeof FEEDS)[number];
