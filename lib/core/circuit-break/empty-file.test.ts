import { describe, expect, it } from 'vitest';
import {
  emptyFileExpiresAt,
  emptyFileState,
  mayReadAsEmpty,
  type EmptyFileAllowance,
  type EmptyFileState,
} from './empty-file';

const at = (day: number): Date => new Date(Date.UTC(2026, 8, day, 15));
const ASKED = at(1);

const confirmed: EmptyFileAllowance = {
  fileName: 'enrollments.csv',
  sha256: 'aa',
  expiresAt: emptyFileExpiresAt(ASKED),
  confirmedAt: at(2),
  endedAt: null,
  usedByRunId: null,
  hasRowsSince: false,
};
const file = { runId: 12, fileName: 'enrollments.csv', sha256: 'aa' };

describe('an allowance of a file without rows', () => {
  it.each<[string, Partial<EmptyFileAllowance>, Date, EmptyFileState]>([
    ['is confirmed', {}, at(3), 'confirmed'],
    ['waits while one person alone said so', { confirmedAt: null }, at(3), 'waiting'],
    ['lasts seven days', {}, new Date(at(8).getTime() - 1), 'confirmed'],
    ['expires after seven days', {}, at(8), 'expired'],
    ['expires also where nobody confirmed', { confirmedAt: null }, at(8), 'expired'],
    ['is used up by a run', { usedByRunId: 12 }, at(3), 'used'],
    ['stays used after its time', { usedByRunId: 12 }, at(9), 'used'],
    ['is taken back', { endedAt: at(2) }, at(3), 'ended'],
    ['is over when the file came with rows', { hasRowsSince: true }, at(3), 'outdated'],
  ])('%s', (_, values, now, state) => {
    expect(emptyFileState({ ...confirmed, ...values }, now)).toBe(state);
  });

  it.each<[string, Partial<EmptyFileAllowance>, Partial<typeof file>, Date, boolean]>([
    ['the file of these bytes', {}, {}, at(3), true],
    ['not other bytes', {}, { sha256: 'bb' }, at(3), false],
    ['not another file of the same bytes', {}, { fileName: 'users.csv' }, at(3), false],
    ['not before two people said so', { confirmedAt: null }, {}, at(3), false],
    ['not after seven days', {}, {}, at(8), false],
    ['not once taken back', { endedAt: at(2) }, {}, at(3), false],
    ['not after rows came', { hasRowsSince: true }, {}, at(3), false],
    ['not a second run', { usedByRunId: 11 }, {}, at(3), false],
    ['the run that used it, again', { usedByRunId: 12 }, {}, at(9), true],
    ['not other bytes of that run', { usedByRunId: 12 }, { sha256: 'bb' }, at(3), false],
  ])('lets read: %s', (_, values, other, now, may) => {
    expect(mayReadAsEmpty({ ...confirmed, ...values }, { ...file, ...other }, now)).toBe(may);
  });
});
