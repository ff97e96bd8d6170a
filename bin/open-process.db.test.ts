// Processes of ours that start before their database does: each waits, says so once, and then is what it is.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '@/lib/server/local/free-port';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { openDatabaseGate, type Shut } from '@/lib/testing/database-gate';
import { eventually } from '@/lib/testing/sftp';

/** A process loads the whole server first, and a busy machine multiplies that. */
const timeout = 240_000;
const LONG_SECONDS = 200;

let ctx: TestContext;
const children: ChildProcess[] = [];

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await ctx.close();
});

function startProcess(file: string, databaseUrl: string, port: number) {
  let text = '';
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      CONNECTOR_DATABASE_WAIT_SECONDS: String(LONG_SECONDS),
      CONNECTOR_SECRET: ctx.settings.secret,
      CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
      CONNECTOR_LOG_LEVEL: 'info',
      SFTP_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

const WAITING = 'database not reachable yet';
const timesIn = (text: string, part: string): number => text.split(part).length - 1;

const BEGINNINGS: [file: string, shut: Shut][] = [
  ['bin/worker.ts', { says: '57P03' }],
  ['bin/sftp.ts', 'GONE'],
  ['bin/migrate.ts', 'CUT'],
];

test(
  'worker, SFTP server and migration wait for a database that is not there yet',
  { timeout },
  async () => {
    const port = await findFreePort();
    const gates = await Promise.all(
      BEGINNINGS.map(([, shut]) => openDatabaseGate(ctx.databaseUrl, shut)),
    );
    const processes = BEGINNINGS.map(([file], index) =>
      startProcess(file, gates[index]?.url ?? '', port),
    );
    const [worker, sftp, migrate] = processes;
    if (!worker || !sftp || !migrate) throw new Error('not started');
    const migrated = once(migrate.child, 'exit');
    for (const { said } of processes)
      await eventually(said, (text) => text.includes(WAITING), LONG_SECONDS);
    for (const gate of gates) await gate.open();
    await eventually(worker.said, (text) => text.includes('worker started'), LONG_SECONDS);
    await eventually(sftp.said, (text) => text.includes('SFTP server listening'), LONG_SECONDS);
    expect(await migrated).toEqual([0, null]);
    for (const { said } of processes) expect(timesIn(said(), WAITING)).toBe(1);
    for (const { child } of [worker, sftp]) {
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
    for (const gate of gates) await gate.close();
  },
);
