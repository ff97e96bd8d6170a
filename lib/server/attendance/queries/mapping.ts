import { suggestCategory, type CategoryMeaning } from '@/lib/core/attendance/categories';
import type { AppContext } from '../../app-context';

export interface UnmappedCategory {
  /** What a mapping names. */
  key: string;
  /** As the file spells it. */
  text: string;
  rows: number;
  students: number;
  schools: number;
  lastSeenAt: Date;
  /** Proposed, never applied by itself. */
  suggestion: CategoryMeaning | null;
}

/** Words nobody has mapped yet, most rows first. */
export async function listUnmappedCategories(
  ctx: AppContext,
  tenantId: number,
): Promise<UnmappedCategory[]> {
  const { rows } = await ctx.db.pool.query<Omit<UnmappedCategory, 'suggestion'>>(
    `SELECT category_key AS key, min(category_text) AS text, count(*) AS rows,
            count(DISTINCT student_text) AS students, count(DISTINCT school_text) AS schools,
            max(received_at) AS "lastSeenAt"
     FROM attendance_kept_row WHERE tenant_id = $1 AND because = 'UNMAPPED_CATEGORY'
     GROUP BY 1 ORDER BY 3 DESC, 1`,
    [tenantId],
  );
  return rows.map((row) => ({ ...row, suggestion: suggestCategory(row.text) }));
}

export interface CategoryMapping {
  key: string;
  meaning: CategoryMeaning;
  decidedAt: Date;
  decidedByName: string | null;
}

export async function listCategoryMappings(
  ctx: AppContext,
  tenantId: number,
): Promise<CategoryMapping[]> {
  const { rows } = await ctx.db.pool.query<CategoryMapping>(
    `SELECT m.key, coalesce(m.category::text, 'NO_EVENT') AS meaning, m.decided_at AS "decidedAt",
            p.name AS "decidedByName"
     FROM attendance_category_mapping m LEFT JOIN user_account p ON p.id = m.decided_by_id
     WHERE m.tenant_id = $1 ORDER BY m.key`,
    [tenantId],
  );
  return rows;
}

export type KeptReason =
  | 'UNKNOWN_SCHOOL'
  | 'TWO_SCHOOLS'
  | 'SHARED_SCHOOL'
  | 'OTHER_KIND_SCHOOL'
  | 'UNKNOWN_STUDENT'
  | 'TWO_STUDENTS'
  | 'SHARED_STUDENT'
  | 'OTHER_KIND_STUDENT'
  | 'UNMAPPED_CATEGORY';

export interface KeptCount {
  because: KeptReason;
  schoolText: string;
  rows: number;
  /** The first of them is forgotten then. */
  expiresAt: Date;
}

/** How many rows wait, by what for and by school. */
export async function listKeptCounts(ctx: AppContext, tenantId: number): Promise<KeptCount[]> {
  const { rows } = await ctx.db.pool.query<KeptCount>(
    `SELECT because::text AS because, school_text AS "schoolText", count(*) AS rows, min(expires_at) AS "expiresAt"
     FROM attendance_kept_row WHERE tenant_id = $1 AND because <> 'OUTRANKED' GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`,
    [tenantId],
  );
  return rows;
}
