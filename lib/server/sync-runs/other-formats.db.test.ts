// What a district hears of files that are not OneRoster 1.1, or are named almost right: while they come, when the set is
// given up, and when they are checked.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import { connectionHints } from '@/lib/server/tenants/queries/connection-hints';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { zipBytes } from '@/lib/testing/zip-bytes';
import { beginDelivery, receiveDelivery } from '../intake/deliveries';
import { processSyncRun } from '../pipeline/process-sync-run';
import { assembleSyncRuns } from './assemble';
import { findRun } from './queries/get-run';
import { listIssueGroups } from './queries/problems';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function createDistrict() {
  const tenant = await createTenant(ctx);
  await createPerson(ctx, { tenants: [tenant] });
  const connection = await createConnection(ctx, tenant, { quietSeconds: 600 });
  const key = { tenantId: tenant.id, connectionId: connection.id };
  return {
    ...key,
    connection,
    async send(fileName: string, content: string | Buffer) {
      const { id, writer } = await beginDelivery(ctx, key, {
        fileName,
        sourceAddress: '192.0.2.7',
      });
      await writer.write(Buffer.from(content), 0);
      await writer.sync();
      await writer.close();
      const sha256 = createHash('sha256').update(content).digest('hex');
      await receiveDelivery(ctx, key, id, { byteCount: Buffer.byteLength(content), sha256 });
    },
    hints: () => connectionHints(ctx, tenant.id, connection.id),
    run: async () => {
      const found = await ctx.db.prisma.syncRun.findFirst({ where: key, orderBy: { id: 'desc' } });
      return found ? findRun(ctx, tenant.id, found.id) : null;
    },
    mails: () =>
      ctx.db.prisma.outboxMail.findMany({ where: { tenantId: tenant.id }, orderBy: { id: 'asc' } }),
    /** Until the set is given up. */
    async giveUp() {
      await assembleSyncRuns(ctx);
      ctx.clock.advance(7 * 3_600_000);
      await assembleSyncRuns(ctx);
    },
  };
}

const clever = {
  'schools.csv': 'School_id,School_name\r\n1,Oak\r\n',
  'students.csv': 'School_id,Student_id,Last_name\r\n1,7,Diaz\r\n',
  'sections.csv': 'School_id,Section_id,Teacher_id\r\n1,3,9\r\n',
  'enrollments.csv': 'School_id,Section_id,Student_id\r\n1,3,7\r\n',
};
const dataSync = {
  'School.csv': 'SIS ID,Name\r\n1,Oak\r\n',
  'Student.csv': 'SIS ID,School SIS ID,Username\r\n7,1,adiaz\r\n',
  'StudentEnrollment.csv': 'Section SIS ID,SIS ID\r\n3,7\r\n',
};
const later = {
  'users.csv':
    'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,userMasterIdentifier,primaryOrgSourcedId\r\n',
  'roles.csv': 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\r\n',
};

describe('while receiving', () => {
  test.each([
    [
      'Clever',
      'CLEVER',
      clever,
      ['enrollments.csv', 'schools.csv', 'sections.csv', 'students.csv'],
    ],
    [
      'School Data Sync V1',
      'SDS_1',
      dataSync,
      ['School.csv', 'Student.csv', 'StudentEnrollment.csv'],
    ],
    [
      'School Data Sync V2',
      'SDS_2',
      {
        'users.csv': 'sourcedId,username,givenName,familyName,activeDirectoryMatchId,email\r\n',
        'roles.csv': 'userSourcedId,orgSourcedId,role\r\n',
        'orgs.csv': 'sourcedId,name,type,parentSourcedId\r\n',
      },
      ['roles.csv', 'users.csv'],
    ],
    ['OneRoster 1.2', 'ONEROSTER_1_2', later, ['roles.csv', 'users.csv']],
    [
      'Ed-Fi, as UTF-16',
      'ED_FI',
      { 'students.csv': Buffer.from('\ufeffstudentUniqueId,firstName,lastSurname\r\n', 'utf16le') },
      ['students.csv'],
    ],
    [
      'PowerSchool, with tabs',
      'POWERSCHOOL',
      {
        'students.export.text':
          'Student_Number\tLast_Name\tGrade_Level\tSchoolID\r7\tDiaz\t05\t1\r',
      },
      ['students.export.text'],
    ],
    [
      'a zip of Clever files',
      'CLEVER',
      {
        'clever.zip': zipBytes([
          { name: 'schools.csv', content: clever['schools.csv'] },
          { name: 'students.csv', content: clever['students.csv'] },
        ]),
      },
      ['clever.zip'],
    ],
    [
      'a manifest of OneRoster 1.2',
      'ONEROSTER_1_2',
      { 'manifest.csv': 'propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.2\r\n' },
      ['manifest.csv'],
    ],
  ])('%s is told, and not that its names are wrong', async (_what, format, files, fileNames) => {
    const district = await createDistrict();
    for (const [name, content] of Object.entries(files)) await district.send(name, content);
    await assembleSyncRuns(ctx);
    const hints = await district.hints();
    expect(hints).toContainEqual({ code: 'OTHER_FORMAT', format, fileNames });
    expect(hints.map(({ code }) => code)).not.toContain('WRONG_NAME');
  });

  test('a file of OneRoster 1.1 is nothing else', async () => {
    const district = await createDistrict();
    await district.send('orgs.csv', 'sourcedId,name,type,School_id,School_name,SIS ID\r\n');
    await assembleSyncRuns(ctx);
    expect((await district.hints()).map(({ code }) => code)).not.toContain('OTHER_FORMAT');
  });
});

