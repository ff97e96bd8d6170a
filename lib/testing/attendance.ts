// Attendance for tests: a district with a small roster, and files put where an upload would have left them.
import { createHash, randomBytes } from 'node:crypto';
import type { AppContext } from '@/lib/server/app-context';
import { workOnAttendance } from '@/lib/server/jobs/handlers/work-on-attendance';
import { createConnection, createTenant } from './builders';
import { createRoster, type RosterParts } from './builders-roster';

export const ATTENDANCE_HEADER =
  'school_id,student_id,attendance_event_date,attendance_event_category,attendance_event_reason,attendance_event_duration,attendance_event_description';

export interface AttendanceDistrict {
  tenantId: number;
  connectionId: number;
  /** Keeps the bytes and lets the worker's handler read them. Returns the file's run. */
  /** Received while the worker is busy elsewhere. */
  leave(fileName: string, text: string | Buffer): Promise<void>;
  send(fileName: string, text: string | Buffer): Promise<SentRun>;
}

export interface SentRun {
  id: number;
  state: string;
  holdCode: string | null;
  rows: { read: number; accepted: number; rejected: number; ignored: number; kept: number };
  events: { added: number; changed: number; corrected: number; unchanged: number };
  codes: string[];
}

/** Two schools (`school-1`, `school-2`), and students `s1` to `s<count>` by turns in one of them. */
export async function createAttendanceDistrict(
  ctx: AppContext,
  {
    students = 60,
    roster = true,
    term = true,
  }: { students?: number; roster?: boolean; term?: boolean } = {},
): Promise<AttendanceDistrict> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const key = { id: connection.id, tenantId: tenant.id };
  if (roster) await createRoster(ctx, key, smallRoster(students));
  if (roster && term) await addTerm(ctx, tenant.id);
  return districtOf(ctx, tenant.id, connection.id);
}

export function smallRoster(students: number): RosterParts {
  return {
    orgs: [
      { sourcedId: 'school-1', name: 'Roosevelt Elementary' },
      { sourcedId: 'school-2', name: 'Lincoln Middle' },
    ],
    people: Array.from({ length: students }, (_, index) => ({
      sourcedId: `s${index + 1}`,
      identifier: `${7000 + index + 1}`,
      school: index % 2 === 0 ? 'school-1' : 'school-2',
      grade: index % 2 === 0 ? '03' : '07',
      language: index % 3 === 0 ? 'es' : 'en',
      givenName: 'Ana',
      familyName: `Number ${String(index + 1).padStart(4, '0')}`,
    })),
  };
}

/** August to June: without a term no calendar is known. */
export async function addTerm(ctx: AppContext, tenantId: number): Promise<void> {
  await ctx.db.prisma.rosterAcademicSession.create({
    data: {
      tenantId,
      sourcedId: 'term-1',
      title: 'School year',
      type: 'term',
      startDate: new Date('2026-08-03'),
      endDate: new Date('2027-06-11'),
      schoolYear: 2027,
      runId: 0,
    },
  });
}

export function districtOf(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): AttendanceDistrict {
  return {
    tenantId,
    connectionId,
    async leave(fileName, text) {
      await keepDelivery(ctx, { tenantId, connectionId }, fileName, text);
    },
    async send(fileName, text) {
      const deliveryId = await keepDelivery(ctx, { tenantId, connectionId }, fileName, text);
      await workOnAttendance(ctx);
      return readRun(ctx, deliveryId);
    },
  };
}

async function keepDelivery(
  ctx: AppContext,
  key: { tenantId: number; connectionId: number },
  fileName: string,
  text: string | Buffer,
): Promise<number> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const storageKey = `test/${randomBytes(8).toString('hex')}`;
  const writer = await ctx.storage.create(storageKey);
  await writer.write(bytes, 0);
  await writer.sync();
  await writer.close();
  const now = ctx.clock.now();
  await ctx.db.prisma.delivery.updateMany({
    where: { ...key, fileName, replacedById: null },
    data: { replacedById: 0 },
  });
  const { id } = await ctx.db.prisma.delivery.create({
    data: {
      ...key,
      fileName,
      storageKey,
      state: 'RECEIVED',
      byteCount: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sourceAddress: '127.0.0.1',
      startedAt: now,
      // Closed a minute ago: its name is final, whether it is known or not.
      touchedAt: new Date(now.getTime() - 60_000),
      receivedAt: now,
    },
  });
  return id;
}

async function readRun(ctx: AppContext, deliveryId: number): Promise<SentRun> {
  const run = await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { deliveryId } });
  const groups = await ctx.db.prisma.attendanceIssueGroup.findMany({
    where: { runId: run.id },
    orderBy: { code: 'asc' },
  });
  return {
    id: run.id,
    state: run.state,
    holdCode: run.holdCode,
    rows: {
      read: run.rowsRead,
      accepted: run.rowsAccepted,
      rejected: run.rowsRejected,
      ignored: run.rowsIgnored,
      kept: run.rowsKept,
    },
    events: {
      added: run.eventsAdded,
      changed: run.eventsChanged,
      corrected: run.eventsCorrected,
      unchanged: run.eventsUnchanged,
    },
    codes: groups.map(({ code }) => code),
  };
}

export interface TestRow {
  school?: string;
  student: string;
  date: string;
  category?: string;
  reason?: string;
  duration?: string;
  description?: string;
}

export function attendanceCsv(rows: readonly TestRow[]): string {
  const lines = rows.map(
    ({
      school = 'school-1',
      student,
      date,
      category = 'Unexcused Absence',
      reason = 'Sick',
      duration = '1',
      description = '',
    }) => [school, student, date, category, reason, duration, description].join(','),
  );
  return `${[ATTENDANCE_HEADER, ...lines].join('\n')}\n`;
}
