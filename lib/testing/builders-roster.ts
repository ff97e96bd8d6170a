// A live roster without a run: rows straight into a tenant's partitions. For tests of what reads the roster.
import { foldName } from '@/lib/core/oneroster/fold-name';
import { mailAddress } from '@/lib/core/oneroster/mail-address';
import { phoneNumber } from '@/lib/core/oneroster/phone';
import type { AppContext } from '@/lib/server/app-context';

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
  orgs?: { sourcedId: string; name: string; type?: string; identifier?: string }[];
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

const TABLES = [
  'roster_org',
  'roster_academic_session',
  'roster_course',
  'roster_class',
  'roster_user',
  'roster_enrollment',
  'roster_demographics',
  'roster_link',
];

/** An applied run whose roster is `parts`, with the counts that applying would have written. */
export async function createRoster(
  ctx: Context,
  connection: { id: number; tenantId: number },
  parts: RosterParts,
): Promise<{ runId: number }> {
  const { tenantId } = connection;
  const { pool, prisma } = ctx.db;
  for (const table of TABLES) {
    await pool.query(
      `CREATE TABLE IF NOT EXISTS ${table}_t${tenantId} PARTITION OF ${table} FOR VALUES IN (${tenantId})`,
    );
  }
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
