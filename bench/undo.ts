// Taking an applied run back, timed from the request to its end: a day with 1 % change, then the first roster itself,
// after which nobody is left. What is promised is five minutes for 100,000 users.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { round } from './numbers';
import type { Connection, Product } from './product';
import { load } from './roster-cases';

const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const PROMISED = { seconds: 300, users: 100_000 };

export async function* measureUndo(
  product: Product,
  connection: Connection,
  folder: string,
  log: (text: string) => void,
): AsyncGenerator<Record<string, unknown>> {
  const { ctx } = product;
  const { tenantId } = connection;
  for (const day of ['first', 'churn'])
    await load(product, connection, path.join(folder, day), `undo ${day}`);
  const users = await ctx.db.prisma.rosterUser.count({ where: { tenantId } });
  // A larger district may take longer in proportion.
  const bar = PROMISED.seconds * Math.max(1, users / PROMISED.users);
  for (const name of ['next day, 1 % change', 'first load']) {
    log(`Measuring: taking back the ${name} …`);
    const seconds = await takeBack(product, connection);
    yield {
      case: `taking back: ${name}`,
      users,
      seconds: round(seconds),
      barSeconds: round(bar),
      isWithinBar: seconds <= bar,
    };
  }
}

async function takeBack({ ctx }: Product, { id, tenantId }: Connection): Promise<number> {
  const { baselineRunId } = await ctx.db.prisma.connection.findUniqueOrThrow({ where: { id } });
  if (baselineRunId === null) throw new Error('nothing is applied');
  const run = { id: baselineRunId, tenantId };
  const startedAt = performance.now();
  const asked = await requestUndo(ctx, actor, run, 'Not meant.');
  if (!asked.ok) throw new Error(`not taken back: ${asked.code}`);
  for (;;) {
    const { undoneAt, failureCode } = await ctx.db.prisma.syncRun.findFirstOrThrow({ where: run });
    if (undoneAt) return (performance.now() - startedAt) / 1000;
    if (failureCode) throw new Error(`the undo ended ${failureCode}`);
    await delay(50);
  }
}
