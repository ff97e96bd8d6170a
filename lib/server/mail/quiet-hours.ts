// Mail that can wait is not sent at night in its district: it stays in the outbox until morning.
import type { Settings } from '../settings';
import { ALL_MAIL_KINDS, factsOfKind } from './kinds';
import { STAFF_TIME_ZONE } from './staff-time-zone';

type QuietSettings = Pick<Settings, 'mailQuietHours'>;

const URGENT = ALL_MAIL_KINDS.filter((kind) => factsOfKind(kind).isUrgent === true)
  .map((kind) => `'${kind}'`)
  .join(', ');

const ZONE = `coalesce((SELECT t.time_zone FROM tenant t WHERE t.id = outbox_mail.tenant_id), '${STAFF_TIME_ZONE}')`;

// The mail of a demo goes to no one.
const CAN_WAIT = `(outbox_mail.kind NOT IN (${URGENT})
  AND NOT EXISTS (SELECT FROM tenant t WHERE t.id = outbox_mail.tenant_id AND t.is_demo))`;

/** A condition on `outbox_mail`: it may be sent at this time. */
export function mayBeSentSql(settings: QuietSettings, now: Date): string {
  return mayBeSentAtSql(settings, timestamp(now));
}

/** Of a row of `outbox_mail`: this time, or the end of the quiet hours where it falls into them. */
export function afterQuietHoursSql(settings: QuietSettings, at: Date): string {
  const quiet = settings.mailQuietHours;
  const then = timestamp(at);
  if (quiet === null) return then;
  const end = endNotAfter(`(${then} AT TIME ZONE ${ZONE} + interval '1 day')`, quiet.toHour);
  return `(CASE WHEN ${mayBeSentAtSql(settings, then)} THEN ${then} ELSE ${end} END)`;
}

/** Of a row of `outbox_mail`: when the last quiet hours that held it back ended; null where none do. */
export function lastHeldUntilSql(settings: QuietSettings, now: Date): string {
  const quiet = settings.mailQuietHours;
  if (quiet === null) return 'NULL::timestamptz';
  const end = endNotAfter(`(${timestamp(now)} AT TIME ZONE ${ZONE})`, quiet.toHour);
  return `(CASE WHEN ${CAN_WAIT} THEN ${end} END)`;
}

function mayBeSentAtSql({ mailQuietHours: quiet }: QuietSettings, at: string): string {
  if (quiet === null) return 'true';
  const { fromHour, toHour } = quiet;
  const hour = `extract(hour FROM ${at} AT TIME ZONE ${ZONE})`;
  const isQuiet =
    fromHour < toHour
      ? `${hour} >= ${fromHour} AND ${hour} < ${toHour}`
      : `(${hour} >= ${fromHour} OR ${hour} < ${toHour})`;
  return `(NOT ${CAN_WAIT} OR NOT (${isQuiet}))`;
}

/** The newest end of quiet hours at or before this local time. */
const endNotAfter = (localTime: string, toHour: number): string =>
  `((date_trunc('day', ${localTime} - interval '${toHour} hours') + interval '${toHour} hours') AT TIME ZONE ${ZONE})`;

const timestamp = (at: Date): string => `'${at.toISOString()}'::timestamptz`;
