import { createHash } from 'node:crypto';

import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';

import { dayFiles, type ExportOptions } from './day-files';
import { type Change, createDistrict, type Day, nextDay } from './district';

type Row = Readonly<Record<string, string>>;

interface Export {
  readonly names: readonly string[];
  readonly text: ReadonlyMap<string, string>;
  readonly digest: string;
}

function exportDay(day: Day, options: ExportOptions = {}): Export {
  const hash = createHash('sha256');
  const text = new Map<string, string>();
  for (const file of dayFiles(day, options)) {
    const bytes = Buffer.concat([...file.chunks]);
    expect(file.byteCount).toBe(bytes.length);
    hash.update(file.name).update(bytes);
    text.set(file.name, bytes.toString('utf8'));
  }
  return { names: [...text.keys()], text, digest: hash.digest('hex') };
}

function rowsOf(from: Export, file: string): Row[] {
  const parsed = Papa.parse<Row>(from.text.get(`${file}.csv`) ?? '', {
    header: true,
    delimiter: ',',
    newline: '\r\n',
    skipEmptyLines: true,
  });
  expect(parsed.errors).toEqual([]);
  return parsed.data;
}

function byId(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.sourcedId ?? '', row]));
}

function lines(from: Export, file: string): Map<string, string> {
  const all = (from.text.get(`${file}.csv`) ?? '').split('\r\n').slice(1, -1);
  return new Map(all.map((line) => [line.slice(0, line.indexOf(',')), line]));
}

function differences(before: Export, after: Export, file: string) {
  const old = lines(before, file);
  const now = lines(after, file);
  const added = [...now.keys()].filter((id) => !old.has(id));
  const removed = [...old.keys()].filter((id) => !now.has(id));
  const updated = [...now.keys()].filter((id) => old.has(id) && old.get(id) !== now.get(id));
  return { added, removed, updated, base: old.size };
}

function list(cell: string | undefined): string[] {
  return cell ? cell.split(',') : [];
}

/** Every reference that points nowhere, and every sourcedId that is there twice. */
function brokenReferences(from: Export): string[] {
  const files = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments'] as const;
  const rows = Object.fromEntries(files.map((file) => [file, rowsOf(from, file)]));
  const ids = new Map(
    files.map((file) => [file, new Set(rows[file]?.map((row) => row.sourcedId))]),
  );
  const broken: string[] = [];
  for (const file of files)
    if (ids.get(file)?.size !== rows[file]?.length) broken.push(`${file}: repeated sourcedId`);
  const check = (file: (typeof files)[number], column: string, target: (typeof files)[number]) => {
    for (const row of rows[file] ?? [])
      for (const id of list(row[column]))
        if (!ids.get(target)?.has(id)) broken.push(`${file} ${row.sourcedId} ${column} ${id}`);
  };
  check('orgs', 'parentSourcedId', 'orgs');
  check('academicSessions', 'parentSourcedId', 'academicSessions');
  check('courses', 'schoolYearSourcedId', 'academicSessions');
  check('courses', 'orgSourcedId', 'orgs');
  check('classes', 'courseSourcedId', 'courses');
  check('classes', 'schoolSourcedId', 'orgs');
  check('classes', 'termSourcedIds', 'academicSessions');
  check('users', 'orgSourcedIds', 'orgs');
  check('users', 'agentSourcedIds', 'users');
  check('enrollments', 'classSourcedId', 'classes');
  check('enrollments', 'schoolSourcedId', 'orgs');
  check('enrollments', 'userSourcedId', 'users');
  const users = ids.get('users');
  for (const row of rowsOf(from, 'demographics'))
    if (!users?.has(row.sourcedId)) broken.push(`demographics ${row.sourcedId}`);

  const people = byId(rows.users ?? []);
  const classes = byId(rows.classes ?? []);
  for (const person of people.values())
    for (const other of list(person.agentSourcedIds))
      if (!list(people.get(other)?.agentSourcedIds).includes(person.sourcedId ?? ''))
        broken.push(`link ${person.sourcedId} ${other} has one direction only`);
  for (const enrollment of rows.enrollments ?? []) {
    const taught = classes.get(enrollment.classSourcedId ?? '');
    const person = people.get(enrollment.userSourcedId ?? '');
    if (taught?.schoolSourcedId !== enrollment.schoolSourcedId)
      broken.push(`enrollment ${enrollment.sourcedId} is in another school than its class`);
    if (enrollment.role === 'student' && person?.grades !== taught?.grades)
      broken.push(`enrollment ${enrollment.sourcedId} is in another grade than its student`);
  }
  return broken;
}

