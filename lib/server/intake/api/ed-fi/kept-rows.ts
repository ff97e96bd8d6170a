import type { AppContext } from '../../../app-context';
import { readKept } from '../pulls/keep-page';
import type { PullRow } from '../pulls/pull-row';

/** The rows of a collection's last reading, a page at a time; none where it was left out. */
export async function* keptRows(
  ctx: AppContext,
  row: PullRow,
  name: string,
): AsyncGenerator<readonly unknown[]> {
  const collection = row.collections.find((each) => each.name === name);
  if (!collection || collection.leftOutCode !== null) return;
  const pages = await ctx.db.prisma.pullPage.findMany({
    where: {
      tenantId: row.tenantId,
      pullId: row.id,
      collection: name,
      restart: collection.restarts,
    },
    orderBy: { ordinal: 'asc' },
    select: { storageKey: true },
  });
  for (const { storageKey } of pages)
    yield JSON.parse(
      (await readKept(ctx.storage, storageKey)).toString('utf8'),
    ) as readonly unknown[];
}
