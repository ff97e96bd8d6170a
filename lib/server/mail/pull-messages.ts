// The words of mails about pulls: what an answer of the source said, or its address, is on the page and not here.
import { formatNumber } from '@/lib/core/format/numbers';
import { pullPath } from '@/lib/core/pulls/pull-address';
import { PULL_FAILURES, type PullFailureCode } from '@/lib/core/pulls/pull-failures';
import { becauseOf, type ContactReader } from './contact-reader';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

export interface FailedPull {
  number: number;
  code: PullFailureCode;
  collection: string | null;
  /** Asked for by a person to look at, and not for the roster. */
  isPreview: boolean;
  /** Nights in a row whose pull failed, this one included. */
  nights: number;
  hasRoster: boolean;
  threadKey: string;
}

/** To the people of the district, who can do something about it themselves or have their vendor do it. */
export function pullFailedMail(
  ctx: MailContext,
  { pull, ...reader }: ContactReader & { pull: FailedPull },
): NewMail {
  const { tenant, isStandIn } = reader;
  const { sentence, remedy, turn } = PULL_FAILURES[pull.code];
  return mail(
    ctx,
    { kind: 'pull-failed', tenantId: tenant.id, to: reader.to, threadKey: pull.threadKey },
    {
      subject: `${tenant.name}: the roster could not be fetched`,
      paragraphs: [
        `We could not fetch the roster of ${tenant.name} from ${isStandIn ? 'its' : 'your'} student information system. ${sentence}`,
        whereText(pull),
        `${isStandIn ? `What the district${turn === 'vendor' ? ' or its vendor' : ''} can do` : 'What to do'}: ${remedy}`,
        effectText(pull),
        'We will email about this cause once a day at most.',
      ].filter(Boolean),
      button: { label: `See pull ${pull.number}`, url: pullUrl(ctx, tenant, pull) },
      because: becauseOf(reader),
    },
  );
}

/** To who looks after the district: it is ours to mend, or it has gone on for nights. */
export function pullFailedStaffMail(
  ctx: MailContext,
  { to, tenant, pull }: { to: MailRecipient; tenant: TenantForMail; pull: FailedPull },
): NewMail {
  const { sentence, remedy, turn } = PULL_FAILURES[pull.code];
  return mail(
    ctx,
    { kind: 'pull-failed', tenantId: tenant.id, to, threadKey: pull.threadKey },
    {
      subject:
        pull.nights > 1
          ? `${tenant.name}: the nightly pull failed for ${formatNumber(pull.nights)} nights`
          : `${tenant.name}: pull ${pull.number} failed`,
      paragraphs: [
        `Pull ${pull.number} of ${tenant.name} failed (${pull.code}). ${sentence}`,
        whereText(pull),
        turn === 'us'
          ? 'This is ours to look into. The district gets no email about it.'
          : `The district reads: ${remedy}`,
        effectText(pull),
      ].filter(Boolean),
      button: { label: `Open pull ${pull.number}`, url: pullUrl(ctx, tenant, pull) },
      because: 'you look after this district',
    },
  );
}

const pullUrl = (ctx: MailContext, tenant: TenantForMail, { number }: FailedPull): string =>
  ctx.settings.publicUrl + pullPath(tenant.slug, number);

const whereText = ({ collection }: FailedPull): string =>
  collection === null ? '' : `It happened while we read: ${collection}`;

function effectText({ hasRoster, isPreview }: FailedPull): string {
  const used = isPreview ? 'It was a preview, so nothing was to change.' : 'Nothing was changed.';
  return hasRoster ? `${used} The live roster stays as it is.` : used;
}
