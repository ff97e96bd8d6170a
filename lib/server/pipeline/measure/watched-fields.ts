// Updates of the fields that rules watch: how many, of how many rows where the field was filled. Only the
// changed rows are read; who has a field filled is counted with the roster.
import type { Measured } from '@/lib/core/circuit-break/evaluate';
import type { WatchedCount } from '@/lib/core/circuit-break/plan-counts';
import type { WatchGroup } from '@/lib/core/circuit-break/rules';
import type { CountedEntity } from '@/lib/core/change/change';
import { REACHED_BY, REACHED_FIELDS } from '@/lib/core/oneroster/reachable';
import { FILLED_FACETS } from '../parts/filled-facets';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';

interface Watch {
  entity: CountedEntity;
  part: WatchGroup;
  /** Columns of which one changed, or null for any. */
  fields: readonly string[] | null;
}

const WATCHES: readonly Watch[] = [
  { entity: 'orgs', part: 'idOrType', fields: ['type', 'identifier'] },
  { entity: 'courses', part: 'anyField', fields: null },
  {
    entity: 'classes',
    part: 'schoolTermCourse',
    fields: ['school_sourced_id', 'term_sourced_ids', 'course_sourced_id'],
  },
  {
    entity: 'students',
    part: 'schoolGradeIdentifier',
    fields: ['school_sourced_id', 'grades', 'identifier'],
  },
  // The same address in other capital letters is the same address.
  { entity: 'students', part: 'mail', fields: [REACHED_BY.email] },
  { entity: 'staff', part: 'roleMail', fields: ['role', REACHED_BY.email] },
  {
    entity: 'contacts',
    part: 'phoneMail',
    fields: REACHED_FIELDS,
  },
  { entity: 'studentEnrollments', part: 'roleDates', fields: ['role', 'begin_date', 'end_date'] },
  { entity: 'staffEnrollments', part: 'primaryFlag', fields: ['is_primary'] },
  { entity: 'demographics', part: 'anyField', fields: null },
];

interface NeverBlank {
  entity: CountedEntity;
  /** As people and `roster_count` call it. */
  field: string;
  /** Where its value is, if the text as sent may be none. */
  column?: string;
}

/** Fields that must not go from filled to empty. */
const NEVER_BLANK: readonly NeverBlank[] = [
  { entity: 'students', field: 'language_code' },
  { entity: 'students', field: 'identifier' },
  { entity: 'students', field: 'grades' },
  { entity: 'students', field: 'email', column: REACHED_BY.email },
  { entity: 'staff', field: 'email', column: REACHED_BY.email },
  { entity: 'contacts', field: 'phone', column: REACHED_BY.phone },
  { entity: 'contacts', field: 'sms', column: REACHED_BY.sms },
  { entity: 'contacts', field: 'email', column: REACHED_BY.email },
  { entity: 'contacts', field: 'language_code' },
  { entity: 'studentEnrollments', field: 'begin_date' },
  { entity: 'studentEnrollments', field: 'end_date' },
];

/** Fewer than this never trip, so their base is not looked up. */
const WORTH_A_BASE = 3;

const wasFilled = (field: string): string =>
  `coalesce(c.before->>'${field}', '[]') NOT IN ('', '[]')`;
const isFilled = (field: string): string =>
  `coalesce(c.after->>'${field}', '[]') NOT IN ('', '[]')`;

function conditionOf({ entity, fields }: Watch): string {
  const one = `c.counted_as = '${entity}'`;
  if (!fields) return one;
  // Filled for the first time is no change of what families rely on.
  return `${one} AND c.changed_fields && '{${fields.join(',')}}' AND (${fields.map(wasFilled).join(' OR ')})`;
}

const language = (entity: CountedEntity, isReplaced: boolean): string =>
  `c.counted_as = '${entity}' AND 'language_code' = ANY(c.changed_fields) AND ${wasFilled('language_code')} AND ${isReplaced ? '' : 'NOT '}${isFilled('language_code')}`;

export interface WatchedFields {
  watched: WatchedCount[];
  blankOuts: Measured[];
}

