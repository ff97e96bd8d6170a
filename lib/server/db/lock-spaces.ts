/** First keys of the advisory locks; the second is the id of what is locked. */
export const LOCK_SPACES = {
  /** Who works on a connection's roster runs; by the connection's id. */
  rosterRuns: 7_061,
  /** Who works on a district's attendance; by the tenant's id. */
  attendance: 7_062,
  /** Sessions of one attempt at a run; by the run's id. */
  rosterAttempt: 7_063,
  attendanceAttempt: 7_064,
  /** Who plays the demo: a key of its own, without a second one. */
  demo: 7_067,
  /** Sessions and sets of one connection; by its id. Not the lock of its runs: an upload does not wait for those. */
  intake: 7_302,
  /** Who changes a connection's passwords; by its id. */
  passwords: 7_303,
  /** Who stores a district's baselines; by the tenant's id. */
  baselines: 7_305,
  /** Who numbers a district's pulls; by the tenant's id. */
  pullNumbers: 7_307,
  /** Who writes the status rows of districts: a key of its own, without a second one. */
  tenantStatus: 7_306,
  /** Who renews the access token of a connection; by its id. */
  accessToken: 7_308,
  /** Events get their positions one transaction after the other; the trigger of outbox_event names it. */
  outbox: 7_304,
} as const;

/** Locks that have a text for their key, hashed behind these words. */
export type NamedLock = 'sign-in' | 'invitation' | 'other-contact' | 'colleague-invited';
