import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import {
  exportClasses,
  exportCourses,
  exportEnrollments,
  exportOrgs,
  exportPeople,
  exportSessions,
  type RosterExport,
} from './export';
import {
  readClassFilter,
  readCourseFilter,
  readEnrollmentFilter,
  readOrgFilter,
  readPeopleFilter,
  readSessionFilter,
} from './filters';
import { openSearch } from './search-token';

export const rosterParts = [
  'people',
  'classes',
  'courses',
  'enrollments',
  'orgs',
  'sessions',
] as const;
export type RosterPart = (typeof rosterParts)[number];

type Context = Pick<AppContext, 'db' | 'clock' | 'settings'>;

/** A list of the roster as a file; who took it is recorded before the first row leaves. */
export async function exportRoster(
  ctx: Context,
  actor: Actor,
  {
    tenantId,
    part,
    params,
  }: { tenantId: number; part: RosterPart; params: Record<string, unknown> },
): Promise<RosterExport> {
  await recordAudit(ctx.db.prisma, actor, {
    action: 'roster.exported',
    tenantId,
    objectType: 'roster',
    objectId: part,
    detail: { filters: Object.keys(params).sort().join(',') },
  });
  switch (part) {
    case 'people':
      return exportPeople(
        ctx,
        tenantId,
        readPeopleFilter(params, (token) => openSearch(ctx, tenantId, token)),
      );
    case 'classes':
      return exportClasses(ctx, tenantId, readClassFilter(params));
    case 'courses':
      return exportCourses(ctx, tenantId, readCourseFilter(params));
    case 'enrollments':
      return exportEnrollments(ctx, tenantId, readEnrollmentFilter(params));
    case 'orgs':
      return exportOrgs(ctx, tenantId, readOrgFilter(params));
    case 'sessions':
      return exportSessions(ctx, tenantId, readSessionFilter(params));
  }
}
