import type { PlainDate } from '../calendar/plain-date';

export interface QueueFacts {
  readonly breakId: number;
  readonly openedAt: Date;
  /** In the district's own days. */
  readonly openedDate: PlainDate;
  readonly needsSecondPerson: boolean;
  readonly peopleRemoved: number;
  readonly removed: number;
}

/**
 * Oldest and riskiest first: by the day they came, and within a day whatever needs two people, then what
 * would remove most people, then most records.
 */
export function compareInQueue(a: QueueFacts, b: QueueFacts): number {
  return (
    a.openedDate.localeCompare(b.openedDate) ||
    Number(b.needsSecondPerson) - Number(a.needsSecondPerson) ||
    b.peopleRemoved - a.peopleRemoved ||
    b.removed - a.removed ||
    a.openedAt.getTime() - b.openedAt.getTime() ||
    a.breakId - b.breakId
  );
}
