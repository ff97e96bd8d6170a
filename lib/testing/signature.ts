// What a district holds, as one text: two districts with the same files have the same one, and so has one district
// before and after a fault that changed nothing. Taken in one statement, as a reader of that moment sees it.
import type { AppContext } from '@/lib/server/app-context';

export interface Signature {
  roster: string;
  attendance: string;
}

/** What differs between two districts, or two ways to the same rows, and says nothing of what is in them. */
const NOT_CONTENT = [
  'tenant_id',
  'run_id',
  'line_hash',
  'line_number',
  'id',
  'file_name_id',
  'changed_at',
];
const ROSTER = [
  'org',
  'academic_session',
  'course',
  'class',
  'user',
  'enrollment',
  'demographics',
  'link',
];

/** Of an event: what the roster said of the student when the file was read, before or after that day's roster. */
const NOT_OF_THE_FILE = ['grade', 'language_code'];

const rowsOf = (table: string, condition: string, without: readonly string[] = []): string =>
  `SELECT '${table}' || (to_jsonb(t) - '{${[...NOT_CONTENT, ...without].join(',')}}'::text[])::text AS content
   FROM ${table} t WHERE t.tenant_id = $1 AND ${condition}`;

const digestOf = (rows: readonly string[]): string =>
  `(SELECT count(*) || ' rows ' || coalesce(md5(string_agg(content, E'\\n' ORDER BY content)), '')
    FROM (${rows.join(' UNION ALL ')}) rows)`;

const TEXT = `SELECT
  ${digestOf(ROSTER.map((name) => rowsOf(`roster_${name}`, 't.removed_at IS NULL')))} AS roster,
  ${digestOf([rowsOf('attendance_event', 'true', NOT_OF_THE_FILE)])} AS attendance`;

export async function signatureOf(
  { db }: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<Signature> {
  const { rows } = await db.pool.query<Signature>(TEXT, [tenantId]);
  if (!rows[0]) throw new Error('no answer');
  return rows[0];
}
