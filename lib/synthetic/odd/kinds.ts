// Every kind of odd form there is: a new one is one more entry.
import { ATTENDANCE_KINDS } from './attendance-kinds';
import { LATER_DAY_KINDS } from './later-day-kinds';
import type { OddKind } from './odd-kind';
import { ROSTER_KINDS } from './roster-kinds';

export const ODD_KINDS: readonly OddKind[] = [
  ...ROSTER_KINDS,
  ...LATER_DAY_KINDS,
  ...ATTENDANCE_KINDS,
];