describe('a set that is given up keeps what was known', () => {
  test('of another format: with the run and in the mail', async () => {
    const district = await createDistrict();
    for (const [name, content] of Object.entries(clever)) await district.send(name, content);
    await district.giveUp();
    const run = await district.run();
    expect(run?.state).toBe('INCOMPLETE');
    expect(run?.fileHints).toEqual([
      {
        code: 'OTHER_FORMAT',
        format: 'CLEVER',
        fileNames: ['enrollments.csv', 'schools.csv', 'sections.csv', 'students.csv'],
      },
    ]);
    const [mail, ...others] = await district.mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(/the files are not OneRoster 1\.1$/);
    expect(mail?.text).toContain('look like Clever. TalkingPoints reads OneRoster 1.1.');
    expect(mail?.text).toContain('choose the OneRoster 1.1 export in place of the one for Clever');
    expect(mail?.text).not.toMatch(/Diaz|stays in force|as it is/);
  });

  test.each([
    ['capital letters', 'Classes.csv', 'We received Classes.csv; the name must be classes.csv.'],
    [
      'a folder',
      'upload/classes.csv',
      'We received upload/classes.csv inside a folder. Send classes.csv to the root folder (/).',
    ],
    ['a slip', 'clases.csv', 'We received clases.csv; the name must be classes.csv.'],
    [
      'a temporary name',
      'classes.csv.part',
      'We received classes.csv.part, which looks like a temporary name.',
    ],
    [
      'an ending more',
      'classes.csv.txt',
      'We received classes.csv.txt; the name must be classes.csv.',
    ],
    [
      'a name of nothing',
      'klassen.csv',
      'We received klassen.csv, which is not the name of a OneRoster 1.1 file.',
    ],
  ])('%s', async (_what, name, sentence) => {
    const district = await createDistrict();
    for (const each of ['academicSessions', 'courses', 'enrollments', 'orgs', 'users'])
      await district.send(`${each}.csv`, `${each}\r\n`);
    await district.send(name, 'sourcedId\r\n');
    await district.giveUp();
    const run = await district.run();
    expect(run?.state).toBe('INCOMPLETE');
    expect(run?.missingFiles).toBe('classes.csv, manifest.csv');
    const said = run?.fileHints.map((hint) => fileHintSentence(hint, ctx.clock.now(), 'UTC')) ?? [];
    expect(said.join('\n')).toContain(sentence);
    expect((await district.mails())[0]?.text).toContain(sentence);
  });
});

test('files that open no set are told by mail once they rest, and once', async () => {
  const district = await createDistrict();
  for (const [name, content] of Object.entries(dataSync)) await district.send(name, content);
  await assembleSyncRuns(ctx);
  expect(await district.mails()).toEqual([]);
  for (let pass = 0; pass < 3; pass += 1) {
    ctx.clock.advance(11 * 60_000);
    await assembleSyncRuns(ctx);
  }
  expect(await district.run()).toBeNull();
  const mails = await district.mails();
  expect(mails.map(({ kind }) => kind)).toEqual(['other-format']);
  expect(mails[0]?.text).toContain(
    'Microsoft School Data Sync V1. TalkingPoints reads OneRoster 1.1.',
  );

  const other = await createDistrict();
  await other.send('test.txt', 'hello');
  ctx.clock.advance(11 * 60_000);
  await assembleSyncRuns(ctx);
  expect(await other.mails()).toEqual([]);
});

test.each([
  ['enrollments.csv', clever['enrollments.csv'], 'look like Clever'],
  ['users.csv', `${later['users.csv']}1,,,true,a,A,B,x,1\r\n`, 'look like OneRoster 1.2'],
  [
    'enrollments.csv',
    'classSourcedId,userSourcedId,role\r\n1,2,student\r\n',
    'School Data Sync V2',
  ],
  ['users.csv', 'SIS ID,School SIS ID,Username\r\n1,2,a\r\n', 'School Data Sync V1'],
  ['users.csv', 'studentUniqueId,firstName\r\n1,A\r\n', 'look like Ed-Fi'],
  ['users.csv', 'DCID,LastFirst\r\n1,A\r\n', 'a PowerSchool export'],
])(
  'checked, %s is called what it is and nothing else is said of its columns',
  async (name, content, words) => {
    const district = await createDistrict();
    const run = await deliverRun(ctx, district.connection, [
      textFile(
        'manifest.csv',
        `propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\nfile.${name.slice(0, -4)},bulk\r\n`,
      ),
      textFile(name, content),
    ]);
    expect(await processSyncRun(ctx, run)).toBe('INVALID');
    const groups = await listIssueGroups(ctx, run.tenantId, run.id);
    const ofFile = groups.filter(({ fileName }) => fileName === name);
    expect(ofFile.map(({ code }) => code)).toEqual(['OTHER_FORMAT']);
    expect(ofFile[0]?.sentence).toContain(words);
  },
);
