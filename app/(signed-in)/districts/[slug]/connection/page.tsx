import type { Metadata } from 'next';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { connectionLabel, pausedUntil } from '@/lib/core/sync-run/connection-status';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import type { SearchParams } from '@/components/data-table/table-state';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { ApiConnection } from './api-connection';
import { FilesConnection } from './files-connection';
import { loadConnections } from '../load-connections';

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

// The browser's tab shows the state, for a page that stays open while files are on their way.
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  await requireTenant(slug, 'connection.view', `/districts/${slug}/connection`);
  const row = await getTenantBySlug(getAppContext(), slug);
  const status = tenantStatus(row);
  return {
    title: `${connectionLabels[status].glyph} ${connectionLabel(status, pausedUntil(row))}`,
  };
}

/** The connection that the address names, else the one that brings the roster. */
export default async function ConnectionPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const path = `/districts/${slug}`;
  const { person, tenant } = await requireTenant(slug, 'connection.view', `${path}/connection`);
  const ctx = getAppContext();
  const { shown, others } = await loadConnections(ctx, tenant.id, await searchParams);
  const seen = { person, tenant, others };
  if (shown?.api) return <ApiConnection {...seen} connection={{ ...shown, api: shown.api }} />;
  if (shown?.sftp) return <FilesConnection {...seen} connection={{ ...shown, sftp: shown.sftp }} />;
  const kind = shown ? kindOfConnection(shown.kind) : null;
  const canConnect = kind === null && can(person, 'credentials.manage');
  return (
    <EmptyState
      headingLevel={1}
      title={kind ? kind.words.name : 'This district has no connection yet'}
      action={
        canConnect ? (
          <ButtonLink variant="primary" href={connectionPath(slug, { part: 'new' })}>
            Connect an API
          </ButtonLink>
        ) : undefined
      }
    >
      <p>
        {kind
          ? kind.words.setUp
          : canConnect
            ? 'If your SIS has an API, we can fetch the roster from it every night. A connection for files is created together with its district.'
            : isStaff(person)
              ? 'A connection is created together with its district. Ask an administrator.'
              : `Write to ${ctx.settings.mailReplyTo}.`}
      </p>
    </EmptyState>
  );
}
