// What the worker does, how often, and whether every worker does it or one for all. What each job calls stands in
// lib/server/jobs/work.ts under the same name.

export interface ScheduledJob {
  /** For the people who look after the service. */
  does: string;
  everySeconds: number;
  /**
   * EVERY_WORKER: each looks for work, sooner when the database tells it of some; locks keep two from taking the same.
   * ONE_WORKER: whoever comes first, once in the time given, however many there are.
   */
  by: 'EVERY_WORKER' | 'ONE_WORKER';
  /** Loops of one worker that do this at the same time; one where it is left out. */
  loops?: number;
}

export const SCHEDULE = {
  'roster-sets': {
    does: 'collect the roster files that belong together',
    everySeconds: 2,
    by: 'EVERY_WORKER',
  },
  'roster-runs': {
    does: 'check, apply and undo roster updates',
    everySeconds: 2,
    by: 'EVERY_WORKER',
    // Two, so that a large district does not make the others wait.
    loops: 2,
  },
  pulls: {
    does: 'fetch from the APIs of districts',
    everySeconds: 2,
    by: 'EVERY_WORKER',
  },
  'connection-tests': {
    does: 'test the connections to APIs that people asked to be tested',
    everySeconds: 2,
    by: 'EVERY_WORKER',
  },
  'nightly-pulls': {
    does: 'begin the nightly pulls of districts',
    everySeconds: 60,
    by: 'ONE_WORKER',
  },
  'attendance-pulls': {
    does: 'begin the pulls of attendance in school hours',
    everySeconds: 60,
    by: 'ONE_WORKER',
  },
  'attendance-runs': {
    does: 'read attendance files',
    everySeconds: 2,
    by: 'EVERY_WORKER',
  },
  mail: { does: 'send mail', everySeconds: 2, by: 'EVERY_WORKER' },
  webhooks: {
    does: 'send webhooks',
    everySeconds: 2,
    by: 'EVERY_WORKER',
    // Two, so that a slow receiver does not make the others wait.
    loops: 2,
  },
  'frozen-workers': {
    does: 'take over from stalled workers',
    everySeconds: 5,
    by: 'EVERY_WORKER',
  },
  'review-deadlines': {
    does: 'remind people of reviews, and end those without newer files',
    everySeconds: 60,
    by: 'ONE_WORKER',
  },
  'staged-rows': {
    does: 'delete the staged rows of runs that ended',
    everySeconds: 20,
    by: 'ONE_WORKER',
  },
  'district-statuses': {
    does: 'keep the list of districts up to date',
    everySeconds: 5,
    by: 'ONE_WORKER',
  },
  'late-files': {
    does: 'tell districts whose files stopped arriving',
    everySeconds: 300,
    by: 'ONE_WORKER',
  },
  baselines: {
    does: 'prepare what the next files of large districts are compared with',
    everySeconds: 10,
    by: 'ONE_WORKER',
  },
  retention: {
    does: 'delete data past its retention time',
    everySeconds: 3600,
    by: 'ONE_WORKER',
  },
} as const satisfies Record<string, ScheduledJob>;

export type JobName = keyof typeof SCHEDULE;

export const JOB_NAMES = Object.keys(SCHEDULE) as JobName[];

export const scheduledJob = (name: JobName): ScheduledJob => SCHEDULE[name];
