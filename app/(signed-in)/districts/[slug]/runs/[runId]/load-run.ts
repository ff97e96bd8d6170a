import { cache } from 'react';
import { notFound } from 'next/navigation';
import { runPath } from '@/lib/core/sync-run/run-address';
import { getAppContext } from '@/lib/server/http/context';
import { leadOn } from '@/lib/server/http/lead-on';
import { readRunAddress } from '@/lib/server/http/run-address';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRun } from '@/lib/server/sync-runs/queries/get-run';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';

/** `runId` is "run-7" by the number of the run in its district, or the id as addresses of earlier versions have it. */
export type RunParams = Promise<{ slug: string; runId: string }>;

const find = cache(async (tenantId: number, address: string) => {
  const which = readRunAddress(address);
  const known = which && (await identifyRun(getAppContext(), tenantId, which));
  return known && findRun(getAppContext(), tenantId, known.id);
});

/**
 * The run of the address for whoever may see it; read once per request by the layout and the open tab. An address of an
 * earlier version leads on to the one of the same run and tab.
 */
export async function loadRun(params: RunParams) {
  const { slug, runId } = await params;
  const asked = `/districts/${slug}/runs/${runId}`;
  const { person, tenant } = await requireTenant(slug, 'runs.view', asked);
  const run = await find(tenant.id, runId);
  if (!run) notFound();
  const path = runPath(slug, run.number);
  await leadOn(asked, path);
  return { ctx: getAppContext(), person, tenant, run, path };
}
