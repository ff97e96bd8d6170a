// When the first file of a name usually comes, and from when on it is late.

const LEARNED_FROM_DAYS = 20;
/** A first try says nothing about a habit. */
const LEARNED_AFTER_DAYS = 3;
/** Later than the usual time by this much is late. */
export const LATE_AFTER_MINUTES = 30;

/** In SQL: minutes after midnight of a file name's first file, the median of its last days before `date`; null before there are three. */
export const usualMinuteSql = (fileName: string, date: string): string =>
  `(SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY minute) FROM (
      SELECT min(r.received_minute) AS minute FROM attendance_run r
      WHERE r.tenant_id = ${fileName}.tenant_id AND r.file_name_id = ${fileName}.id AND r.received_date < ${date}
        AND r.state IN ('APPLIED', 'NO_CHANGE')
      GROUP BY r.received_date ORDER BY r.received_date DESC LIMIT ${LEARNED_FROM_DAYS}) days
    HAVING count(*) >= ${LEARNED_AFTER_DAYS})`;
