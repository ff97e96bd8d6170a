// Programs the tests use that npm does not bring: a browser, and the SFTP clients districts use.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Debian's package for each program. */
const CLIENTS: Readonly<Record<string, string>> = {
  sftp: 'openssh-client',
  lftp: 'lftp',
  rclone: 'rclone',
  curl: 'curl',
};

/** Installs what is missing where that is possible; resolves to a sentence for each thing still missing. */
export async function installMissingPrograms(
  findChromium: () => string | undefined,
): Promise<string[]> {
  const findMissing = (): string[] => [
    ...(findChromium() ? [] : ['chromium']),
    ...Object.entries(CLIENTS).flatMap(([program, name]) => (isInstalled(program) ? [] : [name])),
  ];
  const missing = findMissing();
  if (missing.length === 0) return [];
  if (process.getuid?.() === 0 && isInstalled('apt-get')) {
    console.log(`Installing ${missing.join(', ')} …`);
    await apt('update');
    await apt('install', '--yes', '--no-install-recommends', ...missing);
  }
  return findMissing().map(
    (name) => `${name} is not installed and could not be: the tests that use it will fail.`,
  );
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
