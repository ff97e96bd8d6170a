import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createDistrict } from '@/lib/synthetic/district';

import type { Misbehavior } from '../parts/misbehavior';
import type { JsonRecord } from './roster';
import { type OneRosterSimulator, startOneRosterSimulator } from './simulator';

let simulator: OneRosterSimulator;
let bearer: string;

beforeAll(async () => {
  const day = createDistrict({ seed: 'misbehavior', students: 60 });
  simulator = await startOneRosterSimulator({ day, sendsRevision: true });
  bearer = await newToken();
});
afterAll(() => simulator.close());
afterEach(() => simulator.behave());

async function newToken(): Promise<string> {
  const response = await fetch(simulator.tokenAddress, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${simulator.key}:${simulator.secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return String(((await response.json()) as JsonRecord)['access_token']);
}

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${simulator.base}/${path}`, {
    headers: { authorization: `Bearer ${bearer}` },
    ...init,
  });
}

async function users(query: string): Promise<JsonRecord[]> {
  const body = (await (await get(`users?${query}`)).json()) as Record<string, JsonRecord[]>;
  return body['users'] ?? [];
}

const ids = (records: readonly JsonRecord[]) => records.map((record) => record['sourcedId']);

describe('of answers', () => {
  it.each<[Misbehavior, number, string | null, RegExp]>([
    [{ kind: 'busy', status: 429, seconds: 7, says: 'seconds' }, 429, '7', /Too many/],
    [{ kind: 'busy', status: 503, seconds: 7, says: 'nothing' }, 503, null, /Too many/],
    [{ kind: 'busy', status: 429, seconds: 7, says: 'text' }, 429, null, /wait 7 seconds/],
    [{ kind: 'failure', status: 500 }, 500, null, /Failure/],
    [{ kind: 'html' }, 200, null, /<!doctype html>/],
    [{ kind: 'emptyObject' }, 200, null, /^\{\}$/],
  ])('%j', async (misbehavior, status, retryAfter, body) => {
    simulator.misbehave(misbehavior);
    const response = await get('users');
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.text()).toMatch(body);
  });

  it('says when it is free again as a date', async () => {
    simulator.misbehave({ kind: 'busy', status: 429, seconds: 60, says: 'date' });
    const until = Date.parse((await get('users')).headers.get('retry-after') ?? '');
    expect(until - Date.now()).toBeGreaterThan(50_000);
  });

  it('hangs until the caller gives up', async () => {
    simulator.misbehave({ kind: 'hang' });
    await expect(get('users', { signal: AbortSignal.timeout(200) })).rejects.toThrow();
  });

  it('is cut in the middle', async () => {
    simulator.misbehave({ kind: 'cut', collection: 'users', page: 1 });
    const response = await get('users');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await users('limit=3')).length).toBe(3);
  });

  it('is slow', async () => {
    simulator.misbehave({ kind: 'slow', milliseconds: 120 });
    const asked = performance.now();
    await get('users');
    expect(performance.now() - asked).toBeGreaterThan(100);
  });

  it('ends the tokens', async () => {
    simulator.misbehave({ kind: 'expiredToken', collection: 'users', page: 2 });
    expect((await get('users')).status).toBe(200);
    expect((await get('users')).status).toBe(401);
    expect((await get('users')).status).toBe(401);
    bearer = await newToken();
    expect((await get('users')).status).toBe(200);
  });

  it('sends elsewhere', async () => {
    simulator.misbehave({ kind: 'redirect', collection: 'token', status: 307 });
    simulator.misbehave({
      kind: 'redirect',
      collection: 'users',
      status: 302,
      origin: 'http://elsewhere.example',
    });
    const page = await get('users?limit=1', { redirect: 'manual' });
    expect(page.headers.get('location')).toMatch(
      /^http:\/\/elsewhere\.example\/.*\/users\?limit=1/,
    );
    expect(await newToken()).not.toBe('undefined');
  });
});

describe('of pages', () => {
  it('is meant for one page, one collection and so many requests', async () => {
    simulator.misbehave({ kind: 'failure', status: 500, collection: 'users', page: 2 });
    simulator.misbehave({ kind: 'failure', status: 502, collection: 'orgs', times: 1 });
    const statuses: number[] = [];
    for (const path of ['users', 'users', 'users', 'orgs', 'orgs'])
      statuses.push((await get(path)).status);
    expect(statuses).toEqual([200, 500, 200, 502, 200]);
  });

  it('clamps the limit without a word', async () => {
    simulator.misbehave({ kind: 'clampedLimit', limit: 4 });
    expect((await users('limit=50')).length).toBe(4);
  });

  it.each<[Misbehavior, string | null, boolean]>([
    [{ kind: 'noTotals' }, null, true],
    [{ kind: 'wrongTotal', total: 9999 }, '9999', true],
    [{ kind: 'wrongTotal', total: 0 }, '0', true],
  ])('%j', async (misbehavior, total, hasRows) => {
    simulator.misbehave(misbehavior);
    expect((await get('users')).headers.get('x-total-count')).toBe(total);
    expect((await users('limit=5')).length > 0).toBe(hasRows);
  });

  it('has a total and no rows', async () => {
    simulator.misbehave({ kind: 'noRows' });
    const response = await get('users');
    expect(Number(response.headers.get('x-total-count'))).toBeGreaterThan(60);
    expect(await response.json()).toEqual({ users: [] });
  });

  it('sends no links, or one to another host', async () => {
    simulator.misbehave({ kind: 'noLinks', times: 1 });
    expect((await get('users')).headers.get('link')).toBeNull();
    simulator.misbehave({ kind: 'nextElsewhere', origin: 'http://elsewhere.example' });
    expect((await get('users')).headers.get('link')).toMatch(
      /^<http:\/\/elsewhere\.example\/[^>]+>; rel="next"/,
    );
  });

  it('loses a row between two pages', async () => {
    const before = ids(await users('limit=20'));
    simulator.behave();
    simulator.misbehave({ kind: 'drift', page: 1, rows: -1 });
    const pages = [...(await users('limit=10')), ...(await users('limit=10&offset=10'))];
    expect(ids(pages)).not.toContain(before[10]);
  });

  it('says a row twice where one comes in between two pages', async () => {
    simulator.misbehave({ kind: 'drift', page: 1, rows: 1 });
    const pages = ids([...(await users('limit=10')), ...(await users('limit=10&offset=10'))]);
    expect(new Set(pages).size).toBe(19);
  });

  it('does one of three things beyond the end', async () => {
    const all = await users('limit=5000');
    const beyond = `limit=50&offset=${all.length + 50}`;
    expect(await users(beyond)).toEqual([]);
    simulator.misbehave({ kind: 'lastPageAgain', times: 1 });
    expect((await users(beyond)).at(-1)).toEqual(all.at(-1));
    simulator.misbehave({ kind: 'refusedBeyondEnd', status: 404 });
    expect((await get(`users?${beyond}`)).status).toBe(404);
  });

  it('does not look at the filter', async () => {
    const never = `filter=${encodeURIComponent("dateLastModified>'2999-01-01'")}`;
    expect(await users(never)).toEqual([]);
    simulator.misbehave({ kind: 'filterIgnored' });
    expect((await users(never)).length).toBe(100);
  });

  it('has a revision that moves', async () => {
    const revision = async () => (await get('users')).headers.get('x-perm-rev');
    expect(await revision()).toBe(await revision());
    simulator.misbehave({ kind: 'movingRevision' });
    expect(await revision()).not.toBe(await revision());
  });
});

describe('of records', () => {
  it.each<[Misbehavior, string, unknown]>([
    [{ kind: 'booleans' }, 'enabledUser', true],
    [{ kind: 'gradesAsText' }, 'grades', expect.stringMatching(/^(KG|\d\d)$/)],
    [{ kind: 'noStatus' }, 'status', undefined],
    [{ kind: 'noDates' }, 'dateLastModified', null],
    [{ kind: 'blankId' }, 'sourcedId', ''],
  ])('%j', async (misbehavior, field, value) => {
    simulator.misbehave(misbehavior);
    const [student] = await users(`limit=1&filter=${encodeURIComponent("role='student'")}`);
    expect(student?.[field]).toEqual(value);
  });
});
