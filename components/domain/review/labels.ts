import type { DueState } from '@/lib/core/review/review-clock';

/** Words of a review's clock and of the question to its district; the same in the queue and on the page. */
export const dueLabels: Record<DueState, string> = {
  stopped: 'Paused: the clock stands',
  'in-time': 'In time',
  overdue: '! Overdue',
  breached: '! Promise missed',
};

export const askedLabels = {
  'not-asked': 'Not asked',
  waiting: '… Asked, no answer yet',
  expected: '✓ Expects it',
  stop: '✕ Says stop',
  'no-answer': 'Asked, not answered',
} as const;
