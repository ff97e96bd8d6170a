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
  facts: Facts & { rowsRead: number; wasRead: boolean },
): NewMail {
  const { tenant, fileName, runId, rowsRead } = facts;
  return mail(
    ctx,
    {
      kind: 'attendance-trouble',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `attendance-${tenant.id}-${runId}`,
    },
    {
      subject: `${tenant.name}: nothing of an attendance file could be used`,
      paragraphs: [
        facts.wasRead
          ? `${fileName} of ${tenant.name} has ${plural(rowsRead, 'row')}, and none could be used.`
          : `${fileName} of ${tenant.name} could not be read.`,
        'Nothing was changed or taken back. The dashboard shows what was there before.',
        'The page names each problem with its line and says how to fix it. Then send the file again under the same name. We write again when a file brings something, not for every file until then.',
      ],
      button: { label: 'See the problems', url: fileUrl(ctx, tenant, runId) },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}

export function attendanceRecoveredMail(ctx: MailContext, facts: Facts): NewMail {
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
      paragraphs: [`${fileName} of ${tenant.name} was read and is in the dashboard again.`],
      button: { label: 'See the file', url: fileUrl(ctx, tenant, runId) },
      because: `you look after the files of ${tenant.name}`,
    },
  );
}
