// When a pause runs. It begins with its first instant and is over with its last: at that one, work goes on.
import { addDays, type PlainDate } from '../calendar/plain-date';
import { startOfLocalDay } from '../calendar/zoned-time';
import { kindsThatStop, type PauseKind, type PausedWork } from './kinds-of-pause';

export interface Pause {
  kind: PauseKind;
  startsAt: Date;
  /** Null until somebody ends it. */
  endsAt: Date | null;
}

export interface Blackout extends Pause {
  kind: 'BLACKOUT';
  endsAt: Date;
}

/** From the first day to the end of the last one by the district's clocks, unless somebody ended it. Null where that was before it began. */
export function blackoutOf(
  days: { startDate: PlainDate; endDate: PlainDate; endedAt: Date | null },
  timeZone: string,
): Blackout | null {
  const startsAt = startOfLocalDay(days.startDate, timeZone);
  const lastDayOver = startOfLocalDay(addDays(days.endDate, 1), timeZone);
  const { endedAt } = days;
  const endsAt = endedAt && endedAt < lastDayOver ? endedAt : lastDayOver;
  return endsAt > startsAt ? { kind: 'BLACKOUT', startsAt, endsAt } : null;
}

/** The newest of the pauses in which this work stands still now; null while it goes on. */
export function findStop(work: PausedWork, pauses: readonly Pause[], now: Date): Pause | null {
  return stopsSince(work, pauses, { since: now, now })[0] ?? null;
}

/** Stood still at some time from `since` to now: what was made before may be out of date. */
export function wasStopped(
  work: PausedWork,
  pauses: readonly Pause[],
  span: { since: Date; now: Date },
): boolean {
  return stopsSince(work, pauses, span).length > 0;
}

function stopsSince(
  work: PausedWork,
  pauses: readonly Pause[],
  { since, now }: { since: Date; now: Date },
): Pause[] {
  const kinds = kindsThatStop(work);
  return pauses
    .filter(
      ({ kind, startsAt, endsAt }) =>
        kinds.includes(kind) && startsAt <= now && (endsAt === null || endsAt > since),
    )
    .toSorted((one, other) => other.startsAt.getTime() - one.startsAt.getTime());
}

/** In which the clock of expiry stands and the deadlines go on: stops of the deadlines are kept with each review. */
export function stopsOfExpiryAlone(
  pauses: readonly Pause[],
): { stoppedAt: Date; resumedAt: Date | null }[] {
  const ofDeadlines = kindsThatStop('REVIEW_DEADLINES');
  const kinds = kindsThatStop('EXPIRE_REVIEWS').filter((kind) => !ofDeadlines.includes(kind));
  return pauses
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ startsAt, endsAt }) => ({ stoppedAt: startsAt, resumedAt: endsAt }));
}
