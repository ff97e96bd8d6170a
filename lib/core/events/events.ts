/**
 * What happened to a district that others may be told of, by the names it is told under (docs/decisions/064-an-outbox-for-events.md).
 * A name that was told is never changed. Ids, codes and counts only: who may read more reads it where it stands.
 */
export interface EventPayloads {
  /** A new version of the same review replaces the one before it: nothing else is told of that one. */
  'roster.held': { connectionId: number; runId: number; breakId: number; version: number };
  /** Approved; it is applied next, unless it is held again or fails. A count that is null: all of it. */
  'roster.approved': {
    connectionId: number;
    runId: number;
    breakId: number;
    version: number;
    scope: 'ALL' | 'ADDITIONS' | 'SLICE';
    applyCount: number | null;
  };
  /** A held update that will not be applied. */
  'roster.discarded': {
    connectionId: number;
    runId: number;
    breakId: number;
    version: number;
    because: 'REJECTED' | 'EXPIRED' | 'SUPERSEDED';
  };
  'roster.applied': { connectionId: number; runId: number; isFirst: boolean };
  /**
   * What was approved, or checked and to be applied, was not, by a fault of ours: nothing of it is live. Where a person
   * tries it again, `roster.applied` comes after it.
   */
  'roster.failed': { connectionId: number; runId: number; code: string };
  /** The first roster of a district is live. */
  'roster.live': { connectionId: number; runId: number };
  'roster.undone': {
    connectionId: number;
    runId: number;
    part: 'WHOLE' | 'REMOVALS';
    wasFirst: boolean;
  };
  'connection.paused': { connectionId: number };
  'connection.resumed': { connectionId: number };
}

export type EventKind = keyof EventPayloads;

/** Kept so long; whoever reads on from before then has missed some and reads everything anew. */
export const EVENT_DAYS = 30;
