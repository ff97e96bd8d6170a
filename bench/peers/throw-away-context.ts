// A database of its own and a clock that moves when it is told to, for what works in this process.
import { createTestClock } from '@/lib/testing/database';
import type { ClockedContext } from '@/lib/testing/pull-through';
import { startProduct } from '../product';

export async function* inThrowAwayContext<Value>(
  folder: string,
  work: (ctx: ClockedContext) => AsyncGenerator<Value>,
): AsyncGenerator<Value> {
  const product = await startProduct(folder, console.log, {}, { withWorker: false });
  try {
    yield* work({ ...product.ctx, clock: createTestClock('2026-09-01T08:00:00Z') });
  } finally {
    await product.stop();
  }
}
