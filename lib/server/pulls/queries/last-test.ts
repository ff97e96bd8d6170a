import type { TestLine } from '@/lib/core/pulls/connection-test';
import type { AppContext } from '../../app-context';

export interface ListedTest {
  id: number;
  askedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  lines: TestLine[];
  hasSample: boolean;
}

/** The newest test of a connection; null before the first. */
export async function findLastTest(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
): Promise<ListedTest | null> {
  const row = await ctx.db.prisma.apiTest.findFirst({
    where: { tenantId, connectionId },
    orderBy: { id: 'desc' },
    select: { id: true, askedAt: true, finishedAt: true, lines: true, sampleKey: true },
  });
  if (!row) return null;
  const { sampleKey, lines, ...rest } = row;
  return { ...rest, lines: lines as TestLine[], hasSample: sampleKey !== null };
}
