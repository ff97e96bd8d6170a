// What becomes of rows that cannot be used, of files that are not whole, and of what hangs on them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLACEHOLDER_COURSE } from '@/lib/core/oneroster';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const MANIFEST = (modes: Record<string, string> = {}): string =>
  [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...[
      ['academicSessions', 'bulk'],
      ['categories', 'absent'],
      ['classes', 'bulk'],
      ['classResources', 'absent'],
      ['courses', 'bulk'],
      ['courseResources', 'absent'],
      ['demographics', 'absent'],
      ['enrollments', 'bulk'],
      ['lineItems', 'absent'],
      ['orgs', 'bulk'],
      ['resources', 'absent'],
      ['results', 'absent'],
      ['users', 'bulk'],
    ].map(([name, mode]) => `file.${name},${modes[name ?? ''] ?? mode}`),
  ].join('\r\n');

const USERS =
  'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language';
const student = (id: string, agent = `g-${id}`, grade = '05'): string =>
  `${id},,,true,s1,student,${id},,Ana,Example,,${id},,,,${agent},${grade},,es`;
const guardian = (id: string): string =>
  `g-${id},,,true,s1,guardian,g-${id},,Mar,Example,,,,,555-0100,${id},,,Spanish`;
const enrolled = (id: string, classId = 'c1'): string =>
  `e-${id}-${classId},,,${classId},s1,${id},student,false,,`;

type Files = Record<string, string[]>;

/** A small district; lines of a file replace its rows, the header stays. */
function files(changed: Files = {}, modes: Record<string, string> = {}) {
  const base: Files = {
    'orgs.csv': ['d1,,,Example District,district,,', 's1,,,Example School,school,0001,d1'],
    'academicSessions.csv': ['y1,,,2026-2027,schoolYear,2026-08-17,2027-06-11,,2027'],
    'courses.csv': ['k1,,,y1,Reading,R1,05,s1,,'],
    'classes.csv': [
      'c1,,,Reading 5,05,k1,R1-1,scheduled,,s1,y1,,,',
      'c2,,,Reading 6,06,k1,R1-2,scheduled,,s1,y1,,,',
    ],
    'users.csv': ['1', '2', '3', '4'].flatMap((id) => [student(id), guardian(id)]),
    'enrollments.csv': ['1', '2', '3', '4'].map((id) => enrolled(id)),
  };
  const headers: Record<string, string> = {
    'orgs.csv': 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
    'academicSessions.csv':
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
    'courses.csv':
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
    'classes.csv':
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
    'users.csv': USERS,
    'enrollments.csv':
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  };
  const contents = { ...base, ...changed };
  return [
    textFile('manifest.csv', MANIFEST(modes)),
    ...Object.entries(contents)
      .filter(([name]) => modes[name.replace('.csv', '')] !== 'absent')
      .map(([name, rows]) => textFile(name, [headers[name], ...rows].join('\r\n') + '\r\n')),
  ];
}

interface Connection {
  id: number;
  tenantId: number;
}

async function process(connection: Connection, given: ReturnType<typeof files>) {
  const run = await deliverRun(ctx, connection, given);
  const outcome = await processSyncRun(ctx, run);
  const groups = await ctx.db.prisma.runIssueGroup.findMany({
    where: { runId: run.id, level: { not: 'notice' } },
    include: { issues: true },
    orderBy: [{ fileName: 'asc' }, { code: 'asc' }],
  });
  return {
    run,
    outcome,
    issues: groups.map((group) => `${group.fileName} ${group.code} ${group.count}`),
    groups,
  };
}

async function apply(run: { id: number; tenantId: number }): Promise<void> {
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
}

async function started(): Promise<Connection> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run, outcome, issues } = await process(connection, files());
  expect({ outcome, issues }).toEqual({ outcome: 'HELD', issues: [] });
  await apply(run);
  return connection;
}

