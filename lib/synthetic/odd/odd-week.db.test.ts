// A week of odd forms over a real SFTP server into the real product: what it makes of it beside what is right.
import { expect, test } from 'vitest';
import { createTestContext } from '@/lib/testing/database';
import { oddWeekDifferences } from '@/lib/testing/odd-week-differences';
import { playOddWeek } from '@/lib/testing/play-odd-week';
import { createOddWeek } from './odd-week';

test.each(['birch', 'cedar'])(
  'every odd form, seed %s',
  async (seed) => {
    const ctx = await createTestContext({ settings: { sftpPort: 0 } });
    try {
      const week = await createOddWeek({ seed });
      const played = await playOddWeek(ctx, week);
      const differences = [
        ...played.differences,
        ...(await oddWeekDifferences(ctx, played.tenantId, week)),
      ];
      expect(differences).toEqual([]);
    } finally {
      await ctx.close();
    }
  },
  300_000,
);
