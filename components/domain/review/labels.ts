import type { DueState } from '@/lib/core/review/review-clock';

/** Words of a review's clock and of the question to its district; the same in the queue and on the page. */
export const dueLabels: Record<DueState, string> = {
  stopped: 'Paused: deadline on hold',
  'in-time': 'On time',
  overdue: '! Overdue',
  breached: '! Past the promised time',
};

export const askedLabels = {
  'not-asked': 'Not asked',
  waiting: '… Asked, no answer yet',
  expected: '✓ Expected',
  stop: '✕ Said stop',
  'no-answer': 'Asked, no answer',
} as const;
