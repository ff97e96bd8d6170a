import type { ClassFacts, PeopleFacts } from '@/lib/core/circuit-break/first-roster-gate';

/** A part of a plan: how many changes of one kind in one school, and which (by hash). */
export interface PlanGroup {
  entity: string;
  action: 'ADD' | 'UPDATE' | 'REMOVE' | 'REACTIVATE';
  schoolSourcedId: string;
  count: number;
  cascadeCount: number;
  hashSum: string;
}

/** What a first roster's gate asks of it, counted while the rest of it is still read. */
export interface FirstRosterFacts {
  people: PeopleFacts;
  classes: ClassFacts;
}

/** What would change, by size, and how many rows stand staged for it. */
export interface Plan {
  groups: PlanGroup[];
  counts: Record<string, number>;
  /** Of a first roster alone. */
  firstRoster: FirstRosterFacts | null;
}
