export interface QueueFacts {
  readonly breakId: number;
  readonly openedAt: Date;
  /** When the decision is due. */
  readonly dueAt: Date;
  readonly needsSecondPerson: boolean;
  readonly peopleRemoved: number;
  readonly removed: number;
}

/**
 * By when they are due, as the overview has them; of those due at the same time first whatever needs two people, then
 * what would remove most people, then most records.
 */
export function compareInQueue(a: QueueFacts, b: QueueFacts): number {
  return (
    a.dueAt.getTime() - b.dueAt.getTime() ||
    Number(b.needsSecondPerson) - Number(a.needsSecondPerson) ||
    b.peopleRemoved - a.peopleRemoved ||
    b.removed - a.removed ||
    a.openedAt.getTime() - b.openedAt.getTime() ||
    a.breakId - b.breakId
  );
}
