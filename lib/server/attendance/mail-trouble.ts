// One mail when a feed begins to bring nothing, one when it brings something again. Which is due is written with the
// file's end; the mail is written after it, in a transaction of its own.
import { ENDED_OR_AWAITING, mailDueAfter } from '@/lib/core/attendance/use-of-file';
import type { AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { AppContext } from '../app-context';
import { attendanceRecoveredMail, attendanceTroubleMail } from '../mail/attendance-messages';
import { queueReviewMail } from '../mail/recipients';
import type { EventSource } from './apply/apply-events';
import { findFileUse } from './queries/file-use';
import type { Client } from './types';

/**
 * Asked before the run moves to `state`. The newest file of a name speaks for it: an older one that was read late brings
 * no mail.
 */
export async function noteMailDue(
  client: Client,
  source: EventSource,
  state: AttendanceRunState,
): Promise<void> {
  const { rows } = await client.query<{ state: AttendanceRunState; isLater: boolean }>(
    `SELECT state::text AS state, (received_at, id) > ($4, $3) AS "isLater" FROM attendance_run
     WHERE tenant_id = $1 AND file_name_id = $2 AND id <> $3 AND state::text = ANY($5)
     ORDER BY received_date DESC, received_at DESC, id DESC LIMIT 1`,
    [source.tenantId, source.fileNameId, source.id, source.receivedAt, ENDED_OR_AWAITING],
  );
  if (rows[0]?.isLater) return;
  const due = mailDueAfter(rows[0]?.state ?? null, state);
  if (due === null) return;
  await client.query('UPDATE attendance_run SET mail_due = $3 WHERE id = $1 AND tenant_id = $2', [
    source.id,
    source.tenantId,
    due,
  ]);
}

/** To the district's contacts and to who looks after it; each mail once, whoever else is at it. */
export async function mailAttendanceTrouble(ctx: AppContext): Promise<number> {
  const due = await ctx.db.prisma.attendanceRun.findMany({
    where: { mailDue: { not: null } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      number: true,
      tenantId: true,
      kind: true,
      fileName: true,
      mailDue: true,
    },
  });
  for (const { id, number, tenantId, kind, fileName, mailDue } of due) {
    const use = await findFileUse(ctx, tenantId, id);
    if (!use) continue;
    await ctx.db.prisma.$transaction(async (tx) => {
      const { count } = await tx.attendanceRun.updateMany({
        where: { id, tenantId, mailDue },
        data: { mailDue: null },
      });
      if (count === 0) return;
      for (const reader of ['implementer', 'contact'] as const)
        await queueReviewMail(tx, tenantId, [reader], (to, tenant) => {
          const run = { id, number };
          const facts = { to, tenant, run, fileName, isCalendar: kind === 'CALENDAR' };
          return mailDue === 'RECOVERED'
            ? attendanceRecoveredMail(ctx, facts)
            : attendanceTroubleMail(ctx, { ...facts, use, isStaff: reader === 'implementer' });
        });
    });
  }
  return due.length;
}