async function active(connection: Connection, table: string): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ id: string }>(
    `SELECT ${table === 'link' ? "student_sourced_id || '>' || contact_sourced_id" : 'sourced_id'} AS id
     FROM roster_${table} WHERE tenant_id = $1 AND removed_at IS NULL ORDER BY 1`,
    [connection.tenantId],
  );
  return rows.map(({ id }) => id);
}

async function plan(run: { id: number }): Promise<string[]> {
  const rows = await ctx.db.prisma.change.findMany({
    where: { runId: run.id },
    orderBy: { seq: 'asc' },
  });
  return rows.map(
    (row) =>
      `${row.entity} ${row.action} ${row.sourcedId.replace('\n', '>')}${row.isCascade ? ' cascade' : ''}`,
  );
}

const everybody = ['1', '2', '3', '4'].flatMap((id) => [student(id), guardian(id)]);
const replaced = (id: string, row: string): string[] =>
  everybody.map((each) => (each.startsWith(`${id},`) ? row : each));

describe('a row that cannot be used', () => {
  test('keeps its record, whatever else the file says', async () => {
    const connection = await started();
    const { run, outcome, issues, groups } = await process(
      connection,
      files({ 'users.csv': replaced('2', student('2').replace('student', 'robot')) }),
    );
    expect(issues).toEqual(['users.csv ROLE_UNKNOWN 1']);
    expect(groups[0]?.issues).toMatchObject([{ line: 4, schoolSourcedId: 's1' }]);
    expect(await plan(run)).toEqual([]);
    expect(outcome).toBe('NO_CHANGE');
    expect(await active(connection, 'user')).toContain('2');
  });

  test('without a readable id it withholds the removals of its file', async () => {
    const connection = await started();
    const { run, issues } = await process(
      connection,
      files({
        'users.csv': [
          ...everybody.slice(0, 4),
          student('').replace(/^/, ''),
          ...everybody.slice(6),
        ],
      }),
    );
    expect(issues).toContain('users.csv REMOVALS_WITHHELD 1');
    expect(await plan(run)).toEqual([]);
  });

  test('a stray quote costs its line only', async () => {
    const connection = await started();
    const { run, groups } = await process(
      connection,
      files({ 'users.csv': replaced('2', student('2').replace('Ana', '"Ana')) }),
    );
    expect(groups.map((group) => `${group.code} ${group.issues[0]?.line}`)).toEqual([
      'UNCLOSED_QUOTE 4',
    ]);
    expect(await plan(run)).toEqual([]);
  });

  test.each([
    ['a NUL', 'A\u0000na'],
    ['a tab', 'A\tna'],
    ['a backslash', 'A\\na'],
    ['braces', '{A,"na"}'],
    ['four bytes', 'A\u{1f600}na'],
    ['a lone carriage return', 'A\rna'],
  ])('%s in a name reaches the roster as text', async (_, name) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const { run, outcome } = await process(
      connection,
      files({ 'users.csv': replaced('2', student('2').replace('Ana', quoted)) }),
    );
    expect(outcome).toBe('HELD');
    await apply(run);
    const { givenName } = await ctx.db.prisma.rosterUser.findUniqueOrThrow({
      where: { tenantId_sourcedId: { tenantId: connection.tenantId, sourcedId: '2' } },
    });
    const shown = [...name].map((character) => (character < ' ' ? ' ' : character)).join('');
    expect(givenName).toBe(shown);
  });

  test('is said again every day, and read once it is right', async () => {
    const connection = await started();
    const bad = {
      'enrollments.csv': [...['1', '2', '3', '4'].map((id) => enrolled(id)), enrolled('9')],
    };
    for (const day of [2, 3]) {
      const { outcome, issues } = await process(
        connection,
        files({ ...bad, 'courses.csv': [`k1,,,y1,Reading,R${day},05,s1,,`] }),
      );
      expect(issues).toEqual(['enrollments.csv REFERENCE_MISSING 1']);
      expect(outcome).toBe('DEFERRED');
      await ctx.db.prisma.syncRun.updateMany({
        where: { state: 'DEFERRED' },
        data: { state: 'SUPERSEDED' },
      });
    }
    const { run, issues } = await process(
      connection,
      files({ ...bad, 'users.csv': [...everybody, student('9'), guardian('9')] }),
    );
    expect(issues).toEqual([]);
    expect(await plan(run)).toEqual([
      'user ADD 9',
      'user ADD g-9',
      'enrollment ADD e-9-c1 cascade',
      'link ADD 9>g-9 cascade',
    ]);
  });
});

