import { formatInstant } from '@/lib/core/calendar/format-instant';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import type { BannerFacts, StateText } from './facts';

/** Says when the last files came and how often they are expected: true of an export that broke and of one that was stopped. */
export function late(facts: BannerFacts): StateText {
  const { isStaff, late: files } = facts;
  const every =
    files && files.expectedEvery > 1
      ? `at least every ${files.expectedEvery} school days`
      : 'on every school day';
  return {
    title: 'Find out why no roster files arrived',
    sentences: [
      files
        ? `The last roster files arrived on ${formatInstant(files.lastSetAt, facts.timeZone, facts.now)}. They are expected ${every}.`
        : 'Roster files were expected on a school day and have not arrived.',
      isStaff
        ? 'Ask the district whether its export is still running. If it was stopped on purpose, for a break or the summer, add a blackout under Limits.'
        : `Check that the export is still running and uses a password that works. If you stopped it on purpose, for a break or the summer, tell us at ${facts.partnerSupportEmail}.`,
      liveRoster(facts),
    ],
  };
}
