// What a district says of its site. For each school the newest answer counts, its own or that of the whole district.
import type { AppContext } from '../../app-context';

export interface SiteAnswer {
  /** Empty: the whole district. */
  schoolSourcedId: string;
  /** Null of one that is no longer in the roster. */
  schoolName: string | null;
  looksRight: boolean;
  text: string | null;
  answeredByName: string | null;
  answeredAt: Date;
}

export interface SiteSchool {
  sourcedId: string;
  name: string;
}

export interface SiteAnswers {
  /** The newest about the whole district. */
  whole: SiteAnswer | null;
  /** Schools whose newest answer is one of their own. */
  schools: SiteAnswer[];
  /** Nothing is open: the whole district looks right, and so does each school that was answered for since. */
  isConfirmed: boolean;
  /** What does not look right now, the whole district first. */
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
  const { rows } = await ctx.db.pool.query<SiteAnswer>(
    `WITH newest AS (
       SELECT DISTINCT ON (school_sourced_id) * FROM site_check WHERE tenant_id = $1
       ORDER BY school_sourced_id, id DESC)
     SELECT n.school_sourced_id AS "schoolSourcedId", o.name AS "schoolName", n.looks_right AS "looksRight", n.text,
       u.name AS "answeredByName", n.answered_at AS "answeredAt"
     FROM newest n
     LEFT JOIN roster_org o ON o.tenant_id = n.tenant_id AND o.sourced_id = n.school_sourced_id
     LEFT JOIN user_account u ON u.id = n.answered_by_id
     WHERE n.id >= coalesce((SELECT id FROM newest WHERE school_sourced_id = ''), 0)
     ORDER BY n.school_sourced_id <> '', o.name, n.school_sourced_id`,
    [tenantId],
  );
  const whole = rows.find(({ schoolSourcedId }) => schoolSourcedId === '') ?? null;
  const wrong = rows.filter(({ looksRight }) => !looksRight);
  return {
    whole,
    schools: rows.filter(({ schoolSourcedId }) => schoolSourcedId !== ''),
    isConfirmed: whole?.looksRight === true && wrong.length === 0,
    wrong,
  };
}
