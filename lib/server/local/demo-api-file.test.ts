import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoApiFor, reachingDemoApi } from './demo';
import { readStartedWith } from './started-with';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'connector-demo-api-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is there where a demo is to be played or was, and the same from then on', async () => {
  expect(await demoApiFor('played', folder)).toBeNull();
  const made = await demoApiFor('due', folder);
  expect(made?.secret).toMatch(/^[\w-]{32}$/);
  expect(made?.port).not.toBe(made?.ordersPort);
  expect(await demoApiFor('due', folder)).toEqual(made);
  expect(await demoApiFor('played', folder)).toEqual(made);
  expect(await demoApiFor('off', folder)).toBeNull();
  expect(statSync(path.join(folder, 'demo-api.json')).mode & 0o777).toBe(0o600);
});

test('is let through beside the hosts that were named, here and for commands run beside it', () => {
  const demoApi = { port: 4001, ordersPort: 4002, key: 'key', secret: 'secret' };
  const hosts = (named: string | undefined) =>
    reachingDemoApi(folder, { CONNECTOR_API_TEST_HOSTS: named }, demoApi).CONNECTOR_API_TEST_HOSTS;
  expect(hosts(undefined)).toBe('127.0.0.1:4001');
  expect(hosts('localhost:8080')).toBe('localhost:8080,127.0.0.1:4001');
  expect(readStartedWith(folder).CONNECTOR_API_TEST_HOSTS).toBe('localhost:8080,127.0.0.1:4001');
});
