import { cache } from 'react';
import { notFound } from 'next/navigation';
import { pullPath } from '@/components/domain/pulls/addresses';
import { getAppContext } from '@/lib/server/http/context';
import { readRowId } from '@/lib/server/http/row-id';
import { requireTenant } from '@/lib/server/http/session-person';
import { findPull } from '@/lib/server/pulls/queries/list-pulls';

export type PullParams = Promise<{ slug: string; number: string }>;

const find = cache((tenantId: number, number: number) =>
  findPull(getAppContext(), tenantId, number),
);

/** The pull of the address for whoever may see it; read once per request. */
export async function loadPull(params: PullParams) {
  const { slug, number: text } = await params;
  const { person, tenant } = await requireTenant(
    slug,
    'connection.view',
    `${pullPath(slug)}/${text}`,
  );
  const number = readRowId(text);
  const pull = number === null ? null : await find(tenant.id, number);
  if (!pull) notFound();
  return { ctx: getAppContext(), person, tenant, pull };
}
