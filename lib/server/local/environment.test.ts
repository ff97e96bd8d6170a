import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleEnvironment, unlockFolder } from './environment';
import { StartProblem } from './start-problem';
import { readStartedWith } from './started-with';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'connector-environment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settle = (env: Record<string, string> = {}) =>
  settleEnvironment({ PORT: '0', SFTP_PORT: '0', CONNECTOR_DATA_DIR: folder, ...env });

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StartProblem)) throw new Error('it was not refused');
  return error.message;
}

test('fills in free ports and a secret that stays the same and is ours alone to read', async () => {
  const first = await settle();
  const second = await settle();
  expect(first.port).toBeGreaterThan(0);
  expect(first.env.CONNECTOR_SECRET).toMatch(/^[\w-]{43}$/);
  expect(second.env.CONNECTOR_SECRET).toBe(first.env.CONNECTOR_SECRET);
  expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

test('keeps what it settled for commands run beside it, until it ends', async () => {
  const { env } = await settle({ SFTP_PUBLIC_HOST: 'sftp.example.org' });
  expect(readStartedWith(folder)).toEqual({
    PORT: env.PORT,
    SFTP_PORT: env.SFTP_PORT,
    SFTP_PUBLIC_HOST: 'sftp.example.org',
  });
  unlockFolder(folder);
  expect(readStartedWith(folder)).toEqual({});
});

test('a bad value is refused in a sentence that names it and does not show it', async () => {
  const problem = await problemOf(settle({ SMTP_URL: 'password-without-address' }));
  expect(problem).toMatch(/^The environment value SMTP_URL cannot be used: /);
  expect(problem).not.toContain('password-without-address');
});

test('a port in use, one port for two servers, a host that is not ours', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = String(typeof address === 'object' && address ? address.port : 0);
  expect(await problemOf(settle({ SFTP_PORT: port }))).toBe(
    `SFTP_PORT: 127.0.0.1 port ${port} is in use by another program: stop it or set SFTP_PORT to another port.`,
  );
  server.close();
  expect(await problemOf(settle({ PORT: '4501', SFTP_PORT: '4501' }))).toContain('both 4501');
  expect(await problemOf(settle({ HOST: '192.0.2.1', PORT: '4501' }))).toContain('set HOST');
});

test('a data folder that cannot be made', async () => {
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  const problem = await problemOf(settle({ CONNECTOR_DATA_DIR: path.join(file, 'below') }));
  expect(problem).toMatch(/^CONNECTOR_DATA_DIR: the folder .* cannot be made \(ENOTDIR\)\.$/);
});

test('one start per data folder; a number left by a crash is no obstacle', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start.ts']);
  const lock = path.join(folder, 'start.pid');
  writeFileSync(lock, `${other.pid}\n`);
  expect(await problemOf(settle())).toContain(`in use by another start (process ${other.pid})`);
  other.kill('SIGKILL');
  await new Promise((resolve) => other.once('exit', resolve));
  await settle();
  writeFileSync(lock, `${process.ppid}\n`);
  await settle();
  unlockFolder(folder);
  expect(statSync(lock, { throwIfNoEntry: false })).toBeUndefined();
});
