import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '@/lib/server/db';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { checkHealth } from './check-health';
import { checkRole } from './check-role';
import { writeHeartbeat } from './heartbeat';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
beforeEach(async () => {
  await ctx.asOwner('TRUNCATE process_heartbeat, outbox_mail, mail_answer');
});
afterAll(() => ctx.close());

const beat = (process: 'web' | 'worker' | 'sftp') =>
  writeHeartbeat(ctx, process, `${process}-1`, ctx.clock.now());

test('everything up is ok; the disk of this machine may be full', async () => {
  await beat('worker');
  await beat('sftp');
  const { status, checks } = await checkHealth(ctx);
  expect(status).not.toBe('failed');
  expect(checks).toMatchObject({
    database: { status: 'ok' },
    migrations: { status: 'ok', count: 0 },
    worker: { status: 'ok', count: 1, ageSeconds: 0 },
    sftp: { status: 'ok', count: 1 },
    mail: { status: 'ok', count: 0, ageSeconds: null },
  });
});

test('a process is up for thirty seconds after its last sign', async () => {
  await beat('worker');
  ctx.clock.advance(29_000);
  expect((await checkHealth(ctx)).checks.worker.status).toBe('ok');
  ctx.clock.advance(1_000);
  const { status, checks } = await checkHealth(ctx);
  expect(status).toBe('failed');
  expect(checks.worker).toMatchObject({ status: 'failed', ageSeconds: 30 });
  expect(checks.sftp.reason).toBe(
    'The SFTP server has never been seen. Districts cannot send files.',
  );
});

test('instances not seen for a day are forgotten', async () => {
  await beat('worker');
  ctx.clock.advance(25 * 3600_000);
  await writeHeartbeat(ctx, 'worker', 'worker-2', ctx.clock.now());
  const rows = await ctx.db.prisma.processHeartbeat.findMany();
  expect(rows.map((row) => row.instanceId)).toEqual(['worker-2']);
});

test('mail that waits a quarter of an hour is a warning', async () => {
  await ctx.db.prisma.outboxMail.create({
    data: {
      kind: 'invitation',
      toAddress: 'a@example.org',
      subject: 's',
      text: 't',
      html: 'h',
      createdAt: ctx.clock.now(),
      nextAttemptAt: ctx.clock.now(),
    },
  });
  ctx.clock.advance(901_000);
  expect((await checkHealth(ctx)).checks.mail).toMatchObject({ status: 'warning', count: 1 });
});

test('a migration the database has not had fails', async () => {
  await ctx.asOwner(
    'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
  );
  expect((await checkHealth(ctx)).checks.migrations).toMatchObject({ status: 'failed', count: 1 });
});

test('a database that does not answer is said, not thrown', async () => {
  const nobody = openDatabase('postgresql://postgres:x@127.0.0.1:1/none');
  const { status, checks } = await checkHealth({ ...ctx, db: nobody });
  await nobody.close();
  expect(status).toBe('failed');
  expect(checks.database.status).toBe('failed');
  expect(checks.worker.status).toBe('unknown');
});

test('the role of every process is known, and one that may more is a warning', async () => {
  expect(await checkRole(ctx)).toEqual({
    status: 'ok',
    reason: 'Processes work as connector_app, which owns no live table.',
  });
  const asSuperuser = openDatabase(ctx.ownerUrl);
  await asSuperuser.pool.query('SELECT 1');
  const { status, reason } = await checkRole(ctx);
  await asSuperuser.close();
  expect(status).toBe('warning');
  expect(reason).toMatch(
    /^Processes work as \w+, which is a superuser: .* ALTER ROLE connector_app LOGIN/,
  );
});
