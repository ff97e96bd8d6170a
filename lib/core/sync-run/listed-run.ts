import type { SyncRunState } from './states';

/** A run as lists show it: a row for whoever looks for one. */
export interface ListedRun {
  id: number;
  /** Within the district: what people call it. */
  number: number;
  tenantName: string;
  timeZone: string;
  state: SyncRunState;
  undoneAt: Date | null;
  removalsUndoneAt: Date | null;
  heldBackCount: number;
  retryAt: Date | null;
  lastArrivalAt: Date;
  fileCount: number;
  rowsRead: number;
  errorCount: number;
  warningCount: number;
  added: number;
  changed: number;
  removed: number;
}
