import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { beginDelivery, receiveDelivery, recordProgress } from '../../intake/deliveries';
import { SftpEventLog } from '../../intake/sftp/event-log';
import { assembleSyncRuns } from '../../sync-runs/assemble';
import { findConnectionPulse } from './connection-pulse';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('whatever happens is another pulse, and what others do is none', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const other = await createConnection(ctx, await createTenant(ctx));
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  let last = '';
  const isNews = async (): Promise<boolean> => {
    const pulse = await findConnectionPulse(ctx, key.tenantId, key.connectionId);
    const isOther = pulse !== last;
    last = pulse;
    return isOther;
  };
  const log = async (connectionId: number | null): Promise<void> => {
    const events = new SftpEventLog(ctx);
    events.record({ connectionId, kind: 'CONNECTED', sourceAddress: '192.0.2.7' });
    await events.stop();
    ctx.clock.advance(1000);
  };
  await isNews();
  expect(await isNews()).toBe(false);
  await log(other.id);
  expect(await isNews()).toBe(false);
  await log(connection.id);
  expect(await isNews()).toBe(true);
  // Somebody who was cut off before the sign-in may be of this district.
  await log(null);
  expect(await isNews()).toBe(true);

  const { id, writer } = await beginDelivery(ctx, key, {
    ...{ fileName: 'users.csv', sourceAddress: '192.0.2.7' },
  });
  await writer.close();
  expect(await isNews()).toBe(true);
  await recordProgress(ctx, [{ tenantId: key.tenantId, deliveryId: id, byteCount: 10 }]);
  expect(await isNews()).toBe(true);
  await receiveDelivery(ctx, key, id, { byteCount: 12, sha256: '0'.repeat(64) });
  expect(await isNews()).toBe(true);
  await assembleSyncRuns(ctx);
  expect(await isNews()).toBe(true);
  expect(await isNews()).toBe(false);
});
