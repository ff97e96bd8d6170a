// When what comes is applied, and the time of day it is said in.
import { formatInstant, formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { localDate, nextSlot } from '@/lib/core/calendar/zoned-time';
import { lookedAtAfterUndo } from '@/lib/core/sync-run/undone-text';
import type { BannerFacts } from './facts';

/** "5:06 PM CST" today, with its date on another day. */
export function clock(at: Date, { timeZone, now }: Pick<BannerFacts, 'timeZone' | 'now'>): string {
  return localDate(at, timeZone) === localDate(now, timeZone)
    ? formatTimeOfDay(at, timeZone)
    : formatInstant(at, timeZone, now);
}

export function whenApplied(facts: BannerFacts, checkedAt: Date): string {
  const afterUndo = lookedAtAfterUndo(facts);
  if (afterUndo && facts.hasRoster) return afterUndo;
  if (!facts.hasRoster)
    return 'Someone at TalkingPoints reviews every first roster before it goes live.';
  if (facts.apply.slot === 'ON_ARRIVAL')
    return 'If the set passes every check and needs no review, it is applied right away.';
  const at = nextSlot(checkedAt, facts.timeZone, facts.apply.at);
  return `If the set passes every check and needs no review, it is applied on ${formatInstant(at, facts.timeZone, facts.now)}.`;
}
