import { cache } from 'react';
import { notFound } from 'next/navigation';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { readRowId } from '@/lib/server/http/row-id';
import { findRun } from '@/lib/server/sync-runs/queries/get-run';

export type RunParams = Promise<{ slug: string; runId: string }>;

const find = cache((tenantId: number, runId: number) => findRun(getAppContext(), tenantId, runId));

/** The run of the address for whoever may see it; read once per request by the layout and the open tab. */
export async function loadRun(params: RunParams) {
  const { slug, runId } = await params;
  const path = `/districts/${slug}/runs/${runId}`;
  const { person, tenant } = await requireTenant(slug, 'runs.view', path);
  const id = readRowId(runId);
  const run = id === null ? null : await find(tenant.id, id);
  if (!run) notFound();
  return { ctx: getAppContext(), person, tenant, run, path };
}
