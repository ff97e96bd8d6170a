import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isWritableMemory, makeScratchFolder } from './scratch-folder';

const ROOT = '/dev/vda / ext4 rw,relatime 0 0';

test.each([
  ['tmpfs /dev/shm tmpfs rw,relatime,size=24683620k 0 0', true],
  ['shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0', false],
  ['tmpfs /dev/shm tmpfs ro,relatime 0 0', false],
  ['/dev/vdb /dev/shm ext4 rw,relatime 0 0', false],
  ['tmpfs /dev/shm/inner tmpfs rw,relatime 0 0', false],
  // The later one covers the earlier.
  ['tmpfs /dev/shm tmpfs rw 0 0\ntmpfs /dev/shm tmpfs rw,noexec 0 0', false],
  ['', false],
])('a line of mounts: %s', (line, isMemory) => {
  expect(isWritableMemory(`${ROOT}\n${line}\n`, '/dev/shm')).toBe(isMemory);
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const folder = makeScratchFolder();

// Null on a machine of little memory, or another system.
test.skipIf(folder === null)(
  'others get through a folder, and one takes away what a killed run left',
  () => {
    if (folder === null) return;
    folders.push(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    // No process has a number so high.
    const left = folder.replace(String(process.pid), '999999999');
    mkdirSync(path.join(left, 'data'), { recursive: true });
    folders.push(left, String(makeScratchFolder()));
    expect(existsSync(left)).toBe(false);
    expect(existsSync(folder)).toBe(true);
  },
);