describe('what a district may switch on', () => {
  const beyond = {
    'classes.csv': [
      'c1,,,Reading 5,05,k1,R1-1,scheduled,,s1,y1,,,',
      'c2,,,Reading 6,06,,R1-2,scheduled,,s1,y1,,,',
    ],
    'users.csv': [...everybody, 'p1,,,true,s1,principal,p1,,Pia,Example,,,,206-555-0134,,,,,'],
    'enrollments.csv': [enrolled('1'), enrolled('2', 'c2'), 'e-p1,,,c2,s1,p1,aide,false,,'],
  };

  test('is set aside without it', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    expect((await process(connection, files(beyond))).issues).toEqual([
      'classes.csv VALUE_MISSING 1',
      'enrollments.csv REFERENCE_SET_ASIDE 1',
      'enrollments.csv ROLE_UNKNOWN 1',
      'users.csv ROLE_UNKNOWN 1',
    ]);
  });

  test('is read with it, and nothing changes on the next day', async () => {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant);
    await ctx.db.prisma.tenant.update({
      where: { id: tenant.id },
      data: { readsOtherRolesAsStaff: true, readsAidesAsProctors: true, allowsMissingCourse: true },
    });
    const { run, issues } = await process(connection, files(beyond));
    expect(issues).toEqual([
      'classes.csv COURSE_PLACEHOLDER 1',
      'enrollments.csv AIDE_READ_AS_PROCTOR 1',
      'users.csv ROLE_READ_AS_STAFF 1',
    ]);
    await apply(run);
    const ofTenant = { tenantId: tenant.id };
    const person = await ctx.db.prisma.rosterUser.findUniqueOrThrow({
      where: { tenantId_sourcedId: { ...ofTenant, sourcedId: 'p1' } },
    });
    expect(person).toMatchObject({
      role: 'administrator',
      sms: '206-555-0134',
      smsE164: '+12065550134',
    });
    expect(
      await ctx.db.prisma.rosterClass.findMany({
        where: ofTenant,
        select: { courseSourcedId: true },
        orderBy: { sourcedId: 'asc' },
      }),
    ).toEqual([{ courseSourcedId: 'k1' }, { courseSourcedId: PLACEHOLDER_COURSE.sourcedId }]);
    expect(await active(connection, 'course')).toEqual([PLACEHOLDER_COURSE.sourcedId, 'k1']);
    expect(
      await ctx.db.prisma.rosterEnrollment.findUniqueOrThrow({
        where: { tenantId_sourcedId: { ...ofTenant, sourcedId: 'e-p1' } },
      }),
    ).toMatchObject({ role: 'proctor' });

    const next = await process(
      connection,
      files({
        ...beyond,
        'orgs.csv': ['d1,,,Example District,district,,', 's1,,,Example School Two,school,0001,d1'],
      }),
    );
    expect(await plan(next.run)).toEqual(['org UPDATE s1']);
  });
});

describe('duplicates', () => {
  test('equal rows are ignored, of different ones the first stays', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const { run, issues } = await process(
      connection,
      files({ 'users.csv': [...everybody, student('1'), student('2', 'g-2', '06')] }),
    );
    expect(issues).toEqual(['users.csv DUPLICATE_ID_DIFFERENT 1', 'users.csv DUPLICATE_ID_SAME 1']);
    const file = await ctx.db.prisma.syncRunFile.findFirstOrThrow({
      where: { runId: run.id, fileName: 'users.csv' },
    });
    expect(file).toMatchObject({ rowsRead: 10, rowsAccepted: 8, rowsRejected: 1, rowsIgnored: 1 });
  });
});

