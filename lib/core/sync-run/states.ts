/**
 * One place knows every state of a sync run, the moves between them and the times they stamp. Moves
 * that are not in the table are refused, so a step that runs twice cannot take a run backwards.
 */
export const syncRunStates = [
  'RECEIVING',
  'QUEUED',
  'PROCESSING',
  'HELD',
  'DEFERRED',
  'APPLYING',
  'APPLIED',
  'NO_CHANGE',
  'INCOMPLETE',
  'INVALID',
  'REJECTED',
  'SUPERSEDED',
  'EXPIRED',
  'FAILED',
] as const;

export type SyncRunState = (typeof syncRunStates)[number];

export type SyncRunTimestamp =
  | 'receivingAt'
  | 'queuedAt'
  | 'processingAt'
  | 'heldAt'
  | 'deferredAt'
  | 'applyingAt'
  | 'appliedAt'
  | 'finishedAt';

type StateFacts = {
  readonly isFinal: boolean;
  readonly movesTo: readonly SyncRunState[];
  /** The column that records when a run entered this state; final states share finishedAt. */
  readonly stamps: SyncRunTimestamp;
};

const table: Record<SyncRunState, StateFacts> = {
  RECEIVING: { isFinal: false, stamps: 'receivingAt', movesTo: ['QUEUED', 'INCOMPLETE'] },
  QUEUED: { isFinal: false, stamps: 'queuedAt', movesTo: ['PROCESSING'] },
  PROCESSING: {
    isFinal: false,
    stamps: 'processingAt',
    movesTo: ['HELD', 'DEFERRED', 'NO_CHANGE', 'INVALID', 'FAILED'],
  },
  // A held or deferred plan whose baseline moved (an undo, for instance) goes back to QUEUED: a plan is
  // worked out again, never bent to fit.
  HELD: {
    isFinal: false,
    stamps: 'heldAt',
    movesTo: ['APPLYING', 'REJECTED', 'SUPERSEDED', 'EXPIRED', 'QUEUED'],
  },
  // Checked and passed, waiting for the connection's apply slot. "On arrival" passes through here too.
  DEFERRED: {
    isFinal: false,
    stamps: 'deferredAt',
    movesTo: ['APPLYING', 'SUPERSEDED', 'QUEUED'],
  },
  APPLYING: { isFinal: false, stamps: 'applyingAt', movesTo: ['APPLIED', 'FAILED'] },
  // An undo leaves the run APPLIED and sets undoneAt: it did happen.
  APPLIED: { isFinal: true, stamps: 'appliedAt', movesTo: [] },
  NO_CHANGE: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  INCOMPLETE: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  INVALID: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  REJECTED: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  SUPERSEDED: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  EXPIRED: { isFinal: true, stamps: 'finishedAt', movesTo: [] },
  // Our fault, so the only final state with a way back: the same files are tried again, and what was approved
  // goes on with applying exactly that.
  FAILED: { isFinal: true, stamps: 'finishedAt', movesTo: ['QUEUED', 'APPLYING'] },
};

export const finalStates: readonly SyncRunState[] = syncRunStates.filter(isFinal);

export function isFinal(state: SyncRunState): boolean {
  return table[state].isFinal;
}

export function canMove(from: SyncRunState, to: SyncRunState): boolean {
  return table[from].movesTo.includes(to);
}

/** Refuses a move that is not in the table; a caller that expects a refusal asks `canMove` first. */
export function requireMove(from: SyncRunState, to: SyncRunState): void {
  if (!canMove(from, to)) throw new Error(`A sync run cannot move from ${from} to ${to}.`);
}

/** Only finishedAt is ever cleared; the others keep the last time a run entered their state. */
export type TimestampChanges = { readonly finishedAt: Date | null } & {
  readonly [column in Exclude<SyncRunTimestamp, 'finishedAt'>]?: Date;
};

/**
 * The timestamp columns to write when a run enters `to` at `at`. Every final state sets finishedAt and
 * every other clears it, so that "is it over" is one column also after a retry.
 */
export function timestampsFor(to: SyncRunState, at: Date): TimestampChanges {
  const finishedAt = isFinal(to) ? at : null;
  const column = table[to].stamps;
  return column === 'finishedAt' ? { finishedAt } : { finishedAt, [column]: at };
}

/** A newer set in one of these has taken the place of one that failed. */
export const replacingStates: readonly SyncRunState[] = [
  'HELD',
  'DEFERRED',
  'APPLIED',
  'NO_CHANGE',
];
