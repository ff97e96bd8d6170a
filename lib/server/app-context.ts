import type { Database } from './db';
import type { RunAttempt } from './db/run-fence';
import type { Log } from './log';
import type { Settings } from './settings';
import type { DeliveryStorage } from './storage';

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** What every function of lib/server gets as its first argument; tests make their own. */
export interface AppContext {
  db: Database;
  clock: Clock;
  storage: DeliveryStorage;
  settings: Settings;
  log: Log;
  /** Of the work on a run, by a worker. */
  attempt?: RunAttempt;
  /** From how many changes a plan has a table of its own, where a test says so. */
  largePlanFrom?: number;
}

/** Who asks: written into the audit log with what they did. */
export interface Actor {
  kind: 'person' | 'command-line' | 'worker' | 'sftp' | 'demo';
  userId: number | null;
  sourceAddress: string | null;
}
