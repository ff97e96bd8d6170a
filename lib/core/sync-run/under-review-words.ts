import { EXPIRY_WORDS, keepAliveWords } from '../review/keep-alive';

/** What an open review means to whoever reads it; undefined where the state's own words say it. */
export function underReviewWords(facts: {
  isOnboarding: boolean;
  isStaff: boolean;
}): string | undefined {
  if (facts.isStaff) {
    return facts.isOnboarding
      ? `The first files are checked. Nothing of them is live before somebody approves. ${EXPIRY_WORDS}`
      : `A circuit break stopped this update: a person decides about it. Until then the live roster stays as it is. ${EXPIRY_WORDS}`;
  }
  return facts.isOnboarding
    ? `Your first files are checked. A person at TalkingPoints looks at every first roster before it is live. ${keepAliveWords()}`
    : undefined;
}
