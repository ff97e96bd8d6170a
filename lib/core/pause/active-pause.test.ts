import { expect, test } from 'vitest';
import { activePause } from './active-pause';

const summer = { startDate: '2026-06-12', endDate: '2026-07-30' };
const move = { startDate: '2026-07-20', endDate: '2026-08-03' };

test.each([
  ['the day before', '2026-06-11', null],
  ['its first day', '2026-06-12', summer],
  ['its last day', '2026-08-03', move],
  ['two at once: the longer one', '2026-07-25', move],
  ['the day after', '2026-08-04', null],
])('%s', (_name, date, expected) => {
  expect(activePause([summer, move], date)).toEqual(expected);
  expect(activePause([move, summer], date)).toEqual(expected);
});
