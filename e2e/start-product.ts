// Starts the real thing: production pages, a database, a data folder and a mail server of its own.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { findFreePort } from '@/lib/server/local/free-port';
import { startMailServer } from './mail-server';
import { API_PORTS_VARIABLE } from './api-ports';
import { MAIL_FOLDER_VARIABLE } from './mailbox';
import { PRODUCT_LOG } from './product-log';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MS = 300_000;
const KEEP_LINES = 200;

/** Once per run of the journeys. */
export default function startProduct(): Promise<() => Promise<void>> {
  return startWith({});
}

/** Resolves once it runs, to what stops it. `more` is its environment besides the usual. */
export async function startWith(
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-e2e-'));
  const mailFolder = path.join(folder, 'mail-received');
  const [port, sftpPort, apiPort, deadPort, setUpPort, mailServer] = await Promise.all([
    findFreePort(),
    findFreePort(),
    findFreePort(),
    findFreePort(),
    findFreePort(),
    startMailServer(mailFolder),
  ]);
  const environment = {
    PORT: String(port),
    HOST: '127.0.0.1',
    SFTP_PORT: String(sftpPort),
    SFTP_HOST: '127.0.0.1',
    CONNECTOR_PUBLIC_URL: `http://localhost:${port}`,
    CONNECTOR_DATA_DIR: folder,
    CONNECTOR_DEMO: '0',
    CONNECTOR_QUIET_SECONDS: '2',
    DATABASE_URL: '',
    SMTP_URL: mailServer.url,
    // The tests run at any hour.
    MAIL_QUIET_HOURS: 'off',
    CONNECTOR_SECRET: '',
    // Where a test may start the API of a district, and where nothing listens.
    CONNECTOR_API_TEST_HOSTS: [apiPort, deadPort, setUpPort]
      .map((each) => `127.0.0.1:${each}`)
      .join(','),
    [API_PORTS_VARIABLE]: `${apiPort},${deadPort},${setUpPort}`,
    [MAIL_FOLDER_VARIABLE]: mailFolder,
    ...more,
  };
  // The fixtures' processes inherit it, and so reach the same database and folder.
  Object.assign(process.env, environment);

  const loader = pathToFileURL(path.join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
  const product = spawn(process.execPath, ['--import', loader, 'bin/start.ts', ...args], {
    cwd: ROOT,
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  mkdirSync(path.dirname(PRODUCT_LOG), { recursive: true });
  const log = createWriteStream(PRODUCT_LOG);
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => product.once('exit', resolve));
  const running = new Promise<'running'>((resolve) => {
    for (const stream of [product.stdout, product.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          log.write(`${line}\n`);
          lines.push(line);
          if (lines.length > KEEP_LINES) lines.shift();
          if (line.includes('is running')) resolve('running');
        });
  });
  const patience = new AbortController();
  const late = new Promise<'late'>((resolve) => {
    const timer = setTimeout(() => resolve('late'), START_MS);
    patience.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const outcome = await Promise.race([running, ended, late]);
  patience.abort();
  const stop = async (): Promise<void> => {
    product.kill('SIGTERM');
    await ended;
    await mailServer.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (outcome !== 'running') {
    await stop();
    throw new Error(`The product did not start (${outcome}):\n${lines.join('\n')}`);
  }
  return stop;
}
