import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres';
import { findFreePort } from './free-port';

// Closed to other users, as a clone below root's home is.
const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-closed-'));
const below = path.join(folder, 'postgres');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('comes back after kill -9 with what was committed, also when its number is taken', async () => {
  const options = { folder: below, port: await findFreePort(), password: 'trial', settings: [] };
  let exits = 0;
  const first = await startEmbeddedPostgres({ ...options, onExit: () => (exits += 1) });
  expect(await ask(first.url, 'SHOW server_encoding')).toBe('UTF8');
  await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  const pidFile = path.join(below, 'data/postmaster.pid');
  const [pid, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await first.stop();
  // Another program now has the number that the file names.
  writeFileSync(pidFile, [process.pid, ...rest].join('\n'));

  const second = await startEmbeddedPostgres(options);
  expect(await ask(second.url, 'SELECT n FROM kept')).toBe(7);
  await expect(ask(second.url.replace('trial', 'wrong'), 'SELECT 1')).rejects.toMatchObject({
    code: '28P01',
  });
  await second.stop();
  await expect(ask(second.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
}, 120_000);
