import { createHmac } from 'node:crypto';

import OAuth from 'oauth-1.0a';
import { afterEach, describe, expect, it } from 'vitest';

import { createDistrict, nextDay } from '@/lib/synthetic/district';
import { dayFiles } from '@/lib/synthetic/day-files';

import type { JsonRecord } from './roster';
import {
  type OneRosterOptions,
  type OneRosterSimulator,
  startOneRosterSimulator,
} from './simulator';

const first = createDistrict({ seed: 'oneroster', students: 60 });
const started: OneRosterSimulator[] = [];

async function start(options: Partial<OneRosterOptions> = {}): Promise<OneRosterSimulator> {
  const simulator = await startOneRosterSimulator({ day: first, ...options });
  started.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
});

async function tokenOf(
  { tokenAddress, key, secret }: OneRosterSimulator,
  scope = '',
): Promise<string> {
  const response = await fetch(tokenAddress, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const body: unknown = await response.json();
  return String(Object.entries(body ?? {}).find(([name]) => name === 'access_token')?.[1]);
}

async function get(simulator: OneRosterSimulator, path: string, token?: string): Promise<Response> {
  const bearer = token ?? (await tokenOf(simulator));
  return fetch(`${simulator.base}/${path}`, { headers: { authorization: `Bearer ${bearer}` } });
}

async function rows(response: Response, envelope: string): Promise<JsonRecord[]> {
  const body = (await response.json()) as Record<string, JsonRecord[]>;
  return body[envelope] ?? [];
}

async function everything(
  simulator: OneRosterSimulator,
  path: string,
  limit = 37,
): Promise<JsonRecord[]> {
  const token = await tokenOf(simulator);
  const all: JsonRecord[] = [];
  for (;;) {
    const response = await get(simulator, `${path}?limit=${limit}&offset=${all.length}`, token);
    const page = Object.values((await response.json()) as Record<string, JsonRecord[]>)[0] ?? [];
    if (page.length === 0) return all;
    all.push(...page);
  }
}

const ids = (records: readonly JsonRecord[]) => records.map((record) => record['sourcedId']);

describe('the roster it serves', () => {
  it('is the one of the files of the day', async () => {
    const simulator = await start();
    for (const file of dayFiles(first)) {
      const name = file.name.replace('.csv', '');
      if (name === 'manifest') continue;
      const text = Buffer.concat([...file.chunks]).toString();
      const inFile = text.trimEnd().split('\r\n').slice(1);
      const served = await everything(simulator, name);
      expect(ids(served), name).toEqual(inFile.map((row) => row.slice(0, row.indexOf(','))));
    }
  });

  it('writes a user as each version has it', async () => {
    const [one, other] = [await start(), await start({ version: '1.2' })];
    const [old] = await rows(await get(one, 'students?limit=1'), 'users');
    const [young] = await rows(await get(other, 'students?limit=1'), 'users');
    expect(old).toMatchObject({
      status: 'active',
      role: 'student',
      enabledUser: 'true',
      orgs: [
        {
          sourcedId: expect.any(String),
          type: 'org',
          href: expect.stringContaining(`${one.base}/orgs/`),
        },
      ],
    });
    expect(young).toMatchObject({
      userMasterIdentifier: old?.['identifier'],
      primaryOrg: { type: 'org' },
      roles: [{ roleType: 'primary', role: 'student', org: { type: 'org' } }],
    });
    expect(young).not.toHaveProperty('role');
    expect(young).not.toHaveProperty('orgs');
  });

  it('refers to terms as academic sessions, and in 1.2 says of every enrollment whether it is the primary one', async () => {
    const [one, other] = [await start(), await start({ version: '1.2' })];
    const [taught] = await rows(await get(one, 'classes?limit=1'), 'classes');
    expect(taught).toMatchObject({ terms: [{ type: 'academicSession' }, {}] });
    const ofStudent = `enrollments?limit=1&filter=${encodeURIComponent("role='student'")}`;
    const [old] = await rows(await get(one, ofStudent), 'enrollments');
    const [young] = await rows(await get(other, ofStudent), 'enrollments');
    expect(old).not.toHaveProperty('primary');
    expect(young).toMatchObject({ primary: 'false' });
  });

  it('answers all 41 paths with rows that belong there', async () => {
    const simulator = await start();
    const token = await tokenOf(simulator);
    const one = async (path: string, envelope: string) =>
      (await rows(await get(simulator, `${path}?limit=1`, token), envelope))[0] ?? {};
    const [school, session, term, period, course] = await Promise.all([
      one('schools', 'orgs'),
      one('academicSessions', 'academicSessions'),
      one('terms', 'academicSessions'),
      one('gradingPeriods', 'academicSessions'),
      one('courses', 'courses'),
    ]);
    const [student, teacher] = [await one('students', 'users'), await one('teachers', 'users')];
    const [enrollment, demographics] = [
      await one('enrollments', 'enrollments'),
      await one('demographics', 'demographics'),
    ];
    const inSchool = await one(`schools/${String(school['sourcedId'])}/classes`, 'classes');
    const id = (record: JsonRecord) => String(record['sourcedId']);
    const paths: readonly [path: string, envelope: string][] = [
      [`orgs/${id(school)}`, 'org'],
      [`schools/${id(school)}`, 'org'],
      [`academicSessions/${id(session)}`, 'academicSession'],
      [`terms/${id(term)}`, 'academicSession'],
      [`gradingPeriods/${id(period)}`, 'academicSession'],
      [`courses/${id(course)}`, 'course'],
      [`classes/${id(inSchool)}`, 'class'],
      [`users/${id(teacher)}`, 'user'],
      [`students/${id(student)}`, 'user'],
      [`teachers/${id(teacher)}`, 'user'],
      [`enrollments/${id(enrollment)}`, 'enrollment'],
      [`demographics/${id(demographics)}`, 'demographics'],
      ['orgs', 'orgs'],
      ['classes', 'classes'],
      ['users', 'users'],
      [`terms/${id(term)}/classes`, 'classes'],
      [`terms/${id(term)}/gradingPeriods`, 'academicSessions'],
      [`courses/${id(course)}/classes`, 'classes'],
      [`schools/${id(school)}/courses`, 'courses'],
      [`schools/${id(school)}/classes`, 'classes'],
      [`schools/${id(school)}/enrollments`, 'enrollments'],
      [`schools/${id(school)}/students`, 'users'],
      [`schools/${id(school)}/teachers`, 'users'],
      [`schools/${id(school)}/terms`, 'academicSessions'],
      [`schools/${id(school)}/classes/${id(inSchool)}/enrollments`, 'enrollments'],
      [`schools/${id(school)}/classes/${id(inSchool)}/students`, 'users'],
      [`schools/${id(school)}/classes/${id(inSchool)}/teachers`, 'users'],
      [`classes/${id(inSchool)}/students`, 'users'],
      [`classes/${id(inSchool)}/teachers`, 'users'],
      [`users/${id(student)}/classes`, 'classes'],
      [`students/${id(student)}/classes`, 'classes'],
      [`teachers/${id(teacher)}/classes`, 'classes'],
    ];
    for (const [path, envelope] of paths) {
      const response = await get(simulator, path, token);
      expect(response.status, path).toBe(200);
      const body = (await response.json()) as Record<string, JsonRecord | JsonRecord[]>;
      expect(Object.keys(body), path).toEqual([envelope]);
      expect([body[envelope]].flat().length, path).toBeGreaterThan(0);
    }
    expect((await get(simulator, 'orgs/none', token)).status).toBe(404);
    expect((await get(simulator, 'guardians', token)).status).toBe(404);
    const taught = await rows(
      await get(simulator, `classes/${id(inSchool)}/students?limit=5000`, token),
      'users',
    );
    expect(new Set(taught.map((user) => user['role']))).toEqual(new Set(['student']));
  });
});

describe('queries', () => {
  it('pages with totals and links that lead to the end', async () => {
    const simulator = await start();
    const token = await tokenOf(simulator);
    const whole = await rows(await get(simulator, 'users?limit=5000', token), 'users');
    const seen: JsonRecord[] = [];
    let next: string | undefined = `${simulator.base}/users?limit=50`;
    while (next !== undefined) {
      const response: Response = await fetch(next, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(response.headers.get('x-total-count')).toBe(String(whole.length));
      seen.push(...(await rows(response, 'users')));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(ids(seen)).toEqual(ids(whole));
  });

  it('filters, sorts and leaves fields out', async () => {
    const simulator = await start();
    const ask = async (query: string) =>
      rows(await get(simulator, `users?limit=5000&${query}`), 'users');
    const where = (filter: string) => `filter=${encodeURIComponent(filter)}`;
    const roles = async (filter: string) =>
      new Set((await ask(where(filter))).map((user) => user['role']));
    expect(await roles("role='student'")).toEqual(new Set(['student']));
    expect(await roles("role='teacher' OR role='aide'")).toEqual(new Set(['teacher', 'aide']));
    expect(await roles("role='student' AND status='tobedeleted'")).toEqual(new Set());
    expect(await ask(where("dateLastModified>'2999-01-01T00:00:00Z'"))).toEqual([]);
    expect((await ask(where("dateLastModified<='2999-01-01'"))).length).toBeGreaterThan(60);
    const names = (await ask('sort=familyName&orderBy=desc')).map((user) =>
      String(user['familyName']),
    );
    expect(names).toEqual([...names].sort().reverse());
    expect(Object.keys((await ask('fields=sourcedId,role'))[0] ?? {})).toEqual([
      'sourcedId',
      'role',
    ]);
    const wrong = await get(simulator, `users?${where('role is student')}`);
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      statusInfoSet: [{ imsx_codeMinor: 'invalid_filter_field' }],
    });
    expect((await get(simulator, 'users?limit=none')).status).toBe(400);
  });
});

describe('days', () => {
  it('says of the next day what changed, and what is gone', async () => {
    const simulator = await start({ goneRows: 'tobedeleted' });
    const before = await everything(simulator, 'enrollments', 500);
    const second = nextDay(first, { kind: 'churn', share: 0.2 });
    simulator.setDay(second);
    const since = `filter=${encodeURIComponent(`dateLastModified>='${second.date}'`)}`;
    const changed = await rows(
      await get(simulator, `enrollments?limit=5000&${since}`),
      'enrollments',
    );
    const after = await everything(simulator, 'enrollments', 500);
    const gone = ids(changed.filter((record) => record['status'] === 'tobedeleted'));
    expect(gone.length).toBeGreaterThan(0);
    expect(ids(before)).toEqual(expect.arrayContaining(gone));
    const rest = new Map(before.map((record) => [record['sourcedId'], JSON.stringify(record)]));
    const differs = after.filter(
      (record) => rest.get(record['sourcedId']) !== JSON.stringify(record),
    );
    expect(new Set(ids(changed))).toEqual(new Set(ids(differs)));
  });

  it('leaves out what is gone where the server tells of no deletes', async () => {
    const simulator = await start();
    simulator.setDay(nextDay(first, 'rekeyed'));
    const students = await everything(simulator, 'students', 500);
    expect(students.length).toBe(60);
    expect(new Set(students.map((student) => student['status']))).toEqual(new Set(['active']));
  });

  it('takes changes by hand', async () => {
    const simulator = await start();
    const [one, other] = await everything(simulator, 'students', 500);
    simulator.change('users', String(one?.['sourcedId']), {
      status: 'tobedeleted',
      givenName: 'Ana',
    });
    simulator.remove('users', String(other?.['sourcedId']));
    simulator.add('users', { ...other, sourcedId: 'by hand' });
    const after = await everything(simulator, 'students', 500);
    expect(ids(after)).toContain('by hand');
    expect(ids(after)).not.toContain(other?.['sourcedId']);
    expect(after).toContainEqual({ ...one, status: 'tobedeleted', givenName: 'Ana' });
    simulator.change('users', 'by hand', { givenName: 'Bo' });
    const [added] = await everything(simulator, 'students', 500);
    expect(added).toMatchObject({ sourcedId: 'by hand', givenName: 'Bo' });
    simulator.remove('users', 'by hand');
    expect(ids(await everything(simulator, 'students', 500))).not.toContain('by hand');
  });
});

describe('who may ask', () => {
  it('takes key and secret from header, body and query, and nobody else', async () => {
    const { tokenAddress, key, secret } = await start({ tokenSecondsAsText: true });
    const both = { grant_type: 'client_credentials', client_id: key, client_secret: secret };
    const inBody = await fetch(tokenAddress, { method: 'POST', body: new URLSearchParams(both) });
    const inQuery = await fetch(`${tokenAddress}?${new URLSearchParams(both)}`, { method: 'POST' });
    expect([inBody.status, inQuery.status]).toEqual([200, 200]);
    expect(await inQuery.json()).toMatchObject({ token_type: 'bearer', expires_in: '3600' });
    const wrong = new URLSearchParams({ ...both, client_secret: 'guessed' });
    expect((await fetch(tokenAddress, { method: 'POST', body: wrong })).status).toBe(401);
    const scope = new URLSearchParams({ ...both, scope: 'everything' });
    const refused = await fetch(tokenAddress, { method: 'POST', body: scope });
    expect(await refused.json()).toEqual({ error: 'invalid_scope' });
  });

  it('refuses demographics to a token for the core', async () => {
    const simulator = await start();
    const core = 'https://purl.imsglobal.org/spec/or/v1p1/scope/roster-core.readonly';
    const token = await tokenOf(simulator, core);
    expect((await get(simulator, 'orgs', token)).status).toBe(200);
    expect((await get(simulator, 'demographics', token)).status).toBe(403);
  });

  it.each([
    ['HMAC-SHA1', 'sha1'],
    ['HMAC-SHA256', 'sha256'],
  ])('takes a request signed with %s, once', async (method, algorithm) => {
    const simulator = await start({ authorization: 'oauth1', secret: "kept' secret" });
    const url = `${simulator.base}/users?limit=2&filter=familyName%3D%27O%27%20AND%20status%3D%27active%27`;
    const signer = new OAuth({
      consumer: { key: simulator.key, secret: simulator.secret },
      signature_method: method,
      hash_function: (base, key) => createHmac(algorithm, key).update(base).digest('base64'),
    });
    const signed = signer.authorize({ url, method: 'GET' });
    const header = (oauth_signature: string) =>
      signer.toHeader({ ...signed, oauth_signature }).Authorization;
    const ask = (sent: string, to = url) => fetch(to, { headers: { authorization: header(sent) } });
    expect((await ask(Buffer.from('guessed').toString('base64'))).status).toBe(401);
    expect((await ask(signed.oauth_signature, `${url}&offset=1`)).status).toBe(401);
    expect((await ask(signed.oauth_signature)).status).toBe(200);
    const again = await ask(signed.oauth_signature);
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('nonce seen');
    expect((await get(simulator, 'orgs', 'no token at all')).status).toBe(401);
  });

  it('ends a token after its time', async () => {
    const simulator = await start({ tokenSeconds: 0 });
    expect((await get(simulator, 'orgs')).status).toBe(401);
  });

  it('keeps what was asked without its secrets', async () => {
    const simulator = await start();
    const query = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: simulator.key,
      client_secret: simulator.secret,
    });
    await fetch(`${simulator.tokenAddress}?${query}`, { method: 'POST' });
    await get(simulator, 'users?limit=5', 'none');
    expect(simulator.requests).toEqual([
      expect.objectContaining({
        collection: 'token',
        query: { grant_type: 'client_credentials' },
        status: 200,
      }),
      expect.objectContaining({
        collection: 'users',
        query: { limit: '5' },
        authorization: 'bearer',
        status: 401,
      }),
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain(simulator.secret);
  });
});
