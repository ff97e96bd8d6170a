import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrMakeDemoApi, type DemoApiFile } from '@/lib/server/local/demo-api-file';
import { demoApiOf } from './demo-api';
import { serveDemoApi, type ServingDemoApi } from './serve';
import type { ApiAddresses, ServedDay } from './served-day';

let folder: string;
let file: DemoApiFile;
let serving: ServingDemoApi;
const start = () => serveDemoApi(file, path.join(folder, 'day.json'));
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'connector-demo-api-'));
  file = await readOrMakeDemoApi(folder);
  serving = await start();
});
afterEach(async () => {
  await serving.close();
  await rm(folder, { recursive: true, force: true });
});

const day = (place: number, trouble: ServedDay['trouble'] = null): ServedDay => ({
  startedAt: '2026-11-21T20:00:00.000Z',
  students: 60,
  day: place,
  trouble,
});

async function read(
  { base, tokenAddress }: ApiAddresses,
  query: string,
): Promise<[number, string]> {
  const credentials = Buffer.from(`${file.key}:${file.secret}`).toString('base64');
  const token = await fetch(tokenAddress, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, connection: 'close' },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!token.ok) return [token.status, ''];
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${base}/${query}`, {
    headers: { authorization: `Bearer ${bearer}`, connection: 'close' },
  });
  return [answer.status, await answer.text()];
}

test('is told by whoever knows its secret alone', async () => {
  await expect(demoApiOf({ ...file, secret: 'another' }).serve(day(1))).rejects.toThrow(
    'does not answer',
  );
});

test('serves the day that it was told last, at the same address and with the same changes, also after a restart', async () => {
  const changed = "users?limit=1000&filter=dateLastModified>='2026-11-12T12:00:00.000Z'";
  const api = demoApiOf(file);
  const first = await api.serve(day(0));
  expect(await read(first, changed)).toEqual([200, expect.stringContaining('"users":[]')]);
  const later = await api.serve(day(5));
  const [, before] = await read(later, changed);
  expect(before).toContain('tobedeleted');
  await serving.close();
  file = await readOrMakeDemoApi(folder);
  serving = await start();
  expect(await read(first, changed)).toEqual([200, before]);
  expect(later).toEqual(first);
});

test('is away, or busy, until it is told another day or starts again', async () => {
  const api = demoApiOf(file);
  const addresses = await api.serve(day(3, 'OUTAGE'));
  expect(await read(addresses, 'orgs')).toEqual([500, '']);
  await api.serve(day(8, 'BUSY'));
  const statuses = [await read(addresses, 'classes'), await read(addresses, 'classes')];
  expect(statuses.map(([status]) => status)).toEqual([429, 200]);
  await api.serve(day(3, 'OUTAGE'));
  await serving.close();
  serving = await start();
  expect((await read(addresses, 'orgs'))[0]).toBe(200);
});
