// What a district says of its site. What is wrong stays until somebody says that it looks right, of that school or of the whole
// district: a second thing that is wrong does not hide the first.
import type { AppContext } from '../../app-context';

/** That something is wrong. */
export interface SiteAnswer {
  id: number;
  /** Empty: the whole district. */
  schoolSourcedId: string;
  /** Null of one that is no longer in the roster. */
  schoolName: string | null;
  text: string | null;
  answeredByName: string | null;
  answeredAt: Date;
}

export interface SiteSchool {
  sourcedId: string;
  name: string;
}

export interface SiteAnswers {
  /** When the whole district was last said to look right; null before. */
  confirmedAt: Date | null;
  /** It was, and nothing was wrong since. */
  isConfirmed: boolean;
  /** What does not look right now, the oldest first. */
  wrong: SiteAnswer[];
}

/** By name. */
export async function listSiteSchools(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<SiteSchool[]> {
  return ctx.db.prisma.rosterOrg.findMany({
    where: { tenantId, type: 'school', removedAt: null },
    select: { sourcedId: true, name: true },
    orderBy: [{ name: 'asc' }, { sourcedId: 'asc' }],
  });
}

export async function loadSiteAnswers(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<SiteAnswers> {
  const { rows: wrong } = await ctx.db.pool.query<SiteAnswer>(
    `SELECT c.id, c.school_sourced_id AS "schoolSourcedId", o.name AS "schoolName", c.text,
       u.name AS "answeredByName", c.answered_at AS "answeredAt"
     FROM site_check c
     LEFT JOIN roster_org o ON o.tenant_id = c.tenant_id AND o.sourced_id = c.school_sourced_id
     LEFT JOIN user_account u ON u.id = c.answered_by_id
     WHERE c.tenant_id = $1 AND NOT c.looks_right AND NOT EXISTS (SELECT FROM site_check later
       WHERE later.tenant_id = c.tenant_id AND later.looks_right AND later.id > c.id
         AND later.school_sourced_id IN ('', c.school_sourced_id))
     ORDER BY c.id`,
    [tenantId],
  );
  const confirmed = await ctx.db.prisma.siteCheck.findFirst({
    where: { tenantId, schoolSourcedId: '', looksRight: true },
    orderBy: { id: 'desc' },
    select: { answeredAt: true },
  });
  const confirmedAt = confirmed?.answeredAt ?? null;
  return { confirmedAt, isConfirmed: confirmedAt !== null && wrong.length === 0, wrong };
}
