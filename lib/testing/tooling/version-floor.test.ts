import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from './planted-tree';
import { belowFloor, versionFloor } from './version-floor';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() })),
});

it('holds for every package in the lock file', async () => {
  const lock = lockSchema.parse(
    JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')),
  );
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(belowFloor(lock.packages, versionFloor)).toEqual([]);
});

const floor = [{ name: 'next', atLeast: '16.4.1' }];

test.each([
  ['an older patch', '16.4.0', true],
  ['an older minor with a larger patch', '16.3.9', true],
  ['an older major', '15.5.28', true],
  ['a pre-release of the floor', '16.4.1-canary.3', true],
  ['no number at all', 'latest', true],
  ['the floor', '16.4.1', false],
  ['a two-digit part', '16.10.0', false],
  ['a pre-release above the floor', '16.5.0-canary.1', false],
])('%s', (_name, version, isRefused) => {
  const problems = belowFloor({ 'node_modules/next': { version } }, floor);
  expect(problems).toEqual(isRefused ? [`node_modules/next is ${version}, needs 16.4.1`] : []);
});

it('sees a second copy below another package', () => {
  const problems = belowFloor(
    {
      'node_modules/next': { version: '16.4.6' },
      'node_modules/other/node_modules/next': { version: '15.0.0' },
      'node_modules/@scope/not-next': { version: '1.0.0' },
    },
    floor,
  );
  expect(problems).toEqual(['node_modules/other/node_modules/next is 15.0.0, needs 16.4.1']);
});

it('asks for what must be there, and not for what may be absent', () => {
  expect(belowFloor({}, floor)).toEqual(['next is not installed']);
  expect(belowFloor({}, [{ name: 'sharp', atLeast: '0.35.5', mayBeAbsent: true }])).toEqual([]);
});
