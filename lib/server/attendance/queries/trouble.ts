// Which files brought nothing: the newest of a name that came to an end decides, so a good one ends the trouble.
import { BROUGHT_NOTHING, ENDED_OR_AWAITING } from '@/lib/core/attendance/use-of-file';

const list = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');
const ENDED = list(ENDED_OR_AWAITING);

/** In SQL: of a file name `n` the number of the newest file, if nothing of it could be used; else null. */
export const newestTroubleOf = (n: string): string =>
  `(SELECT newest.number FROM (
      SELECT r.number, r.state FROM attendance_run r
      WHERE r.tenant_id = ${n}.tenant_id AND r.file_name_id = ${n}.id AND r.state IN (${ENDED})
      ORDER BY r.received_date DESC, r.received_at DESC, r.id DESC LIMIT 1) newest
    WHERE newest.state IN (${list(BROUGHT_NOTHING)}))`;

/** In SQL: the number of the newest such file of a tenant's names; null where every feed brings something. */
export const attendanceTroubleOf = (tenantId: string): string =>
  `(SELECT max(${newestTroubleOf('n')}) FROM attendance_file_name n
    WHERE n.tenant_id = ${tenantId} AND n.state IN ('LEARNED', 'CONFIRMED'))`;
