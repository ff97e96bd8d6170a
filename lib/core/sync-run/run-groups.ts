import type { SyncRunState } from './states';

/** What somebody looks for in a list of runs; each is one or more states. */
export const runGroups = ['working', 'review', 'ready', 'applied', 'problem'] as const;
export type RunGroup = (typeof runGroups)[number];

export const statesOfGroup: Record<RunGroup, readonly SyncRunState[]> = {
  working: ['RECEIVING', 'QUEUED', 'PROCESSING', 'APPLYING'],
  review: ['HELD'],
  ready: ['DEFERRED'],
  applied: ['APPLIED', 'NO_CHANGE'],
  problem: ['INVALID', 'INCOMPLETE', 'REJECTED', 'EXPIRED', 'FAILED'],
};

export const runGroupLabels: Record<RunGroup, string> = {
  working: 'Arriving or being checked',
  review: 'Under review',
  ready: 'Ready, waiting for their time',
  applied: 'Applied or without change',
  problem: 'Not applied',
};