describe('what leaves', () => {
  test('takes its enrollments and links along, counted once', async () => {
    const connection = await started();
    const { run } = await process(
      connection,
      files({
        'users.csv': everybody.filter((row) => !row.startsWith('4,')),
        'enrollments.csv': ['1', '2', '3'].map((id) => enrolled(id)),
      }),
    );
    expect(await plan(run)).toEqual([
      'user REMOVE 4',
      'enrollment REMOVE e-4-c1 cascade',
      'link REMOVE 4>g-4 cascade',
    ]);
  });

  test('an enrollment that still names somebody who left is set aside and goes with them', async () => {
    const connection = await started();
    const { run, issues, groups } = await process(
      connection,
      files({ 'users.csv': everybody.filter((row) => !row.startsWith('4,')) }),
    );
    expect(await plan(run)).toEqual([
      'user REMOVE 4',
      'enrollment REMOVE e-4-c1 cascade',
      'link REMOVE 4>g-4 cascade',
    ]);
    expect(issues).toContain('enrollments.csv REFERENCE_MISSING 1');
    expect(groups.find((group) => group.code === 'REFERENCE_MISSING')?.issues).toMatchObject([
      { line: 5, column: 'userSourcedId', value: '4' },
    ]);
    const { rowsRead, rowsAccepted, rowsRejected } =
      await ctx.db.prisma.syncRunFile.findFirstOrThrow({
        where: { runId: run.id, fileName: 'enrollments.csv' },
      });
    expect({ rowsRead, rowsAccepted, rowsRejected }).toEqual({
      rowsRead: 4,
      rowsAccepted: 3,
      rowsRejected: 1,
    });
  });

  test('comes back as itself', async () => {
    const connection = await started();
    const without = await process(
      connection,
      files({
        'users.csv': everybody.filter((row) => !row.startsWith('4,') && !row.startsWith('g-4,')),
        'enrollments.csv': ['1', '2', '3'].map((id) => enrolled(id)),
      }),
    );
    await apply(without.run);
    expect(await active(connection, 'link')).toEqual(['1>g-1', '2>g-2', '3>g-3']);
    const back = await process(connection, files());
    expect(await plan(back.run)).toEqual([
      'user REACTIVATE 4',
      'user REACTIVATE g-4',
      'enrollment REACTIVATE e-4-c1 cascade',
      'link REACTIVATE 4>g-4 cascade',
    ]);
    await apply(back.run);
    expect(await active(connection, 'link')).toEqual(['1>g-1', '2>g-2', '3>g-3', '4>g-4']);
  });
});

describe('a set that is not whole', () => {
  test('says what is wrong in the files that came, and changes nothing', async () => {
    const connection = await started();
    const { outcome, issues, run } = await process(
      connection,
      files(
        { 'users.csv': replaced('2', student('2').replace('student', 'robot')) },
        { courses: 'absent' },
      ),
    );
    expect(outcome).toBe('INVALID');
    expect(issues).toEqual(['courses.csv REQUIRED_FILE_ABSENT 1', 'users.csv ROLE_UNKNOWN 1']);
    expect(await plan(run)).toEqual([]);
  });

  test('header only never removes anybody', async () => {
    const connection = await started();
    const { outcome } = await process(connection, files({ 'users.csv': [] }));
    expect(outcome).toBe('INVALID');
    expect(await active(connection, 'user')).toHaveLength(8);
  });
});

describe('delta files', () => {
  test('change what they name and nothing else', async () => {
    const connection = await started();
    const delta = (row: string, status: string): string =>
      row.replace(',,,', `,${status},2026-09-02T08:00:00.000Z,`);
    const { run, outcome } = await process(
      connection,
      files(
        {
          'users.csv': [
            delta(student('1', 'g-1', '06'), 'active'),
            delta(student('4'), 'tobedeleted'),
          ],
        },
        { users: 'delta' },
      ),
    );
    expect(await plan(run)).toEqual([
      'user REMOVE 4',
      'user UPDATE 1',
      'enrollment REMOVE e-4-c1 cascade',
      'link REMOVE 4>g-4 cascade',
    ]);
    expect(outcome).toBe('DEFERRED');
  });
});