const students = (from: Export) => rowsOf(from, 'users').filter((row) => row.role === 'student');

const dayZero = createDistrict({ seed: 'lakeview', students: 1200 });
const first = exportDay(dayZero);
const large = createDistrict({ seed: 'large', students: 6000 });
const largeFirst = exportDay(large);

describe('a district', () => {
  it('comes out the same from the same seed, and not from another', () => {
    expect(exportDay(createDistrict({ seed: 'lakeview', students: 1200 })).digest).toBe(
      first.digest,
    );
    expect(exportDay(createDistrict({ seed: 'brookside', students: 1200 })).digest).not.toBe(
      first.digest,
    );
  });

  it.each([13, 60, 400, 1199, 1200, 1201])(
    'has exactly %i students, all references closed',
    (n) => {
      const from = exportDay(createDistrict({ seed: 'sizes', students: n }));
      expect(students(from)).toHaveLength(n);
      expect(brokenReferences(from)).toEqual([]);
    },
  );

  it('has the proportions of a real one', () => {
    const users = rowsOf(largeFirst, 'users');
    const enrollments = rowsOf(largeFirst, 'enrollments');
    const count = (...roles: string[]) =>
      users.filter((row) => roles.includes(row.role ?? '')).length;
    expect(count('student')).toBe(6000);
    expect(count('guardian', 'parent', 'relative') / 6000).toBeCloseTo(1.5, 1);
    expect(6000 / count('teacher', 'administrator', 'aide')).toBeGreaterThan(13);
    expect(6000 / count('teacher', 'administrator', 'aide')).toBeLessThan(19);
    expect(enrollments.length / 6000).toBeGreaterThan(7.1);
    expect(enrollments.length / 6000).toBeLessThan(7.6);
    const schools = rowsOf(largeFirst, 'orgs').filter((row) => row.type === 'school');
    expect(schools.length).toBeGreaterThan(8);
    expect(schools.every((row) => /^0\d{3}$/.test(row.sourcedId ?? ''))).toBe(true);
  });

  it('would pass the gate of a first sync', () => {
    const people = rowsOf(largeFirst, 'users');
    const index = byId(people);
    const pupils = people.filter((row) => row.role === 'student');
    const reachable = pupils.filter((row) =>
      list(row.agentSourcedIds).some((id) => {
        const contact = index.get(id);
        return contact?.email !== '' || contact.sms !== '' || contact.phone !== '';
      }),
    );
    expect(reachable.length / pupils.length).toBeGreaterThan(0.95);
    const spoken = people.filter((row) => row['metadata.language'] !== '');
    expect(spoken.length / people.length).toBeGreaterThan(0.95);
    expect(new Set(people.map((row) => row['metadata.language'])).size).toBeGreaterThan(15);
    const learners = pupils.filter((row) => row['metadata.ell'] === 'true').length / pupils.length;
    expect(learners).toBeGreaterThan(0.05);
    expect(learners).toBeLessThan(0.25);
    const taught = new Set(
      rowsOf(largeFirst, 'enrollments')
        .filter((row) => row.primary === 'true')
        .map((row) => row.classSourcedId),
    );
    expect(taught.size).toBe(rowsOf(largeFirst, 'classes').length);
    const staffMails = people
      .filter((row) => /^T/.test(row.sourcedId ?? ''))
      .map((row) => row.email);
    expect(new Set(staffMails).size).toBe(staffMails.length);
    expect(Math.max(...pupils.map((row) => list(row.agentSourcedIds).length))).toBeLessThanOrEqual(
      4,
    );
  });

  it('has one guardian for brothers and sisters, and values that need quoting', () => {
    const guardians = rowsOf(first, 'users').filter((row) => /^G/.test(row.sourcedId ?? ''));
    expect(guardians.some((row) => list(row.agentSourcedIds).length > 1)).toBe(true);
    const names = rowsOf(largeFirst, 'users').map((row) => `${row.givenName} ${row.familyName}`);
    expect(names.some((name) => name.includes('"'))).toBe(true);
    expect(names.some((name) => /[áéíóúñ]/.test(name))).toBe(true);
    expect(rowsOf(first, 'classes').some((row) => row.title?.includes(','))).toBe(true);
  });

  it('cannot reach anybody: mail at example domains, phones of the fictitious range', () => {
    for (const row of rowsOf(largeFirst, 'users')) {
      if (row.email) expect(row.email).toMatch(/^[a-z0-9.]+@example\.(org|com)$/);
      for (const number of [row.sms, row.phone])
        if (number) expect(number.replaceAll(/\D/g, '')).toMatch(/^1?\d{3}55501\d\d$/);
    }
  });

  it('leaves no room in the schedule for two classes at once', () => {
    const classes = byId(rowsOf(first, 'classes'));
    const taken = new Set<string>();
    for (const row of rowsOf(first, 'enrollments')) {
      const period = classes.get(row.classSourcedId ?? '')?.periods;
      if (row.role !== 'student' || !period) continue;
      const key = `${row.userSourcedId} ${period}`;
      expect(taken.has(key)).toBe(false);
      taken.add(key);
    }
  });

  it('says absent for a file left out', () => {
    const from = exportDay(dayZero, { absent: ['demographics'] });
    expect(from.names).not.toContain('demographics.csv');
    expect(from.text.get('manifest.csv')).toContain('file.demographics,absent\r\n');
    expect(from.text.get('manifest.csv')).toContain('file.users,bulk\r\n');
  });
});

