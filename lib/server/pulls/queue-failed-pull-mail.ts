// Who hears that a pull failed: whose turn it is, and from the third night on who looks after the district as well.
import { localDate } from '@/lib/core/calendar/zoned-time';
import { PULL_FAILURES, type PullFailureCode } from '@/lib/core/pulls/pull-failures';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { pullFailedMail, pullFailedStaffMail, type FailedPull } from '../mail/pull-messages';
import { queueMailToContacts, queueMailToImplementers } from '../mail/recipients';
import { failedNightsSql, NIGHTS_UNTIL_STAFF_IS_TOLD } from './failed-nights';

export interface FailedPullKey {
  tenantId: number;
  id: number;
  code: PullFailureCode;
  collection: string | null;
}

interface Facts {
  number: number;
  connectionId: number;
  isPreview: boolean;
  hasRoster: boolean;
  hasContacts: boolean;
  nights: number;
  timeZone: string;
}

/** In the transaction in which it failed. Of one cause a district hears once a day. */
export async function queueFailedPullMail(
  ctx: AppContext,
  tx: Transaction,
  { tenantId, id, code, collection }: FailedPullKey,
): Promise<void> {
  const [facts] = await tx.$queryRawUnsafe<Facts[]>(FACTS_SQL, tenantId, id);
  if (!facts) return;
  const { connectionId, timeZone, nights, hasContacts } = facts;
  const isOurs = PULL_FAILURES[code].turn === 'us';
  const isStaffTold = isOurs || nights >= NIGHTS_UNTIL_STAFF_IS_TOLD;
  // Who stands in for contacts is one of those who look after the district.
  const isDistrictTold = !isOurs && (hasContacts || !isStaffTold);
  const pullFor = (reader: 'district' | 'staff'): FailedPull => ({
    number: facts.number,
    isPreview: facts.isPreview,
    nights,
    hasRoster: facts.hasRoster,
    code,
    collection,
    threadKey: `pull-${connectionId}-${code}-${reader}`,
  });
  const wasToldToday = ({ threadKey }: FailedPull): Promise<boolean> =>
    wasQueuedToday(ctx, tx, { tenantId, threadKey, timeZone });

  const toDistrict = pullFor('district');
  if (isDistrictTold && !(await wasToldToday(toDistrict)))
    await queueMailToContacts(tx, tenantId, (reader) =>
      pullFailedMail(ctx, { ...reader, pull: toDistrict }),
    );
  const toStaff = pullFor('staff');
  if (isStaffTold && !(await wasToldToday(toStaff)))
    await queueMailToImplementers(tx, tenantId, (to, tenant) =>
      pullFailedStaffMail(ctx, { to, tenant, pull: toStaff }),
    );
}

const FACTS_SQL = `
  SELECT p.number, p.connection_id AS "connectionId", p.purpose = 'PREVIEW' AS "isPreview", t.time_zone AS "timeZone",
    EXISTS (SELECT FROM ${connectionOfFeedSql('ROSTER', 't.id')} live WHERE live.baseline_run_id IS NOT NULL) AS "hasRoster",
    EXISTS (SELECT FROM tenant_member m JOIN user_account u ON u.id = m.user_id
      WHERE m.tenant_id = t.id AND u.disabled_at IS NULL AND u.role = 'DISTRICT_CONTACT') AS "hasContacts",
    ${failedNightsSql({ tenant: 'p.tenant_id', connection: 'p.connection_id' })} AS nights
  FROM pull p JOIN tenant t ON t.id = p.tenant_id WHERE p.tenant_id = $1 AND p.id = $2`;

const DAY_MS = 86_400_000;

async function wasQueuedToday(
  ctx: AppContext,
  tx: Transaction,
  { tenantId, threadKey, timeZone }: { tenantId: number; threadKey: string; timeZone: string },
): Promise<boolean> {
  const now = ctx.clock.now();
  const mails = await tx.outboxMail.findMany({
    where: {
      tenantId,
      kind: 'pull-failed',
      threadKey,
      createdAt: { gt: new Date(now.getTime() - DAY_MS) },
    },
    select: { createdAt: true },
  });
  const today = localDate(now, timeZone);
  return mails.some(({ createdAt }) => localDate(createdAt, timeZone) === today);
}
