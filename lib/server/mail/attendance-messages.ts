import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { helpText, type FileUse } from '@/lib/core/attendance/help-of-file';
import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

interface Facts {
  to: MailRecipient;
  tenant: TenantForMail;
  run: IdentifiedRun;
  fileName: string;
}

export const fileUrl = (ctx: MailContext, tenant: TenantForMail, run: IdentifiedRun): string =>
  ctx.settings.publicUrl + attendanceFilePath(tenant.slug, run.number);

/** Nothing of an attendance or calendar file could be used: said once, until a file brings something again. */
export function attendanceTroubleMail(
  ctx: MailContext,
  facts: Facts & { use: FileUse; isCalendar: boolean; isStaff: boolean },
): NewMail {
  const { tenant, fileName, run, use, isStaff } = facts;
  const { partnerSupportEmail } = ctx.settings;
  const { sentences } = helpText(use, {
    isStaff,
    partnerSupportEmail,
    timeZone: tenant.timeZone,
  });
  return mail(
    ctx,
    {
      kind: 'attendance-trouble',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `attendance-${tenant.id}-${run.id}`,
    },
    {
      subject: `${tenant.name}: ${fileName} ${use.waitedInVain ? 'was not used' : 'could not be used'}`,
      paragraphs: [
        `${tenant.name}: ${sentences[0] ?? ''}`,
        facts.isCalendar
          ? 'Nothing was changed. If there was an earlier calendar, it stays in use.'
          : 'Nothing was changed or withdrawn. The dashboard still shows the earlier data.',
        sentences.slice(1).join(' '),
        `We will email you again when a file named ${fileName} can be used, not for every file until then.`,
      ],
      button: {
        label: use.waitedInVain ? 'See the file' : 'See the problems',
        url: fileUrl(ctx, tenant, run),
      },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}

export function attendanceRecoveredMail(
  ctx: MailContext,
  facts: Facts & { isCalendar: boolean },
): NewMail {
  const { tenant, fileName, run } = facts;
  return mail(
    ctx,
    {
      kind: 'attendance-recovered',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `attendance-${tenant.id}-${run.id}`,
    },
    {
      subject: `${tenant.name}: ${fileName} can be read again`,
      paragraphs: [
        facts.isCalendar
          ? `${fileName} of ${tenant.name} was read, and its days are now used.`
          : `${fileName} of ${tenant.name} was read. The usable rows are in the dashboard.`,
      ],
      button: { label: 'See the file', url: fileUrl(ctx, tenant, run) },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}
