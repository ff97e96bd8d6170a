// npm run ssh-audit: what ssh-audit (Debian's package of that name) says of the real SFTP process, beside the committed
// list in lib/core/sftp/algorithms.ts. With the strict setting it
// has to say nothing but what one edition or another says of every server like ours.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ACCEPTED, ALWAYS_MARKED } from '@/lib/core/sftp/algorithms';
import { applyMigrations } from '@/lib/server/db/migrate';
import { startLocalDatabase } from '@/lib/server/local/database';
import { findFreePort } from '@/lib/server/local/free-port';
import { isListening } from '@/lib/server/local/wait-until-up';

const HOST = '127.0.0.1';

if (spawnSync('ssh-audit', ['--help']).error) {
  process.stderr.write('ssh-audit is not installed. On Debian: apt-get install ssh-audit\n');
  process.exit(1);
}
const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-ssh-audit-'));
const database = await startLocalDatabase(folder, () => {});
let isClean = true;
try {
  await applyMigrations(database.ownerUrl);
  for (const setting of ['0', '1'] as const) {
    const accepted = setting === '0' ? Object.keys(ACCEPTED) : [];
    const said = await auditServer(setting);
    const marked = [...new Set(said.map(({ name }) => name))];
    const beyond = said.filter(({ name }) => !accepted.includes(name) && !(name in ALWAYS_MARKED));
    const needless = accepted.filter((name) => !marked.includes(name));
    process.stdout.write(
      `SFTP_STRICT_ALGORITHMS=${setting}: ssh-audit marks ${marked.join(', ') || 'nothing'}\n`,
    );
    for (const { line } of beyond) process.stdout.write(`  not on the list: ${line}\n`);
    for (const name of needless) process.stdout.write(`  on the list, not marked: ${name}\n`);
    isClean &&= beyond.length === 0;
  }
} finally {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = isClean ? 0 : 1;

async function auditServer(setting: '0' | '1'): Promise<{ name: string; line: string }[]> {
  const port = await findFreePort();
  const guard = ['--import', path.resolve('bin/stop-with-parent.mjs'), '--import', 'tsx'];
  const server = spawn(process.execPath, [...guard, 'bin/sftp.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: await database.appUrl(),
      CONNECTOR_SECRET: 'used by the audit only, and long enough',
      CONNECTOR_DATA_DIR: folder,
      CONNECTOR_LOG_LEVEL: 'error',
      SFTP_PORT: String(port),
      SFTP_STRICT_ALGORITHMS: setting,
    },
  });
  try {
    while (!(await isListening(port, HOST))) await delay(100);
    const audit = ['-n', '--level=warn', '-p', String(port), HOST];
    const { stdout } = spawnSync('ssh-audit', audit, { encoding: 'utf8' });
    if (!stdout.includes('algorithms')) throw new Error(`ssh-audit did not finish:\n${stdout}`);
    return marksIn(stdout);
  } finally {
    server.kill('SIGKILL');
  }
}

/** Each line names its algorithm, or goes on about the one above. */
function marksIn(text: string): { name: string; line: string }[] {
  const marks: { name: string; line: string }[] = [];
  let name = '';
  for (const line of text.split('\n')) {
    name = /^\((?:kex|key|enc|mac|cve|gen|nfo)\) (\S+)/.exec(line)?.[1] ?? name;
    if (/\[(?:fail|warn)\]/.test(line)) marks.push({ name, line: line.trim() });
  }
  return marks;
}
