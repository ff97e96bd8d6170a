/** The deadlines of a review (docs/policy.md, "Deadlines"). Nothing here approves anything. */
import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date';
import { localDate, startOfLocalDay } from '../calendar/zoned-time';
import { addBusinessMinutes, businessDayMinutes, runningMs, type ClockStop } from './business-time';

const hour = 60;
const dayMs = 86_400_000;

const limits = {
  firstLook: 4 * hour,
  decision: businessDayMinutes,
  breach: 2 * businessDayMinutes,
  tightFirstLook: hour,
  tightDecision: 4 * hour,
  reminder: 4 * hour,
};

const tightDays = 10;
export const expiryDays = 7;
const staffReminderAfterDays = 3;

export interface ReviewClockFacts {
  readonly openedAt: Date;
  readonly timeZone: string;
  readonly firstDayOfSchoolDate: PlainDate | null;
  readonly stops: readonly ClockStop[];
}

export interface ReviewClock {
  readonly firstLookDueAt: Date;
  readonly decisionDueAt: Date;
  /** When the district is told that the promise was missed. */
  readonly breachAt: Date;
  /** The first day of school is near: everything is due sooner. */
  readonly isTightened: boolean;
  readonly isStopped: boolean;
}

export function reviewClock(facts: ReviewClockFacts, now: Date): ReviewClock {
  const { openedAt, timeZone, stops } = facts;
  const after = (start: Date, minutes: number) =>
    addBusinessMinutes(start, minutes, { timeZone, stops, now });
  const tightFrom = tightenedFrom(facts);
  const due = (minutes: number, tightMinutes: number): Date => {
    const normal = after(openedAt, minutes);
    return tightFrom ? earlier(normal, after(tightFrom, tightMinutes)) : normal;
  };
  const decisionDueAt = due(limits.decision, limits.tightDecision);
  return {
    firstLookDueAt: due(limits.firstLook, limits.tightFirstLook),
    decisionDueAt,
    breachAt: after(openedAt, limits.breach),
    isTightened: decisionDueAt < after(openedAt, limits.decision),
    isStopped: stops.some(({ resumedAt }) => resumedAt === null),
  };
}

/** From when the shorter times run: the opening, or the tenth day before school where that comes later. */
function tightenedFrom(facts: ReviewClockFacts): Date | null {
  const { openedAt, timeZone, firstDayOfSchoolDate } = facts;
  if (firstDayOfSchoolDate === null) return null;
  if (daysBetween(localDate(openedAt, timeZone), firstDayOfSchoolDate) < 0) return null;
  const windowStart = startOfLocalDay(addDays(firstDayOfSchoolDate, -tightDays), timeZone);
  return windowStart > openedAt ? windowStart : openedAt;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

export function questionReminderDueAt(
  askedAt: Date,
  facts: Pick<ReviewClockFacts, 'timeZone' | 'stops'>,
  now: Date,
): Date {
  return addBusinessMinutes(askedAt, limits.reminder, { ...facts, now });
}

/** No newer files for seven days of running time. Blackouts count as stops here, and only here: people decide in them. */
export function isExpired(lastArrivalAt: Date, stops: readonly ClockStop[], now: Date): boolean {
  return runningMs(lastArrivalAt, now, stops) >= expiryDays * dayMs;
}

/** When that will be, if nothing comes and nothing but what is planned is paused from now on. */
export function holdEndsAt(lastArrivalAt: Date, stops: readonly ClockStop[], now: Date): Date {
  let left = Math.max(0, expiryDays * dayMs - runningMs(lastArrivalAt, now, stops));
  let from = now.getTime();
  const planned = stops
    .flatMap(({ stoppedAt, resumedAt }) =>
      resumedAt && resumedAt > now ? [{ stoppedAt, resumedAt }] : [],
    )
    .toSorted((one, other) => one.stoppedAt.getTime() - other.stoppedAt.getTime());
  for (const { stoppedAt, resumedAt } of planned) {
    const running = Math.max(0, stoppedAt.getTime() - from);
    if (running >= left) break;
    left -= running;
    from = Math.max(from, resumedAt.getTime());
  }
  return new Date(from + left);
}

/** Staff are reminded once a day after the third, as long as newer files keep coming. */
export function isStaffReminderDue(
  facts: Pick<ReviewClockFacts, 'openedAt' | 'stops'> & {
    remindedAt: Date | null;
    lastArrivalAt: Date;
  },
  now: Date,
): boolean {
  const { openedAt, stops, remindedAt, lastArrivalAt } = facts;
  if (runningMs(openedAt, now, stops) < staffReminderAfterDays * dayMs) return false;
  if (remindedAt && runningMs(remindedAt, now, stops) < dayMs) return false;
  return lastArrivalAt > (remindedAt ?? openedAt);
}

export const dueStates = ['stopped', 'in-time', 'overdue', 'breached'] as const;

export type DueState = (typeof dueStates)[number];

export function dueState(clock: ReviewClock, now: Date): DueState {
  if (clock.isStopped) return 'stopped';
  if (now >= clock.breachAt) return 'breached';
  return now >= clock.decisionDueAt ? 'overdue' : 'in-time';
}
