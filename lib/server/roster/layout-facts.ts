import type { AppContext } from '../app-context';
import { can, type PersonWithRole } from '../auth/permissions';
import { getEntityTotals } from './counts';
import { findRosterVersion, type RosterVersion } from './version';

/** What stands around every page of the roster. */
export interface RosterLayoutFacts {
  version: RosterVersion | null;
  totals: ReadonlyMap<string, number>;
  now: Date;
  canExport: boolean;
}

export async function getRosterLayoutFacts(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
  person: PersonWithRole,
): Promise<RosterLayoutFacts> {
  const [totals, version] = await Promise.all([
    getEntityTotals(ctx, tenantId),
    findRosterVersion(ctx, tenantId),
  ]);
  return { version, totals, now: ctx.clock.now(), canExport: can(person, 'roster.export') };
}
