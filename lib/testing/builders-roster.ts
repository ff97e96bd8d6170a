// A live roster without a run: rows straight into a tenant's partitions. For tests of what reads the roster.
import { foldName } from '@/lib/core/names/fold-name';
import { mailAddress } from '@/lib/core/oneroster/mail-address';
import { phoneNumber } from '@/lib/core/oneroster/phone';
import type { AppContext } from '@/lib/server/app-context';
import {
  hasPartition,
  liveTable,
  PLANNED_ENTITIES,
  stagingTable,
  type RunKey,
} from '@/lib/server/db/roster-tables';
import { attachInitial } from '@/lib/server/pipeline/apply-plan';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface RosterPerson {
  sourcedId: string;
  role?: string;
  givenName?: string;
  familyName?: string;
  school?: string | null;
  /** All schools of the list; `school` alone where it is left out. */
  orgs?: string[];
  grade?: string;
  language?: string | null;
  identifier?: string | null;
  email?: string | null;
  phone?: string | null;
  removedAt?: Date | null;
}

export interface RosterParts {
  orgs?: {
    sourcedId: string;
    name: string;
    type?: string;
    identifier?: string;
    removedAt?: Date;
  }[];
  people?: RosterPerson[];
  classes?: { sourcedId: string; title: string; school: string; course?: string }[];
  enrollments?: {
    sourcedId: string;
    class: string;
    person: string;
    school?: string;
    role?: string;
  }[];
  links?: { student: string; contact: string }[];
}

/** An applied run whose roster is `parts`, with the counts that applying would have written. */
export async function createRoster(
  ctx: Context,
  connection: { id: number; tenantId: number },
  parts: RosterParts,
): Promise<{ runId: number }> {
  const { tenantId } = connection;
  const { prisma } = ctx.db;
  const now = ctx.clock.now();
  const run = await prisma.syncRun.create({
    data: {
      tenantId,
      connectionId: connection.id,
      state: 'APPLIED',
      planKind: 'INITIAL',
      createdAt: now,
      lastArrivalAt: now,
      processingAt: now,
      appliedAt: now,
      finishedAt: now,
    },
  });
  await prisma.connection.update({
    where: { id: connection.id },
    data: { baselineRunId: run.id },
  });
  await addPartitions(ctx, { id: run.id, tenantId });
  const common = { tenantId, runId: run.id };
  const { orgs = [], people = [], classes = [], enrollments = [], links = [] } = parts;
  await prisma.rosterOrg.createMany({
    data: orgs.map((org, index) => ({ type: 'school', lineNumber: index + 2, ...org, ...common })),
  });
  await prisma.rosterUser.createMany({
    data: people.map((person, index) => ({ ...personRow(person, index + 2), ...common })),
  });
  await prisma.rosterClass.createMany({
    data: classes.map(({ sourcedId, title, school, course = 'course-1' }, index) => ({
      sourcedId,
      title,
      schoolSourcedId: school,
      courseSourcedId: course,
      classType: 'scheduled',
      lineNumber: index + 2,
      ...common,
    })),
  });
  await prisma.rosterEnrollment.createMany({
    data: enrollments.map(
      ({ sourcedId, person, school = 'school-1', role = 'student', ...row }, index) => ({
        sourcedId,
        classSourcedId: row.class,
        userSourcedId: person,
        schoolSourcedId: school,
        role,
        lineNumber: index + 2,
        ...common,
      }),
    ),
  });
  await prisma.rosterLink.createMany({
    data: links.map(({ student, contact }) => ({
      studentSourcedId: student,
      contactSourcedId: contact,
      ...common,
    })),
  });
  await countRoster(ctx, tenantId);
  return { runId: run.id };
}

/** As applying a first roster does; nothing where the tenant has them. */
async function addPartitions(ctx: Context, run: RunKey): Promise<void> {
  const client = await ctx.db.pool.connect();
  try {
    if (await hasPartition(client, 'user', run.tenantId)) return;
    await client.query('BEGIN');
    for (const entity of PLANNED_ENTITIES)
      await client.query(
        `CREATE TABLE ${stagingTable(run, entity)} (LIKE ${liveTable(entity)} INCLUDING DEFAULTS)`,
      );
    await attachInitial(client, run);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

function personRow(person: RosterPerson, lineNumber: number) {
  const { sourcedId, role = 'student', givenName = 'Ana', familyName = 'Arroyo' } = person;
  const { school = 'school-1', grade, language = 'en', email = null, phone = null } = person;
  return {
    sourcedId,
    role,
    givenName,
    familyName,
    enabledUser: true,
    username: sourcedId,
    identifier: person.identifier ?? null,
    email,
    emailKey: email === null ? null : mailAddress(email),
    phone,
    phoneE164: phone === null ? null : phoneNumber(phone),
    grades: grade === undefined ? [] : [grade],
    languageCode: role === 'student' ? language : null,
    orgSourcedIds: person.orgs ?? (school === null ? [] : [school]),
    schoolSourcedId: school,
    nameKey: foldName(`${familyName} ${givenName}`),
    givenKey: foldName(givenName),
    removedAt: person.removedAt ?? null,
    lineNumber,
  };
}

async function countRoster(ctx: Context, tenantId: number): Promise<void> {
  const put = (entity: string, facet: string, value: string, from: string) =>
    ctx.db.pool.query(
      `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
       SELECT $1, $2, $3, value, count FROM (
         SELECT ${value} AS value, count(*)::int AS count FROM ${from}
         WHERE tenant_id = $1 AND removed_at IS NULL GROUP BY 1) counted WHERE value IS NOT NULL`,
      [tenantId, entity, facet],
    );
  await put('user', '', `''`, 'roster_user');
  await put('user', 'role', 'role', 'roster_user');
  await put('user', 'school', 'school_sourced_id', 'roster_user');
  await put('user', 'schoolRole', `school_sourced_id || '|' || role`, 'roster_user');
  await put('class', '', `''`, 'roster_class');
  await put('class', 'school', 'school_sourced_id', 'roster_class');
  await put('enrollment', '', `''`, 'roster_enrollment');
}
