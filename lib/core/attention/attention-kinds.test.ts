import { expect, test } from 'vitest';
import { compareUrgency, type Urgency } from './attention-kinds';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 18, hour));

test('reviews come first by when they are due, others by kind and then by who waits longest', () => {
  const items: Urgency[] = [
    { kind: 'LATE', dueAt: null, since: at(1) },
    { kind: 'REVIEW', dueAt: at(9), since: at(1) },
    { kind: 'NEAR_NAME', dueAt: null, since: at(3) },
    { kind: 'DISTRICT_ANSWERED', dueAt: at(8), since: at(2) },
    { kind: 'NEAR_NAME', dueAt: null, since: at(2) },
    { kind: 'LATE', dueAt: null, since: null },
  ];
  expect(items.sort(compareUrgency)).toEqual([
    { kind: 'DISTRICT_ANSWERED', dueAt: at(8), since: at(2) },
    { kind: 'REVIEW', dueAt: at(9), since: at(1) },
    { kind: 'NEAR_NAME', dueAt: null, since: at(2) },
    { kind: 'NEAR_NAME', dueAt: null, since: at(3) },
    { kind: 'LATE', dueAt: null, since: at(1) },
    { kind: 'LATE', dueAt: null, since: null },
  ]);
});