describe('the next day', () => {
  const next = (change: Change | Change['kind'], from = dayZero) => nextDay(from, change);

  it.each([
    ['churn', 'churn'],
    ['termChange', 'termChange'],
    ['promotion', 'promotion'],
    ['lostSchool', 'lostSchool'],
    ['rekeyed', 'rekeyed'],
    ['lostLeadingZeros', 'lostLeadingZeros'],
  ] as const)('keeps all references closed: %s', (_, kind) => {
    expect(brokenReferences(exportDay(next(kind)))).toEqual([]);
  });

  it('composes', () => {
    const kinds = ['churn', 'termChange', 'churn', 'promotion', 'churn', 'lostSchool', 'rekeyed'];
    let day = createDistrict({ seed: 'lakeview', students: 400 });
    for (const kind of kinds) {
      const before = day.date;
      day = nextDay(day, { kind, share: 0.1 } as Change);
      expect(day.date > before).toBe(true);
    }
    expect(brokenReferences(exportDay(day))).toEqual([]);
  });

  it('changes about the share asked for', () => {
    const after = exportDay(next({ kind: 'churn', share: 0.05 }, large));
    for (const file of ['users', 'enrollments', 'demographics']) {
      const { added, removed, updated, base } = differences(largeFirst, after, file);
      const share = (added.length + removed.length + updated.length) / base;
      expect(share, file).toBeGreaterThan(file === 'demographics' ? 0.005 : 0.03);
      expect(share, file).toBeLessThan(0.07);
      expect(added.length).toBeGreaterThan(0);
      expect(removed.length).toBeGreaterThan(0);
    }
    const { added, removed } = differences(largeFirst, after, 'users');
    for (const group of [added, removed]) {
      expect(group.some((id) => /^\d/.test(id))).toBe(true);
      expect(group.some((id) => id.startsWith('G'))).toBe(true);
      expect(group.some((id) => id.startsWith('T'))).toBe(true);
    }
  });

  it('goes on for weeks without the district shrinking or growing much', () => {
    let day = large;
    for (let i = 0; i < 40; i += 1) day = next('churn', day);
    const count = students(exportDay(day)).length;
    expect(count).toBeGreaterThan(5800);
    expect(count).toBeLessThan(6250);
  });

  it('can be the same bytes', () => {
    expect(exportDay(next('unchanged')).digest).toBe(first.digest);
  });

  it('can be the same rows in another order', () => {
    const after = exportDay(next('reordered'));
    expect(after.text.get('enrollments.csv')).not.toBe(first.text.get('enrollments.csv'));
    for (const file of ['orgs', 'users', 'classes', 'enrollments', 'demographics'])
      expect(lines(after, file).size).toBe(lines(first, file).size);
    for (const file of ['orgs', 'users', 'classes', 'enrollments', 'demographics'])
      expect(differences(first, after, file)).toMatchObject({
        added: [],
        removed: [],
        updated: [],
      });
  });

  it('can be the second semester: secondary classes replaced, people unchanged', () => {
    const after = exportDay(next('termChange'));
    expect(after.text.get('users.csv')).toBe(first.text.get('users.csv'));
    expect(after.text.get('academicSessions.csv')).toBe(first.text.get('academicSessions.csv'));
    const enrollments = differences(first, after, 'enrollments');
    expect(enrollments.removed.length / enrollments.base).toBeGreaterThan(0.5);
    expect(enrollments.added).toHaveLength(enrollments.removed.length);
    expect(rowsOf(after, 'classes').some((row) => row.termSourcedIds === '2027-S2')).toBe(true);
    expect(() => exportDay(next('termChange', next('termChange')))).toThrow('promotion');
  });

  it('can be a new school year', () => {
    const after = exportDay(next('promotion'));
    const old = byId(students(first));
    const now = byId(students(after));
    const stayed = [...now.values()].filter((row) => old.has(row.sourcedId ?? ''));
    const grade = (row: Row | undefined) => (row?.grades === 'KG' ? 0 : Number(row?.grades));
    for (const row of stayed) expect(grade(row)).toBe(grade(old.get(row.sourcedId ?? '')) + 1);
    const arrived = [...now.values()].filter((row) => !old.has(row.sourcedId ?? ''));
    expect(arrived.every((row) => row.grades === 'KG')).toBe(true);
    const left = [...old.values()].filter((row) => !now.has(row.sourcedId ?? ''));
    expect(left.every((row) => row.grades === '12')).toBe(true);
    expect(now.size).toBe(1200);
    expect(differences(first, after, 'enrollments').removed).toHaveLength(
      lines(first, 'enrollments').size,
    );
    expect(rowsOf(after, 'academicSessions').every((row) => row.schoolYear === '2028')).toBe(true);
  });

  it('can lack one school, and only that one', () => {
    const lost = '0017';
    const after = exportDay(next({ kind: 'lostSchool', schoolSourcedId: lost }));
    expect(differences(first, after, 'orgs').removed).toEqual([lost]);
    const expected = (file: string, column: string) =>
      rowsOf(first, file)
        .filter((row) => row[column] === lost)
        .map((row) => row.sourcedId ?? '');
    expect(differences(first, after, 'classes').removed).toEqual(
      expected('classes', 'schoolSourcedId'),
    );
    expect(differences(first, after, 'enrollments').removed).toEqual(
      expected('enrollments', 'schoolSourcedId'),
    );
    expect(differences(first, after, 'users').removed).toEqual(expected('users', 'orgSourcedIds'));
    const back = exportDay(next('repaired', next({ kind: 'lostSchool', schoolSourcedId: lost })));
    expect(back.digest).toBe(first.digest);
  });

  it('can have renumbered every student', () => {
    const after = exportDay(next('rekeyed'));
    const { added, removed } = differences(first, after, 'users');
    expect(added).toHaveLength(1200);
    expect(removed).toHaveLength(1200);
    const identity = (row: Row) => `${row.identifier} ${row.givenName} ${row.familyName}`;
    expect(students(after).map(identity)).toEqual(students(first).map(identity));
  });

  it('can have lost the leading zeros of its schools', () => {
    const after = exportDay(next('lostLeadingZeros'));
    const { added, removed } = differences(first, after, 'orgs');
    expect(added).toEqual(removed.map((id) => String(Number(id))));
    expect(differences(first, after, 'classes')).toMatchObject({ added: [], removed: [] });
  });

  it('can stop in the middle of a line of enrollments.csv', () => {
    const after = exportDay(next({ kind: 'truncated', share: 0.5 }));
    const whole = first.text.get('enrollments.csv') ?? '';
    const cut = after.text.get('enrollments.csv') ?? '';
    expect(whole.startsWith(cut)).toBe(true);
    expect(cut.endsWith('\n')).toBe(false);
    expect(cut.length / whole.length).toBeCloseTo(0.5, 1);
    expect(after.text.get('users.csv')).toBe(first.text.get('users.csv'));
  });

  it('can have a renamed header, no users, or a missing file, on that day only', () => {
    const drifted = exportDay(next('headerDrift')).text.get('users.csv') ?? '';
    expect(drifted).toBe(first.text.get('users.csv')?.replace('familyName', 'lastName'));
    const empty = exportDay(next('emptyUsers')).text.get('users.csv');
    expect(empty).toBe(first.text.get('users.csv')?.split('\r\n', 1)[0] + '\r\n');
    const missing = exportDay(next('missingFile'));
    expect(missing.names).not.toContain('enrollments.csv');
    expect(missing.text.get('manifest.csv')).toContain('file.enrollments,bulk\r\n');
    for (const kind of [
      'headerDrift',
      'emptyUsers',
      'missingFile',
      'truncated',
      'reordered',
    ] as const)
      expect(exportDay(next('unchanged', next(kind))).digest).toBe(first.digest);
  });
});

