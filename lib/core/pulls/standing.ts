// How a connection that is fetched from stands, apart from what became of what it brought.
import type { PullState } from './pull-status';

export interface FetchedFacts {
  /** A test with the values of now passed. */
  isTested: boolean;
  /** The newest test that is over did not pass. */
  hasTestFailed: boolean;
  isScheduled: boolean;
  /** Of the newest pull that was not canceled; null before the first. */
  pullNumber: number | null;
  pullState: PullState | null;
  /** It is open, and waits because of this. Or it failed because of this. */
  troubleCode: string | null;
  isWaiting: boolean;
  /** When everything was read last, as JSON has it. */
  lastCompleteAt: string | null;
}

export type PullStanding =
  'NOT_TESTED' | 'TEST_FAILED' | 'PULLING' | 'WAITING_FOR_SOURCE' | 'PULL_FAILED' | 'FINE';

export function pullStanding(facts: FetchedFacts): PullStanding {
  if (facts.pullState === 'PLANNED' || facts.pullState === 'PULLING')
    return facts.isWaiting ? 'WAITING_FOR_SOURCE' : 'PULLING';
  if (!facts.isTested) return facts.hasTestFailed ? 'TEST_FAILED' : 'NOT_TESTED';
  return facts.pullState === 'FAILED' ? 'PULL_FAILED' : 'FINE';
}
