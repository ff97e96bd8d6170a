// Where tests put their databases and files for the time of a run: in memory where the machine has room for it. They make
// and drop thousands of small files, and to find a place for each on a disk is a tenth of what their database does.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const IN_MEMORY = '/dev/shm';
const GIBIBYTE = 2 ** 30;
/** What a run puts there is a small part of it. */
const ROOM_BYTES = 4 * GIBIBYTE;
/** Of the machine, or of the container: what lies there is taken from it, beside browsers and compilers. */
const FREE_MEMORY_BYTES = 8 * GIBIBYTE;

// Containers may share the place; the number of a process means something in its own only.
const PREFIX = `connector-tests-${os.hostname()}-`;

/** Null where the disk is the better place. It goes with this process, or with the next that asks where this one is killed. */
export function makeScratchFolder(): string | null {
  removeLeftBehind();
  if (!hasRoom()) return null;
  const folder = mkdtempSync(path.join(IN_MEMORY, `${PREFIX}${process.pid}-`));
  // PostgreSQL may be another user and has to get through.
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function removeLeftBehind(): void {
  try {
    for (const name of readdirSync(IN_MEMORY)) {
      const [pid] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-') : [];
      if (pid && !existsSync(`/proc/${pid}`))
        rmSync(path.join(IN_MEMORY, name), { recursive: true, force: true });
    }
  } catch {
    // Somebody else's, or there is no such place.
  }
}

function hasRoom(): boolean {
  try {
    if (!isWritableMemory(readFileSync('/proc/mounts', 'utf8'), IN_MEMORY)) return false;
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES && process.availableMemory() >= FREE_MEMORY_BYTES;
  } catch {
    return false;
  }
}

/** Reads what /proc/mounts says. Where no program may be started, tests of SFTP clients cannot give their passwords. */
export function isWritableMemory(mounts: string, folder: string): boolean {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, at]) => at === folder);
  const [, , type, options = ''] = mount ?? [];
  return type === 'tmpfs' && !options.split(',').some((word) => word === 'noexec' || word === 'ro');
}