describe('lines that are nobody’s', () => {
  const rows = ['1', '2', '3'].map((id) => enrolled(id));
  test.each<[string, string[]]>([
    ['a ruler', ['---------,------,----------------', ...rows]],
    ['a count', [...rows, '', '(3 rows affected)']],
    ['a total', [...rows, 'Total: 3,,,,,,,,,']],
    ['a moment and a page', [...rows, 'Generated on 11/19/2026 10:15 AM', '"Page 1 of 1"']],
    [
      'the header again',
      [
        ...rows,
        'SOURCEDID , status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      ],
    ],
    ['the mark of an end', [...rows, '\x1a']],
  ])('%s keeps nobody in the roster and counts as no bad row', async (_name, enrollments) => {
    const connection = await started();
    const second = await process(connection, files({ 'enrollments.csv': enrollments }));
    const file = await ctx.db.prisma.syncRunFile.findFirstOrThrow({
      where: { runId: second.run.id, fileName: 'enrollments.csv' },
    });
    expect(file).toMatchObject({ rowsAccepted: 3, rowsRejected: 0 });
    expect(second.issues.filter((issue) => /WITHHELD|ROW_TOO|VALUE/.test(issue))).toEqual([]);
    const removed = await ctx.db.prisma.change.findMany({
      where: { runId: second.run.id, action: 'REMOVE' },
    });
    expect(removed.map(({ sourcedId }) => sourcedId)).toEqual([enrolled('4').split(',')[0]]);
  });

  test('a zero byte for every empty value is an empty value', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const zeros = (line: string): string => line.replace(/,(?=,|$)/g, ',\0');
    const given = files({
      'orgs.csv': ['d1,,,Example District,district,,', 's1,,,Example School,school,0001,d1'].map(
        zeros,
      ),
      'users.csv': ['1', '2', '3', '4'].flatMap((id) => [student(id), guardian(id)]).map(zeros),
      'enrollments.csv': ['1', '2', '3', '4'].map((id) => enrolled(id)).map(zeros),
    });
    const { run, issues } = await process(connection, given);
    expect(issues.filter((issue) => /UTF|STATUS|PASSWORD/.test(issue))).toEqual([]);
    const read = await ctx.db.prisma.syncRunFile.findMany({
      where: { runId: run.id, rowsRejected: { gt: 0 } },
    });
    expect(read).toEqual([]);
  });
});

describe('a file of which no row can be used', () => {
  test.each<[name: string, rows: string[]]>([
    ['orgs.csv', ['d1,,,Example District,planet,,', 's1,,,,school,0001,d1']],
    ['academicSessions.csv', ['y1,,,2026-2027,schoolYear,soon,2027-06-11,,2027']],
    ['courses.csv', ['k1,,,y1,,R1,05,s1,,']],
    [
      'classes.csv',
      ['c1,,,,05,k1,R1-1,scheduled,,s1,y1,,,', 'c2,,,Reading 6,06,k9,R1-2,scheduled,,s1,y1,,,'],
    ],
    ['users.csv', ['1', '2'].map((id) => student(id).replace(',student,', ',pupil,'))],
    ['enrollments.csv', ['1', '2', '3', '4'].map((id) => enrolled(id, 'gone'))],
  ])('%s: a new set is needed, and the roster stays', async (name, rows) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const first = await process(connection, files());
    await apply(first.run);
    const next = await process(connection, files({ [name]: rows }));
    expect(next.outcome).toBe('INVALID');
    expect(next.issues).toContain(`${name} NO_ROW_USABLE 1`);
    expect(
      await ctx.db.prisma.rosterUser.count({
        where: { tenantId: connection.tenantId, removedAt: null },
      }),
    ).toBe(8);
    const again = await createConnection(ctx, await createTenant(ctx));
    const initial = await process(again, files({ [name]: rows }));
    expect(initial.outcome, 'also as the first set').toBe('INVALID');
    expect(initial.issues).toContain(`${name} NO_ROW_USABLE 1`);
  });

  test('in a delta only says what changed', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    await apply((await process(connection, files())).run);
    const next = await process(
      connection,
      files({ 'users.csv': [student('9').replace(',student,', ',pupil,')] }, { users: 'delta' }),
    );
    expect(next.outcome).not.toBe('INVALID');
  });
});