describe('a delta', () => {
  it.each(['churn', 'termChange', 'promotion', 'lostSchool', 'rekeyed'] as const)(
    'turns the day before into the day: %s',
    (kind) => {
      const day = nextDay(dayZero, kind);
      const after = exportDay(day);
      const delta = exportDay(day, { delta: true });
      for (const file of [
        'orgs',
        'academicSessions',
        'courses',
        'classes',
        'users',
        'enrollments',
        'demographics',
      ]) {
        const { added, removed, updated } = differences(first, after, file);
        const rows = rowsOf(delta, file);
        const active = rows.filter((row) => row.status === 'active');
        const gone = rows.filter((row) => row.status === 'tobedeleted');
        expect(rows).toHaveLength(active.length + gone.length);
        expect(ids(active)).toEqual([...added, ...updated].sort());
        expect(ids(gone)).toEqual(removed.sort());
        const candidates = byId(rowsOf(after, file));
        for (const row of active)
          expect({ ...row, status: '', dateLastModified: '' }).toEqual(
            candidates.get(row.sourcedId ?? ''),
          );
        for (const row of rows) expect(row.dateLastModified).toBe(`${day.date}T06:00:00.000Z`);
        const mode = rows.length > 0 ? 'delta' : 'absent';
        expect(delta.text.get('manifest.csv')).toContain(`file.${file},${mode}\r\n`);
      }
    },
  );

  it('of an unchanged day is a manifest only', () => {
    expect(exportDay(nextDay(dayZero, 'unchanged'), { delta: true }).names).toEqual([
      'manifest.csv',
    ]);
  });

  const ids = (rows: readonly Row[]) => rows.map((row) => row.sourcedId ?? '').sort();
});
