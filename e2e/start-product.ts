// Starts the real thing once per run: production pages, a database and a data folder of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { findFreePort } from '@/lib/server/local/free-port';

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MS = 300_000;
const KEEP_LINES = 200;

export default async function startProduct(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-e2e-'));
  const [port, sftpPort] = await Promise.all([findFreePort(), findFreePort()]);
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
    SMTP_URL: '',
    CONNECTOR_SECRET: '',
  };
  // The fixtures' processes inherit it, and so reach the same database and folder.
  Object.assign(process.env, environment);

  const loader = pathToFileURL(path.join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
  const product = spawn(process.execPath, ['--import', loader, 'bin/start.ts'], {
    cwd: ROOT,
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => product.once('exit', resolve));
  const running = new Promise<'running'>((resolve) => {
    for (const stream of [product.stdout, product.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
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
    rmSync(folder, { recursive: true, force: true });
  };
  if (outcome !== 'running') {
    await stop();
    throw new Error(`The product did not start (${outcome}):\n${lines.join('\n')}`);
  }
  return stop;
}
