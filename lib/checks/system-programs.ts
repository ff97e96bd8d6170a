// Programs the tests use that npm does not bring: a browser, and the SFTP clients that districts use.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { findChromium, HEADLESS_SHELL } from './chromium';

/** Debian's package for each program. */
const CLIENTS: Readonly<Record<string, string>> = {
  sftp: 'openssh-client',
  lftp: 'lftp',
  rclone: 'rclone',
  curl: 'curl',
  psftp: 'putty-tools',
};

/** Installs what is missing where that is possible; resolves to a sentence for each thing still missing. */
export async function installMissingPrograms(): Promise<string[]> {
  const missingClients = findMissingClients();
  const hasShell = isInstalled(HEADLESS_SHELL);
  if (missingClients.length === 0 && hasShell) return [];
  if (process.getuid?.() === 0 && isInstalled('apt-get')) {
    await apt('update');
    if (missingClients.length > 0) await install(...missingClients);
    // By itself: not every Debian and none of its relatives has it, and any other browser does as well.
    if (!hasShell) await install(HEADLESS_SHELL);
    if (!findChromium()) await install('chromium');
  }
  return [...(findChromium() ? [] : ['chromium']), ...findMissingClients()].map(
    (name) => `${name} is not installed and could not be: the tests that use it will fail.`,
  );
}

function findMissingClients(): string[] {
  const programs = Object.entries(CLIENTS).flatMap(([program, name]) =>
    isInstalled(program) ? [] : [name],
  );
  return [...programs, ...(hasParamiko() ? [] : ['python3-paramiko'])];
}

/** Debian's own Python, whatever others a machine has: that is where Debian's package is. */
export const PYTHON = '/usr/bin/python3';

function hasParamiko(): boolean {
  return spawnSync(PYTHON, ['-c', 'import paramiko'], { stdio: 'ignore' }).status === 0;
}

async function install(...names: string[]): Promise<void> {
  console.log(`Installing ${names.join(', ')} …`);
  await apt('install', '--yes', '--no-install-recommends', ...names);
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}

async function apt(...args: string[]): Promise<void> {
  const child = spawn('apt-get', ['-qq', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'close');
}
