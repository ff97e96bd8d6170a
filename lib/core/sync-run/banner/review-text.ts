import { formatInstant } from '@/lib/core/calendar/format-instant';
import { EXPIRY_TEXT, keepAliveText } from '@/lib/core/review/keep-alive';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import { whyHeld } from '@/lib/core/sync-run/under-review-text';
import type { BannerFacts, BannerLink, StateText } from './facts';

export function underReview(facts: BannerFacts): StateText {
  const links: BannerLink[] = ['circuit-breaks'];
  const why = whyHeld(facts.review, facts);
  if (facts.review?.isFirstRoster)
    return {
      links,
      sentences: [
        'The first files have been checked. Someone at TalkingPoints reviews every first roster before it goes live.',
        ...why,
        facts.isStaff ? EXPIRY_TEXT : keepAliveText(keptAlive(facts)),
        liveRoster(facts),
        ...tooLong(facts),
      ],
      ...(facts.isStaff ? { title: 'Review the first roster' } : {}),
    };
  return {
    links,
    sentences: [
      'This is a circuit break: the update is stopped, and someone at TalkingPoints reviews its changes before any of them are applied.',
      ...why,
      'This is a normal part of the cycle and may take an additional day or so.',
      facts.isStaff ? EXPIRY_TEXT : keepAliveText(keptAlive(facts)),
      liveRoster(facts),
      ...tooLong(facts),
    ],
    ...(facts.isStaff ? { title: 'Decide on the held changes' } : {}),
  };
}

/** With the dates where they are known. */
function keptAlive({
  review,
  fetched,
  timeZone,
  now,
}: BannerFacts): Parameters<typeof keepAliveText>[0] {
  return {
    isFetched: fetched !== null,
    isFirstRoster: review?.isFirstRoster ?? false,
    keptUntil: review?.keptUntil && {
      lastCame: formatInstant(review.keptUntil.lastCameAt, timeZone, now),
      ends: formatInstant(review.keptUntil.endsAt, timeZone, now),
    },
  };
}

function tooLong({ isStaff, partnerSupportEmail }: BannerFacts): string[] {
  return isStaff
    ? []
    : [`If it has been more than two business days, write to ${partnerSupportEmail}.`];
}
