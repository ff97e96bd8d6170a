// Mail that can wait is not sent at night in its district: it stays in the outbox until morning.
import type { Settings } from '../settings';
import { ALL_MAIL_KINDS, factsOfKind } from './kinds';
import { STAFF_TIME_ZONE } from './staff-time-zone';

const URGENT = ALL_MAIL_KINDS.filter((kind) => factsOfKind(kind).isUrgent === true);

/** A condition on `outbox_mail`: it may be sent at this time. */
export function mayBeSentSql(settings: Pick<Settings, 'mailQuietHours'>, now: Date): string {
  const quiet = settings.mailQuietHours;
  if (quiet === null) return 'true';
  const { fromHour, toHour } = quiet;
  const hour = `extract(hour FROM '${now.toISOString()}'::timestamptz AT TIME ZONE coalesce(
    (SELECT t.time_zone FROM tenant t WHERE t.id = outbox_mail.tenant_id), '${STAFF_TIME_ZONE}'))`;
  const isQuiet =
    fromHour < toHour
      ? `${hour} >= ${fromHour} AND ${hour} < ${toHour}`
      : `(${hour} >= ${fromHour} OR ${hour} < ${toHour})`;
  const urgent = URGENT.map((kind) => `'${kind}'`).join(', ');
  // The mail of a demo goes to no one.
  return `(outbox_mail.kind IN (${urgent}) OR NOT (${isQuiet})
    OR EXISTS (SELECT FROM tenant t WHERE t.id = outbox_mail.tenant_id AND t.is_demo))`;
}
