import { formatInstant } from '@/lib/core/calendar/format-instant';
import { EXPIRY_WORDS, keepAliveWords } from '@/lib/core/review/keep-alive';
import { liveRoster } from '@/lib/core/sync-run/live-roster-words';
import { whyHeld } from '@/lib/core/sync-run/under-review-words';
import type { BannerFacts, BannerLink, StateWords } from './facts';

export function underReview(facts: BannerFacts): StateWords {
  const links: BannerLink[] = ['circuit-breaks'];
  const why = whyHeld(facts.review, facts);
  if (facts.review?.isFirstRoster)
    return {
      links,
      sentences: [
        'The first files are checked. A person at TalkingPoints looks at every first roster before it is live.',
        ...why,
        facts.isStaff ? EXPIRY_WORDS : keepAliveWords(keptAlive(facts)),
        liveRoster(facts),
        ...tooLong(facts),
      ],
      ...(facts.isStaff ? { title: 'Review the first roster' } : {}),
    };
  return {
    links,
    sentences: [
      'This is a circuit break: the update is stopped, and a person at TalkingPoints looks at its changes before any of them is applied.',
      ...why,
      'That is a normal part of the cycle and may take an additional day or so.',
      facts.isStaff ? EXPIRY_WORDS : keepAliveWords(keptAlive(facts)),
      liveRoster(facts),
      ...tooLong(facts),
    ],
    ...(facts.isStaff ? { title: 'Decide the held changes' } : {}),
  };
}

/** With the dates where they are known. */
function keptAlive({ review, timeZone, now }: BannerFacts): Parameters<typeof keepAliveWords>[0] {
  return {
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
