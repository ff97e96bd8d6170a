import { helpText, type FileUse } from '@/lib/core/attendance/help-of-file';
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
  facts: Facts & { use: FileUse; isCalendar: boolean; isStaff: boolean },
): NewMail {
  const { tenant, fileName, runId, use, isStaff } = facts;
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
      threadKey: `attendance-${tenant.id}-${runId}`,
    },
    {
      subject: `${tenant.name}: ${fileName} ${use.waitedInVain ? 'was not used' : 'could not be used'}`,
      paragraphs: [
        `${tenant.name}: ${sentences[0] ?? ''}`,
        facts.isCalendar
          ? 'Nothing was changed. A calendar we had before stays in use.'
          : 'Nothing was changed or taken back. The dashboard shows what was there before.',
        sentences.slice(1).join(' '),
        `We write again when ${fileName} brings something, not for every file until then.`,
      ],
      button: {
        label: use.waitedInVain ? 'See the file' : 'See the problems',
        url: fileUrl(ctx, tenant, runId),
      },
      because: `you look after the files of ${tenant.name}`,
    },
  );
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
