import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepStartedWith } from '@/lib/server/local/started-with';
import { findConnector } from './environment';

const SECRET = 'a secret that is long enough to pass';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'connector-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string) => writeFileSync(path.join(folder, name), content);

async function withListener(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await work(typeof address === 'object' && address ? address.port : 0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('findConnector', () => {
  test('finds what a start keeps in its data folder', () =>
    withListener(async (port) => {
      put('secret', `${SECRET}\n`);
      put('postgres-app-password', 'pass/word\n');
      put('postgres-port', `${port}\n`);
      expect(await findConnector({ CONNECTOR_DATA_DIR: folder, SFTP_PORT: '2300' })).toEqual({
        ok: true,
        env: {
          CONNECTOR_DATA_DIR: folder,
          SFTP_PORT: '2300',
          CONNECTOR_SECRET: SECRET,
          DATABASE_URL: `postgresql://connector_app:pass%2Fword@127.0.0.1:${port}/connector`,
          CONNECTOR_LOG_LEVEL: 'silent',
        },
      });
    }));

  test('tells the ports and addresses its start was given, unless told others', () =>
    withListener(async (port) => {
      put('secret', SECRET);
      put('postgres-app-password', 'x');
      put('postgres-port', String(port));
      keepStartedWith(folder, {
        PORT: '3100',
        SFTP_PORT: '2300',
        CONNECTOR_PUBLIC_URL: 'https://connect.example.org',
        CONNECTOR_SECRET: SECRET,
        SMTP_URL: 'smtp://user:password@mail.example.org',
      });
      expect(
        await findConnector({ CONNECTOR_DATA_DIR: folder, SFTP_PORT: '2400', PORT: '' }),
      ).toMatchObject({
        ok: true,
        env: {
          PORT: '3100',
          SFTP_PORT: '2400',
          CONNECTOR_PUBLIC_URL: 'https://connect.example.org',
        },
      });
      expect(readFileSync(path.join(folder, 'started-with.json'), 'utf8')).not.toMatch(
        /password|secret that/,
      );
      const elsewhere = await findConnector({
        CONNECTOR_DATA_DIR: folder,
        CONNECTOR_SECRET: `another ${SECRET}`,
        DATABASE_URL: 'postgres://somewhere/else',
      });
      expect(elsewhere.ok && elsewhere.env.PORT).toBeUndefined();
    }));

  test('does without the settings of a start that left none, or something else', () =>
    withListener(async (port) => {
      put('secret', SECRET);
      put('postgres-app-password', 'x');
      put('postgres-port', String(port));
      put('started-with.json', '{"PORT": ');
      const settled = await findConnector({ CONNECTOR_DATA_DIR: folder });
      expect(settled.ok && settled.env.PORT).toBeUndefined();
    }));

  test('takes the database of the environment and the secret of the folder', async () => {
    put('secret', SECRET);
    const DATABASE_URL = 'postgres://somewhere/else';
    expect(await findConnector({ CONNECTOR_DATA_DIR: folder, DATABASE_URL })).toMatchObject({
      ok: true,
      env: { DATABASE_URL, CONNECTOR_SECRET: SECRET },
    });
  });

  test('says that nothing runs when the port of the folder is silent', async () => {
    let silentPort = 0;
    await withListener(async (port) => void (silentPort = port));
    put('secret', SECRET);
    put('postgres-app-password', 'x');
    put('postgres-port', String(silentPort));
    expect(await findConnector({ CONNECTOR_DATA_DIR: folder })).toMatchObject({
      ok: false,
      code: 'NOT_RUNNING',
      message: expect.stringContaining(folder),
    });
  });

  test('refuses a value that cannot be', async () => {
    expect(await findConnector({ SFTP_PORT: 'many' })).toMatchObject({
      ok: false,
      code: 'USAGE',
      message: expect.stringContaining('SFTP_PORT'),
    });
  });
});
