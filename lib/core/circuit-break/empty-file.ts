// A file without rows removes nobody and makes its set INVALID. Where a district means it, two people may say so
// about exactly these bytes (docs/policy.md, "Missing, empty and odd files"). What follows from it is held like any other change.

/** How long it may be confirmed and used, from the first statement on. */
export const EMPTY_FILE_DAYS = 7;

const DAY_MS = 24 * 3_600_000;

export interface EmptyFileAllowance {
  readonly fileName: string;
  readonly sha256: string;
  readonly expiresAt: Date;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
  readonly usedByRunId: number | null;
  /** A later run had rows in this file: the district does not mean it any more. */
  readonly hasRowsSince: boolean;
}

export type EmptyFileState = 'waiting' | 'confirmed' | 'used' | 'ended' | 'outdated' | 'expired';

export const emptyFileLabels: Record<EmptyFileState, string> = {
  waiting: 'Waiting for a second person',
  confirmed: 'Confirmed by two people',
  used: 'Used',
  ended: 'Withdrawn',
  outdated: 'Over: the file has since arrived with rows',
  expired: 'Expired',
};

export function emptyFileExpiresAt(askedAt: Date): Date {
  return new Date(askedAt.getTime() + EMPTY_FILE_DAYS * DAY_MS);
}

export function emptyFileState(allowance: EmptyFileAllowance, now: Date): EmptyFileState {
  if (allowance.usedByRunId !== null) return 'used';
  if (allowance.endedAt) return 'ended';
  if (allowance.hasRowsSince) return 'outdated';
  if (allowance.expiresAt <= now) return 'expired';
  return allowance.confirmedAt ? 'confirmed' : 'waiting';
}

/**
 * May this run read the file as a full copy without rows? The run that did may do so again, also after a crash and
 * after the allowance expired: its plan is worked out from the same bytes.
 */
export function mayReadAsEmpty(
  allowance: EmptyFileAllowance,
  file: { readonly runId: number; readonly fileName: string; readonly sha256: string },
  now: Date,
): boolean {
  if (allowance.fileName !== file.fileName || allowance.sha256 !== file.sha256) return false;
  if (allowance.usedByRunId !== null) return allowance.usedByRunId === file.runId;
  return emptyFileState(allowance, now) === 'confirmed';
}
