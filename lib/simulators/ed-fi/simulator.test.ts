import { afterEach, describe, expect, it } from 'vitest';

import { createDistrict, nextDay } from '@/lib/synthetic/district';

import { type EdFiOptions, type EdFiSimulator, startEdFiSimulator } from './simulator';
import { DATA_STANDARDS, type EdFiRecord } from './terms';

const first = createDistrict({ seed: 'ed-fi', students: 60 });
const started: EdFiSimulator[] = [];

async function start(options: Partial<EdFiOptions> = {}): Promise<EdFiSimulator> {
  const simulator = await startEdFiSimulator({ day: first, ...options });
  started.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
});

function askForToken({ addresses, key, secret }: EdFiSimulator): Promise<Response> {
  return fetch(addresses.oauth, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
}

/** Asks below the data or the change queries with one token. */
async function reader(simulator: EdFiSimulator) {
  const body = (await (await askForToken(simulator)).json()) as Record<string, string>;
  const authorization = `Bearer ${body['access_token']}`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${simulator.addresses.data}/ed-fi/${path}`, { headers: { authorization, ...headers } });
  const window = async (): Promise<Record<string, number>> => {
    const url = `${simulator.addresses.changeQueries}/availableChangeVersions`;
    return (await (await fetch(url, { headers: { authorization } })).json()) as Record<
      string,
      number
    >;
  };
  const rows = async (path: string): Promise<EdFiRecord[]> =>
    (await (await get(path)).json()) as EdFiRecord[];
  return { get, rows, window, authorization };
}

describe('the entry', () => {
  it('says where everything is, with the year or tenant in the route', async () => {
    const routes = await Promise.all([
      start({ suite: '6.1' }),
      start({ suite: '5.3', route: '2027' }),
      start({ suite: '5.3', route: 'lakeview/2027' }),
      start({ suite: '7.1', route: 'lakeview/2027' }),
    ]);
    const paths: string[][] = [];
    for (const simulator of routes) {
      const { urls } = (await (await fetch(simulator.base)).json()) as {
        urls: Record<string, string>;
      };
      const path = (name: string) => new URL(urls[name] ?? '').pathname;
      paths.push([path('oauth'), path('dataManagementApi'), path('changeQueries')]);
      const { rows, window } = await reader(simulator);
      expect((await rows('schools')).length).toBeGreaterThan(0);
      expect(Object.keys(await window()).length).toBe(2);
    }
    expect(paths).toEqual([
      ['/oauth/token', '/data/v3/', '/changeQueries/v1/'],
      ['/oauth/token', '/data/v3/2027/', '/changeQueries/v1/2027/'],
      ['/lakeview/oauth/token', '/data/v3/lakeview/2027/', '/changeQueries/v1/lakeview/2027/'],
      ['/lakeview/2027/oauth/token', '/lakeview/2027/data/v3/', '/lakeview/2027/changeQueries/v1/'],
    ]);
  });

  it('gives 15 live tokens and no more since 7.3', async () => {
    const simulator = await start();
    const statuses: number[] = [];
    for (let i = 0; i < 16; i += 1) statuses.push((await askForToken(simulator)).status);
    expect(statuses.filter((status) => status === 200).length).toBe(15);
    expect(statuses.at(-1)).toBe(429);
  });

  it('answers nobody without a token', async () => {
    const { addresses } = await start();
    expect((await fetch(`${addresses.data}/ed-fi/students`)).status).toBe(401);
  });
});

describe('resources', () => {
  it.each(DATA_STANDARDS)(
    'of data standard %s have no reference that leads nowhere',
    async (standard) => {
      const { store } = await start({ standard });
      const students = new Set(
        store.all('students').map(({ record }) => record['studentUniqueId']),
      );
      expect(students.size).toBe(60);
      const sections = new Set(
        store
          .all('sections')
          .map(({ record }) => JSON.stringify(store.keyValues('sections', record))),
      );
      const associations = store.all('studentSectionAssociations');
      expect(associations.length).toBeGreaterThan(300);
      for (const { record } of associations) {
        const { sectionReference, studentReference } = record as Record<string, EdFiRecord>;
        expect(students).toContain(studentReference?.['studentUniqueId']);
        expect(sections).toContain(JSON.stringify(sectionReference));
      }
    },
  );

  it('have the names of their data standard', async () => {
    const [old, young] = [await start({ standard: '3.3' }), await start({ standard: '6.0' })];
    const [oldReader, youngReader] = [await reader(old), await reader(young)];
    expect((await oldReader.rows('parents')).length).toBe(25);
    expect((await oldReader.get('contacts')).status).toBe(404);
    expect((await youngReader.rows('contacts')).length).toBe(25);
    expect((await youngReader.get('parents')).status).toBe(404);
    const [association] = await oldReader.rows('studentEducationOrganizationAssociations?limit=1');
    expect(association).toHaveProperty('languages');
    const [demographic] = await youngReader.rows('studentDemographics?limit=1');
    expect(demographic).toHaveProperty('languages');
    const [later] = await youngReader.rows('studentEducationOrganizationAssociations?limit=1');
    expect(later).not.toHaveProperty('languages');
  });

  it('are filtered by any field of the key and found by id', async () => {
    const { rows, get } = await reader(await start());
    const [school] = await rows('schools?limit=1');
    const id = String(school?.['schoolId']);
    const found = await rows(`studentSchoolAssociations?limit=500&schoolId=${id}`);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((each) => JSON.stringify(each['schoolReference'])))).toEqual(
      new Set([JSON.stringify({ schoolId: Number(id) })]),
    );
    expect(await (await get(`schools/${String(school?.['id'])}`)).json()).toEqual(school);
    expect((await get('schools/none')).status).toBe(404);
  });
});

describe('pages', () => {
  it('by offset have 25 rows, at most 500, and a total when asked', async () => {
    const { get, rows } = await reader(await start());
    expect((await rows('students')).length).toBe(25);
    expect((await get('students?limit=501')).status).toBe(400);
    const counted = await get('students?limit=0&totalCount=true');
    expect(counted.headers.get('total-count')).toBe('60');
    expect(await counted.json()).toEqual([]);
    expect((await get('students?offset=0')).headers.get('total-count')).toBeNull();
    expect((await rows('students?offset=50&limit=25')).length).toBe(10);
  });

  it('by cursor come to the end, also from partitions', async () => {
    const { get } = await reader(await start());
    const follow = async (path: string): Promise<unknown[]> => {
      const seen: unknown[] = [];
      let next: string | null = path;
      while (next !== null) {
        const response: Response = await get(next);
        seen.push(...((await response.json()) as EdFiRecord[]).map((each) => each['id']));
        const token: string | null = response.headers.get('next-page-token');
        next = token && `students?pageToken=${token}&pageSize=7`;
      }
      return seen;
    };
    const whole = await follow('students');
    expect(new Set(whole).size).toBe(60);
    const { pageTokens } = (await (await get('students/partitions?number=4')).json()) as {
      pageTokens: string[];
    };
    expect(pageTokens.length).toBe(4);
    const parts = await Promise.all(
      pageTokens.map((token) => follow(`students?pageToken=${token}&pageSize=7`)),
    );
    expect(parts.flat()).toEqual(whole);
    expect((await get(`students?pageToken=${pageTokens[0]}&offset=5`)).status).toBe(400);
  });

  it('by cursor are unknown before 7.3', async () => {
    const { get } = await reader(await start({ suite: '7.1' }));
    expect((await get('students')).headers.get('next-page-token')).toBeNull();
    expect((await get('students/partitions')).status).toBe(404);
  });
});

describe('changes', () => {
  it('are told by version: changed, deleted, and under another key', async () => {
    const simulator = await start();
    const { rows, window } = await reader(simulator);
    const before = (await window())['newestChangeVersion'] ?? 0;
    const [one, two, three] = await rows('students?limit=3');
    const key = (student: EdFiRecord | undefined) => ({
      studentUniqueId: student?.['studentUniqueId'],
    });
    const record = simulator.store.all('students')[0]?.record ?? {};
    simulator.upsert('students', { ...record, firstName: 'Ana' });
    simulator.upsert('students', { ...record, firstName: 'Ana' });
    simulator.delete('students', key(two));
    simulator.changeKey('students', key(three), { studentUniqueId: '77' });
    expect((await window())['newestChangeVersion']).toBe(before + 3);
    const since = `minChangeVersion=${before + 1}`;
    expect((await rows(`students?${since}`)).map((each) => each['id'])).toEqual([
      one?.['id'],
      three?.['id'],
    ]);
    expect(await rows(`students/deletes?${since}`)).toEqual([
      { id: two?.['id'], changeVersion: before + 2, keyValues: key(two) },
    ]);
    expect(await rows(`students/keyChanges?${since}`)).toEqual([
      {
        id: three?.['id'],
        changeVersion: before + 3,
        oldKeyValues: key(three),
        newKeyValues: { studentUniqueId: '77' },
      },
    ]);
    expect(await rows(`students?maxChangeVersion=${before}&limit=500`)).toHaveLength(57);
  });

  it('of some versions leave out the keys', async () => {
    const simulator = await start({ suite: '5.2' });
    const { rows, window } = await reader(simulator);
    expect(Object.keys(await window())).toEqual(['OldestChangeVersion', 'NewestChangeVersion']);
    const [one, two] = simulator.store.all('students');
    simulator.delete('students', simulator.store.keyValues('students', one?.record ?? {}));
    simulator.changeKey('students', simulator.store.keyValues('students', two?.record ?? {}), {
      studentUniqueId: '77',
    });
    simulator.misbehave({ kind: 'noKeyValues' });
    expect(await rows('students/deletes')).toEqual([
      { id: one?.id, changeVersion: expect.any(Number) },
    ]);
    expect(await rows('students/keyChanges')).toEqual([]);
  });

  it('of the next day are what the day changed, and what was put in by hand stays', async () => {
    const simulator = await start();
    const { rows } = await reader(simulator);
    const [student] = simulator.store.all('students');
    simulator.upsert('students', { ...student?.record, studentUniqueId: 'by hand' });
    const { newest } = simulator.store.window;
    simulator.setDay(nextDay(first, { kind: 'churn', share: 0.2 }));
    const since = `limit=500&minChangeVersion=${newest + 1}`;
    const changed = await rows(`studentSectionAssociations?${since}`);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(simulator.store.all('studentSectionAssociations').length);
    expect((await rows(`studentSectionAssociations/deletes?${since}`)).length).toBeGreaterThan(0);
    expect(await rows('students?studentUniqueId=by%20hand')).toHaveLength(1);
  });

  it('that came after a snapshot are not in it', async () => {
    const named = await start({ suite: '6.1' });
    const byId = await reader(named);
    const id = named.takeSnapshot();
    const [one] = named.store.all('students');
    named.delete('students', named.store.keyValues('students', one?.record ?? {}));
    const total = async (headers: Record<string, string>, from = byId) =>
      (await from.get('students?limit=0&totalCount=true', headers)).headers.get('total-count');
    expect([await total({}), await total({ 'Snapshot-Identifier': id })]).toEqual(['59', '60']);
    const url = `${named.addresses.changeQueries}/snapshots`;
    const list = await fetch(url, { headers: { authorization: byId.authorization } });
    expect(await list.json()).toMatchObject([{ snapshotIdentifier: id }]);
    named.dropSnapshots();
    expect((await byId.get('students', { 'Snapshot-Identifier': id })).status).toBe(410);

    const newest = await start({ suite: '7.1' });
    const byHeader = await reader(newest);
    expect((await byHeader.get('students', { 'Use-Snapshot': 'true' })).status).toBe(404);
    newest.takeSnapshot();
    const [other] = newest.store.all('students');
    newest.delete('students', newest.store.keyValues('students', other?.record ?? {}));
    expect(await total({ 'Use-Snapshot': 'true' }, byHeader)).toBe('60');
  });
});

describe('attendance', () => {
  it('of the afternoon deletes the events that the morning had wrong', async () => {
    const district = createDistrict({ seed: 'attendance', students: 1200 });
    const simulator = await start({ day: district });
    const { rows } = await reader(simulator);
    const date = '2026-10-05';
    const events = () => rows(`studentSchoolAttendanceEvents?limit=500&eventDate=${date}`);
    simulator.setAttendance(date);
    const morning = await events();
    expect(morning.length).toBeGreaterThan(20);
    const { newest } = simulator.store.window;
    simulator.setAttendance(date, 'afternoon');
    const deletes = await rows(
      `studentSchoolAttendanceEvents/deletes?minChangeVersion=${newest + 1}`,
    );
    expect(deletes.length).toBeGreaterThan(0);
    const gone = new Set(deletes.map((each) => each['id']));
    const afternoon = await events();
    expect(morning.filter((each) => gone.has(each['id'])).length).toBe(deletes.length);
    expect(afternoon.some((each) => gone.has(each['id']))).toBe(false);
    for (const { sessionReference } of afternoon)
      expect(sessionReference).toMatchObject({ schoolYear: 2027, sessionName: expect.any(String) });
  });

  it('has a calendar for every school, with holidays', async () => {
    const { rows } = await reader(await start());
    const schools = await rows('schools?limit=500');
    expect((await rows('calendars?limit=500')).length).toBe(schools.length);
    const id = String(schools[0]?.['schoolId']);
    const [holiday] = await rows(`calendarDates?schoolId=${id}&date=2026-11-26`);
    expect(JSON.stringify(holiday?.['calendarEvents'])).toContain('#Holiday');
    expect(await rows(`calendarDates?schoolId=${id}&date=2026-11-28`)).toEqual([]);
  });
});

describe('misbehavior', () => {
  it('is the same as of the other simulator, by resource', async () => {
    const simulator = await start();
    const { rows, get } = await reader(simulator);
    simulator.misbehave({ kind: 'failure', status: 503, collection: 'students/deletes' });
    simulator.misbehave({ kind: 'clampedLimit', limit: 3, collection: 'students' });
    expect((await get('students/deletes')).status).toBe(503);
    expect((await rows('students?limit=500')).length).toBe(3);
    simulator.behave();
    simulator.misbehave({ kind: 'drift', rows: -1, collection: 'students', page: 1 });
    const [page, next] = [
      await rows('students?offset=0&limit=10'),
      await rows('students?offset=10&limit=10'),
    ];
    expect(new Set([...page, ...next].map((each) => each['id'])).size).toBe(20);
    expect(simulator.store.all('students').length).toBe(59);
    simulator.misbehave({ kind: 'filterIgnored' });
    expect((await rows('students?minChangeVersion=99999999')).length).toBe(25);
    simulator.misbehave({ kind: 'expiredToken', collection: 'staffs' });
    expect((await get('staffs')).status).toBe(401);
    expect(simulator.requests.at(-1)).toMatchObject({ collection: 'staffs', status: 401 });
  });
});