export async function watchedFields(input: MeasureInput): Promise<WatchedFields> {
  const { client, run } = input;
  const parts: { entity: CountedEntity; part: WatchGroup; condition: string }[] = [
    ...WATCHES.map((watch) => ({ ...watch, condition: conditionOf(watch) })),
    { entity: 'students', part: 'languageBlanked', condition: language('students', false) },
    { entity: 'students', part: 'languageReplaced', condition: language('students', true) },
    { entity: 'contacts', part: 'languageReplaced', condition: language('contacts', true) },
    {
      entity: 'students',
      part: 'username',
      condition: `c.counted_as = 'students' AND 'username' = ANY(c.changed_fields) AND ${wasFilled('username')} AND lower(c.before->>'username') <> lower(coalesce(c.after->>'username', ''))`,
    },
  ];
  const columns = [
    ...parts.map(({ condition }) => condition),
    ...NEVER_BLANK.map(
      ({ entity, field, column = field }) =>
        `c.counted_as = '${entity}' AND ${wasFilled(column)} AND c.after ? '${column}' AND NOT ${isFilled(column)}`,
    ),
  ].map((condition, at) => `count(*) FILTER (WHERE ${condition}) AS n${at}`);
  const { rows } = await client.query<Record<string, number> & { school: never }>(
    `SELECT c.school_sourced_id AS school, ${columns.join(', ')} FROM change c
     WHERE ${isOf(run)} AND c.action = 'UPDATE' AND NOT c.is_cascade GROUP BY 1`,
  );
  const bySchool = rows.map((row) => ({ school: String(row.school), counts: row }));
  const counted = (at: number) => {
    const schools = bySchool
      .map(({ school, counts }) => ({ school, count: counts[`n${at}`] ?? 0 }))
      .filter(({ count }) => count > 0);
    return { schools, total: schools.reduce((sum, { count }) => sum + count, 0) };
  };
  const blanks = NEVER_BLANK.map((each, at) => ({ ...each, ...counted(parts.length + at) }));
  const found = parts.map((each, at) => ({ ...each, ...counted(at) }));
  const filled = await filledCounts(
    input,
    found.some(({ part, total }) => part in FILLED_BY && total >= WORTH_A_BASE) ||
      blanks.some(({ entity, total }) => isPerson(entity) && total >= WORTH_A_BASE),
  );
  return {
    watched: [
      ...found.flatMap(({ entity, part, schools, total }) =>
        [{ school: '', count: total }, ...schools.filter(({ school }) => school !== '')].map(
          ({ school, count }) => ({
            entity,
            part,
            schoolSourcedId: school,
            count,
            baseline: filled(entity, FILLED_BY[part] ?? null, school),
          }),
        ),
      ),
      ...(await watchedSessions(input)),
    ],
    blankOuts: await blankOutsOf(input, blanks, filled),
  };
}

type Blank = NeverBlank & { total: number };

/** One after the other: they share the run's one connection, which answers one query at a time. */
async function blankOutsOf(
  input: MeasureInput,
  blanks: readonly Blank[],
  filled: FilledCount,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { entity, field, total } of blanks) {
    if (total < WORTH_A_BASE) continue;
    const baseline = isPerson(entity)
      ? (filled(entity, field, '') ?? total)
      : await filledEnrollments(input, field);
    const changeType = 'UPDATE';
    measured.push({
      measure: 'blankOut',
      subject: field,
      entity,
      changeType,
      count: total,
      baseline,
    });
  }
  return measured;
}

/** What makes a row part of the base, where not every row is. */
const FILLED_BY: Readonly<Record<string, string>> = {
  phoneMail: 'reachable',
  mail: 'email',
  languageBlanked: 'language_code',
  languageReplaced: 'language_code',
};

const isPerson = (entity: CountedEntity): boolean =>
  entity === 'students' || entity === 'staff' || entity === 'contacts';

type FilledCount = (entity: CountedEntity, field: string | null, school: string) => number | null;

/** Who has a field filled, by the counts kept with the roster. */
async function filledCounts(
  { client, run }: MeasureInput,
  isWanted: boolean,
): Promise<FilledCount> {
  if (!isWanted) return () => null;
  const { rows } = await client.query<{
    entity: string;
    facet: string;
    school: string;
    count: number;
  }>(
    `SELECT entity, facet, value AS school, count FROM roster_count WHERE tenant_id = $1 AND facet = ANY($2)`,
    [run.tenantId, Object.keys(FILLED_FACETS)],
  );
  const counts = new Map(
    rows.map(({ entity, facet, school, count }) => [`${entity} ${facet} ${school}`, count]),
  );
  return (entity, field, school) =>
    field === null ? null : (counts.get(`${entity} filled:${field} ${school}`) ?? 0);
}

async function filledEnrollments({ client, run }: MeasureInput, field: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${liveTable('enrollment')}
     WHERE tenant_id = $1 AND removed_at IS NULL AND role = 'student' AND ${field} IS NOT NULL`,
    [run.tenantId],
  );
  return rows[0]?.count ?? 0;
}

/** A session covers the days from its start to the day before its end (OneRoster 1.1). */
async function watchedSessions({ client, run, today }: MeasureInput): Promise<WatchedCount[]> {
  const covers = (row: string): string => `(${row}.start_date <= $2 AND $2 < ${row}.end_date)`;
  const { rows } = await client.query<{ removed: number; turned: number; covering: number }>(
    `SELECT count(*) FILTER (WHERE c.action = 'REMOVE' AND ${covers('l')}) AS removed,
       count(*) FILTER (WHERE c.action = 'UPDATE' AND ${covers('l')} <> ${covers('s')}) AS turned,
       (SELECT count(*) FROM ${liveTable('academicSession')} a WHERE a.tenant_id = $1 AND a.removed_at IS NULL AND ${covers('a')}) AS covering
     FROM change c JOIN ${liveTable('academicSession')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
     LEFT JOIN ${stagingTable(run, 'academicSession')} s ON s.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.entity = 'academicSession'`,
    [run.tenantId, today],
  );
  const { removed = 0, turned = 0, covering = 0 } = rows[0] ?? {};
  const inDistrict = { entity: 'sessions', schoolSourcedId: '' } as const;
  return [
    { ...inDistrict, part: 'coversToday', count: removed, baseline: covering },
    { ...inDistrict, part: 'currentDates', count: turned, baseline: null },
  ];
}
