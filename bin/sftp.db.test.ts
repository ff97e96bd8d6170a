// The process itself: starts from the environment, says why it cannot, stops when asked and when left alone.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  eventually,
  openFile,
  openSftp,
  sendFile,
  signInOrFail,
  answerOf,
} from '@/lib/testing/sftp';
import { generatePassword } from '@/lib/server/connections';
import { findFreePort } from '@/lib/server/local/free-port';

let ctx: TestContext;
const children: ChildProcess[] = [];

beforeAll(async () => {
  ctx = await createTestContext();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => ctx.close());

function startProcess(port: number): { child: ChildProcess; said: () => string } {
  let text = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/sftp.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: ctx.databaseUrl,
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
      CONNECTOR_LOG_LEVEL: 'info',
      SFTP_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

async function startListening(port: number): Promise<ChildProcess> {
  const { child, said } = startProcess(port);
  await eventually(said, (text) => text.includes('sftp server listening'), 30);
  return child;
}

test(
  'receives, is killed in the middle, comes back and says what was cut',
  { timeout: 60_000 },
  async () => {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant);
    const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
    const made = await generatePassword(ctx, actor, tenant.id, connection.id);
    if (!made.ok) throw new Error(made.code);
    const port = await findFreePort();
    const first = await startListening(port);
    const login = { port, userName: connection.sftpUserName, password: made.password };
    const client = await signInOrFail(login);
    client.on('error', () => {});
    const sftp = await openSftp(client);
    expect(await sendFile(sftp, 'orgs.csv', Buffer.from('kept'))).toBe('');
    const half = (await openFile(sftp, 'users.csv', 'w')).handle ?? Buffer.alloc(0);
    await answerOf((done) => sftp.write(half, Buffer.alloc(1000), 0, 1000, 0, done));

    const busy = startProcess(port);
    const [busyCode] = await once(busy.child, 'exit');
    expect(busyCode).toBe(1);
    expect(busy.said()).toContain(`cannot listen on 127.0.0.1:${port}`);
    expect(busy.said()).toContain('SFTP_PORT');

    first.kill('SIGKILL');
    await once(first, 'exit');
    // As if the machine took half a minute to come back.
    await ctx.db.prisma.delivery.updateMany({
      where: { state: 'RECEIVING' },
      data: { touchedAt: new Date(Date.now() - 31_000) },
    });
    const second = await startListening(port);
    const rows = await ctx.db.prisma.delivery.findMany({
      where: { connectionId: connection.id },
      orderBy: { id: 'asc' },
    });
    expect(rows.map((row) => [row.fileName, row.state])).toEqual([
      ['orgs.csv', 'RECEIVED'],
      ['users.csv', 'INCOMPLETE'],
    ]);
    // A heartbeat is written after the port is open, not before.
    const countInstances = () =>
      ctx.db.prisma.processHeartbeat.count({ where: { process: 'sftp' } });
    await eventually(countInstances, (count) => count === 2);
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  },
);

test('ends when its starter is gone', async () => {
  const child = await startListening(await findFreePort());
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
