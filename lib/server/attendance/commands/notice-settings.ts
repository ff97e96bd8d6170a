import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import type { Client } from '../types';
import { inTransaction } from '../transaction';
import { recordAudit } from '../../audit/record';

export interface NoticeSettings {
  /** Tardies are put on the lists as well. */
  noticesForTardies: boolean;
  /** Local time, such as 16:00: a file that comes later makes a list that is held. */
  noticeCutOff: string;
}

export type NoticeSettingsResult =
  { ok: true; settings: NoticeSettings } | Refused<'NO_ATTENDANCE' | 'CUT_OFF_INVALID'>;

type Asker = Pick<Client, 'query'>;

/** Null before the first attendance file: there is nothing to send notices about. */
export async function findNoticeSettings(
  client: Asker,
  tenantId: number,
): Promise<NoticeSettings | null> {
  const { rows } = await client.query<NoticeSettings>(
    `SELECT notices_for_tardies AS "noticesForTardies", notice_cut_off AS "noticeCutOff"
     FROM attendance_setting WHERE tenant_id = $1 AND school_year IS NOT NULL`,
    [tenantId],
  );
  return rows[0] ?? null;
}

/** Holds from the next file on: lists that are out are not gone over again. */
export async function changeNoticeSettings(
  ctx: AppContext,
  actor: Actor,
  { tenantId, ...changes }: { tenantId: number } & Partial<NoticeSettings>,
): Promise<NoticeSettingsResult> {
  if (changes.noticeCutOff !== undefined && !isTimeOfDay(changes.noticeCutOff))
    return { ok: false, code: 'CUT_OFF_INVALID' };
  return inTransaction(ctx, async (client): Promise<NoticeSettingsResult> => {
    const before = await findNoticeSettings(client, tenantId);
    if (!before) return { ok: false, code: 'NO_ATTENDANCE' };
    const settings: NoticeSettings = {
      noticesForTardies: changes.noticesForTardies ?? before.noticesForTardies,
      noticeCutOff: changes.noticeCutOff ?? before.noticeCutOff,
    };
    await client.query(
      'UPDATE attendance_setting SET notices_for_tardies = $2, notice_cut_off = $3 WHERE tenant_id = $1',
      [tenantId, settings.noticesForTardies, settings.noticeCutOff],
    );
    await recordAudit(client, actor, {
      action: 'attendance.notices.settings',
      tenantId,
      objectType: 'attendance_setting',
      objectId: tenantId,
      detail: {
        ...settings,
        noticesForTardiesBefore: before.noticesForTardies,
        noticeCutOffBefore: before.noticeCutOff,
      },
    });
    return { ok: true, settings };
  });
}
