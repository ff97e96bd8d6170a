import { plural } from '@/lib/core/format/numbers';
import type { Hit, SearchAnswer } from './answer';

/** The hits of all groups in the order in which arrow keys go through them. */
export function hitsOf(answer: SearchAnswer): Hit[] {
  return answer.groups.flatMap(({ hits }) => hits);
}

/** Where an arrow key leads: around the ends. */
export function stepTo(current: number, step: 1 | -1, count: number): number {
  return count === 0 ? 0 : (current + step + count) % count;
}

/** What a screen reader hears once there is an answer. */
export function spokenCount(text: string, answer: SearchAnswer): string {
  const count = hitsOf(answer).length;
  if (text === '') return '';
  return count === 0 ? `Nothing matches. ${answer.note}` : `${plural(count, 'result')}.`;
}
