// The district of a fault: how it signs in, and what it sends beside its roster.
import type { AppContext } from '@/lib/server/app-context';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { dayFiles } from '@/lib/synthetic/day-files';
import { type Day } from '@/lib/synthetic/district';
import { attendanceCsv } from '../attendance';
import { createConnection, createTenant } from '../builders';
import { type SftpLogin } from '../sftp';

export const ACTOR = { kind: 'command-line', userId: null, sourceAddress: null } as const;

export interface District {
  tenantId: number;
  connectionId: number;
  login: SftpLogin;
}

export async function createBenchDistrict(ctx: AppContext): Promise<District> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, { quietSeconds: 1 });
  const made = await generatePassword(ctx, ACTOR, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  return {
    tenantId: tenant.id,
    connectionId: connection.id,
    login: {
      port: ctx.settings.sftpPort,
      userName: connection.sftp.userName,
      password: made.password,
    },
  };
}

export const keyOf = ({ tenantId, connectionId }: District) => ({ tenantId, id: connectionId });

/** A tenth of the students of all these days, by their ids in the files: no row waits for a roster. */
export function attendanceOf(days: readonly Day[], date: string): string {
  const [first = [], ...others] = days.map(studentsOf);
  const students = first.filter(({ student }) =>
    others.every((list) => list.some((other) => other.student === student)),
  );
  return attendanceCsv(
    students.filter((_, index) => index % 10 === 0).map((each) => ({ ...each, date })),
  );
}

function studentsOf(day: Day): { student: string; school: string }[] {
  const users = [...dayFiles(day)].find(({ name }) => name === 'users.csv');
  if (!users) throw new Error('a day without people');
  const lines = Buffer.concat([...users.chunks])
    .toString()
    .trim()
    .split('\n');
  const header = (lines[0] ?? '').trim().split(',');
  const [idAt, roleAt, schoolAt] = ['sourcedId', 'role', 'orgSourcedIds'].map((name) =>
    header.indexOf(name),
  );
  return lines.slice(1).flatMap((line) => {
    const cells = line.split(',');
    return cells[roleAt ?? -1] === 'student'
      ? [{ student: cells[idAt ?? -1] ?? '', school: cells[schoolAt ?? -1] ?? '' }]
      : [];
  });
}
