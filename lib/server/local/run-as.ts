// PostgreSQL refuses to run as root. Where we are root, it runs as the user "postgres", which must
// still reach a data folder and binaries that often lie below root's own closed folders.
import { spawnSync, type SpawnOptions } from 'node:child_process';
import { chownSync } from 'node:fs';
import { StartProblem } from './start-problem';

/** How to start a program of PostgreSQL: a command to put in front and whose process it is. */
export interface RunAs {
  user: { uid: number; gid: number } | null;
  prefix: readonly string[];
  options: Pick<SpawnOptions, 'uid' | 'gid'>;
}

const POSTGRES_USER = 'postgres';
const CAPABILITIES = ['dac_read_search', 'dac_override'];

/** Hands `folder` to the user PostgreSQL will run as. Throws a sentence where there is no way. */
export function chooseRunAs(folder: string, binary: string): RunAs {
  if (process.getuid?.() !== 0) return { user: null, prefix: [], options: {} };
  const user = findOrCreateUser();
  const { uid, gid } = user;
  chownSync(folder, uid, gid);
  const plain: RunAs = { user, prefix: [], options: { uid, gid } };
  const withCapability = CAPABILITIES.map((capability): RunAs => ({
    user,
    prefix: [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      // PostgreSQL asks access(2) first, which otherwise ignores capabilities.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ],
    options: {},
  }));
  const found = [plain, ...withCapability].find((runAs) => canReach(runAs, folder, binary));
  if (!found)
    throw new StartProblem(
      `The local PostgreSQL runs as the user "${POSTGRES_USER}", who cannot reach ${folder} or ${binary}: ` +
        'put the clone where other users may read, start as another user than root, or set DATABASE_URL.',
    );
  return found;
}

export function giveTo(runAs: RunAs, file: string): void {
  if (runAs.user) chownSync(file, runAs.user.uid, runAs.user.gid);
}

export function commandFor(runAs: RunAs, command: readonly string[]): [string, string[]] {
  const [program = '', ...rest] = [...runAs.prefix, ...command];
  return [program, rest];
}

function canReach(runAs: RunAs, folder: string, binary: string): boolean {
  const script = 'test -x "$1" && test -x "$2" && test -w "$2"';
  const [program, args] = commandFor(runAs, ['/bin/sh', '-c', script, 'sh', binary, folder]);
  return spawnSync(program, args, { ...runAs.options, cwd: '/', stdio: 'ignore' }).status === 0;
}

function findOrCreateUser(): { uid: number; gid: number } {
  const found = findUser();
  if (found) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', POSTGRES_USER], {
    stdio: 'ignore',
  });
  const created = findUser();
  if (!created)
    throw new StartProblem(
      `PostgreSQL does not run as root and the user "${POSTGRES_USER}" could not be created: ` +
        'start as another user, or set DATABASE_URL.',
    );
  return created;
}

function findUser(): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, POSTGRES_USER], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : null;
  });
  return uid && gid ? { uid, gid } : null;
}
