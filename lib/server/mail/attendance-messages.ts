import { KEPT_ROWS } from '@/lib/core/attendance/use-of-file';
import { plural } from '@/lib/core/format/numbers';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

interface Facts {
  to: MailRecipient;
  tenant: TenantForMail;
  runId: number;
  fileName: string;
}

const fileUrl = (ctx: MailContext, tenant: TenantForMail, runId: number): string =>
  `${ctx.settings.publicUrl}/districts/${tenant.slug}/attendance/files/${runId}`;

/** Nothing of an attendance or calendar file could be used: said once, until a file brings something again. */
export function attendanceTroubleMail(
  ctx: MailContext,
  facts: Facts & {
    rowsRead: number;
    /** Of these: wait for a roster or a mapping. */
    rowsKept: number;
    wasRead: boolean;
    /** It waited for a roster until it was given up. */
    waitedInVain: boolean;
    isCalendar: boolean;
  },
): NewMail {
  const { tenant, fileName, runId, rowsRead, waitedInVain } = facts;
  return mail(
    ctx,
    {
      kind: 'attendance-trouble',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `attendance-${tenant.id}-${runId}`,
    },
    {
      subject: `${tenant.name}: ${fileName} ${waitedInVain ? 'was not used' : 'could not be used'}`,
      paragraphs: [
        waitedInVain
          ? `${fileName} of ${tenant.name} waited 14 days for a roster and was not used. Send it again once the roster is live.`
          : facts.wasRead
            ? `${fileName} of ${tenant.name} has ${plural(rowsRead, 'row')}, and none could be used.`
            : `${fileName} of ${tenant.name} could not be read.`,
        facts.isCalendar
          ? 'Nothing was changed. A calendar we had before stays in use.'
          : 'Nothing was changed or taken back. The dashboard shows what was there before.',
        ...(waitedInVain ? [] : [whatNext(facts)]),
        `We write again when ${fileName} brings something, not for every file until then.`,
      ],
      button: {
        label: waitedInVain ? 'See the file' : 'See the problems',
        url: fileUrl(ctx, tenant, runId),
      },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}

/** Rows that wait need not come again; whoever sends them again loses nothing. */
function whatNext({ rowsRead, rowsKept }: { rowsRead: number; rowsKept: number }): string {
  const fix = 'The page names each problem with its line and says how to fix it.';
  if (rowsKept === 0) return `${fix} Then send the file again under the same name.`;
  const isAll = rowsKept === rowsRead;
  const kept = isAll
    ? 'The rows are kept for at least 14 days.'
    : `${plural(rowsKept, 'row')} ${rowsKept === 1 ? 'is' : 'are'} kept for at least 14 days.`;
  const others = isAll ? '' : ' Correct the others and send the file again under the same name.';
  return `${kept} ${KEPT_ROWS} ${fix}${others}`;
}

export function attendanceRecoveredMail(
  ctx: MailContext,
  facts: Facts & { isCalendar: boolean },
): NewMail {
  const { tenant, fileName, runId } = facts;
  return mail(
    ctx,
    {
      kind: 'attendance-recovered',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `attendance-${tenant.id}-${runId}`,
    },
    {
      subject: `${tenant.name}: ${fileName} is read again`,
      paragraphs: [
        facts.isCalendar
          ? `${fileName} of ${tenant.name} was read, and its days are in use.`
          : `${fileName} of ${tenant.name} was read, and what could be used of it is in the dashboard.`,
      ],
      button: { label: 'See the file', url: fileUrl(ctx, tenant, runId) },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}
