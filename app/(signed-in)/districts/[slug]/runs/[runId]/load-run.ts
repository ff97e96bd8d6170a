import { cache } from 'react';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { runPath } from '@/lib/core/sync-run/run-address';
import { ASKED_PATH_HEADER } from '@/lib/server/auth/return-to';
import { getAppContext } from '@/lib/server/http/context';
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
  if (path !== asked) {
    const whole = (await headers()).get(ASKED_PATH_HEADER) ?? '';
    redirect(whole.startsWith(asked) ? path + whole.slice(asked.length) : path);
  }
  return { ctx: getAppContext(), person, tenant, run, path };
}