describe('a record that a delta names more than once', () => {
  const at = (date: string, row: string, status = 'active'): string =>
    row.replace(/^([^,]*),,,/, `$1,${status},${date},`);
  const named = (date: string, phone: string) => at(date, guardian('1').replace('555-0100', phone));
  const gone = (date: string) => at(date, guardian('1'), 'tobedeleted');
  const [D26, D27, D28] = ['2026-11-26T08:00:00Z', '2026-11-27T08:00:00Z', '2026-11-28T08:00:00Z'];
  const WAS = '555-0100';

  test.each<[name: string, rows: string[], phone: string | null, codes: string[]]>([
    [
      'active, deleted the day after',
      [named(D26, '206-555-0101'), gone(D27)],
      null,
      ['DELTA_OLDER_STATE 2'],
    ],
    [
      'deleted, active the day after',
      [gone(D26), named(D27, '206-555-0101')],
      '206-555-0101',
      ['DELTA_OLDER_STATE 2'],
    ],
    [
      'two phones',
      [named(D26, '206-555-0101'), named(D27, '206-555-0102')],
      '206-555-0102',
      ['DELTA_OLDER_STATE 2'],
    ],
    [
      'three states',
      [named(D26, '206-555-0101'), named(D28, '206-555-0103'), gone(D27)],
      '206-555-0103',
      ['DELTA_OLDER_STATE 3'],
    ],
    [
      'instants in other zones',
      [
        named('2026-11-27T01:00:00+09:00', '206-555-0101'),
        named('2026-11-26T18:00:00Z', '206-555-0102'),
      ],
      '206-555-0102',
      ['DELTA_OLDER_STATE 2'],
    ],
    ['the same moment', [named(D26, '206-555-0101'), gone(D26)], WAS, ['DELTA_STATES_UNCLEAR 2']],
    [
      'a date that is missing',
      [named(D26, '206-555-0101'), named('', '206-555-0102')],
      WAS,
      ['DELTA_STATES_UNCLEAR 2'],
    ],
    [
      'a date that is none',
      [named(D26, '206-555-0101'), gone('soon')],
      WAS,
      ['DELTA_STATES_UNCLEAR 2'],
    ],
    ['deleted twice, without dates', [gone(''), gone('')], null, []],
    [
      'the newest cannot be used',
      [named(D26, '206-555-0101'), named(D27, '206-555-0102').replace(',guardian,', ',martian,')],
      WAS,
      ['DELTA_STATES_UNCLEAR 2'],
    ],
  ])('%s', async (_name, rows, phone, codes) => {
    for (const lines of [rows, rows.toReversed()]) {
      const connection = await createConnection(ctx, await createTenant(ctx));
      await apply((await process(connection, files())).run);
      const next = await process(connection, files({ 'users.csv': lines }, { users: 'delta' }));
      expect(next.issues.filter((issue) => issue.includes('DELTA_'))).toEqual(
        codes.map((code) => `users.csv ${code}`),
      );
      const change = await ctx.db.prisma.change.findFirst({
        where: { runId: next.run.id, entity: 'user', sourcedId: 'g-1' },
      });
      const after =
        change?.action === 'REMOVE'
          ? null
          : ((change?.after as { phone?: string } | null)?.phone ?? WAS);
      expect(after).toBe(phone);
      const [file] = await ctx.db.prisma.syncRunFile.findMany({
        where: { runId: next.run.id, fileName: 'users.csv' },
      });
      expect(file?.rowsRead).toBe(lines.length);
    }
  });
});
