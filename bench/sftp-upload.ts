// npm run bench -- --only sftp-upload: one file of 230 MB sent by OpenSSH's sftp to our server and to OpenSSH's own
// (internal-sftp), by turns, three times each. Wants OpenSSH's server: `sshd` on the path, or SSHD=/where/it/is. Run as
// root, sshd also wants a user `sshd` and a folder /run/sshd, as its package makes them.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '@/lib/server/local/free-port';
import { isListening } from '@/lib/server/local/wait-until-up';
import { createClientFolder, runOpenSshSftp } from '@/lib/testing/sftp';
import { median, round, roundRatio } from './numbers';
import { createSender, peakMemory, SOURCE, withSftpServer } from './sftp-server';

const MEGABYTES = 230;
const TIMES = 3;
/** Of OpenSSH's speed. */
const BAR = 0.5;

const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-bench-upload-'));
try {
  const file = path.join(folder, 'users.csv');
  await writeFile(file, randomBytes(MEGABYTES * 1024 * 1024));
  const peer = await startPeer(folder);
  try {
    const line = await withSftpServer(async ({ ctx, port, pid }) => {
      const { connectionId, ...login } = await createSender(ctx, 0);
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < TIMES; i += 1) {
        const client = await createClientFolder();
        const startedAt = performance.now();
        const sent = await runOpenSshSftp(client, { port, ...login }, [`put ${file} users.csv`]);
        if (sent.code !== 0) throw new Error(sent.output);
        ours.push((performance.now() - startedAt) / 1000);
        await client.remove();
        theirs.push(await peer.send(file));
      }
      const kept = await ctx.db.prisma.delivery.count({
        where: { connectionId, state: 'RECEIVED', byteCount: MEGABYTES * 1024 * 1024 },
      });
      const ratio = median(theirs) / median(ours);
      return {
        case: 'one SFTP upload beside internal-sftp',
        megabytes: MEGABYTES,
        seconds: round(median(ours)),
        each: ours.map(round),
        peerSeconds: round(median(theirs)),
        peerEach: theirs.map(round),
        serverPeakMiB: await peakMemory(pid),
        kept,
        speedBesidePeer: roundRatio(ratio),
        bar: BAR,
        isWithinBar: ratio >= BAR && kept === TIMES,
      };
    });
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } finally {
    await peer.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** OpenSSH's server on loopback, with keys made for it alone. */
async function startPeer(parent: string) {
  const sshd = process.env.SSHD ?? spawnSync('which', ['sshd']).stdout.toString().trim();
  if (sshd === '')
    throw new Error('There is no sshd here: install openssh-server, or name it in SSHD.');
  const place = path.join(parent, 'peer');
  await mkdir(place);
  const at = (name: string): string => path.join(place, name);
  for (const key of ['host', 'client'])
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
  const port = await findFreePort();
  const settings = [
    `Port ${port}`,
    `ListenAddress ${SOURCE}`,
    `HostKey ${at('host')}`,
    `AuthorizedKeysFile ${at('client.pub')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PidFile none',
    'Subsystem sftp internal-sftp',
  ];
  await writeFile(at('sshd_config'), `${settings.join('\n')}\n`);
  const server = spawn(sshd, ['-D', '-e', '-f', at('sshd_config')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const exited = once(server, 'exit');
  while (!(await isListening(port, SOURCE))) {
    if (server.exitCode !== null) throw new Error('sshd did not start');
    await delay(50);
  }
  return {
    /** Seconds. */
    async send(file: string): Promise<number> {
      const target = at('sent.csv');
      const options = [
        'StrictHostKeyChecking=no',
        'UserKnownHostsFile=/dev/null',
        'LogLevel=ERROR',
      ];
      const startedAt = performance.now();
      const client = spawn(
        'sftp',
        [
          ...options.map((option) => `-o${option}`),
          ...['-i', at('client'), '-P', String(port), '-b', '-'],
          `${os.userInfo().username}@${SOURCE}`,
        ],
        { stdio: ['pipe', 'ignore', 'inherit'] },
      );
      client.stdin.end(`put ${file} ${target}\n`);
      const [code] = (await once(client, 'exit')) as [number | null];
      const seconds = (performance.now() - startedAt) / 1000;
      if (code !== 0 || (await stat(target)).size !== (await stat(file)).size)
        throw new Error('the peer did not take the file');
      await rm(target);
      return seconds;
    },
    async stop(): Promise<void> {
      server.kill('SIGTERM');
      await exited;
    },
  };
}
