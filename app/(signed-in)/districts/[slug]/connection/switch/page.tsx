import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { SearchParams } from '@/components/data-table/table-state';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { getEntityTotals } from '@/lib/server/roster/counts';
import { switchRoster } from '../../pull-actions';
import { loadOtherConnection } from '../../load-connections';

export const metadata: Metadata = { title: 'Switch the roster' };

/** What happens to the live roster, said before it is done. */
export default async function SwitchPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = connectionPath(slug, { part: 'switch' });
  const { tenant } = await requireTenant(slug, 'connection.update', path);
  const ctx = getAppContext();
  const to = await loadOtherConnection(ctx, tenant.id, await searchParams);
  if (!to) redirect(connectionPath(slug));
  const [from, live] = await Promise.all([
    findRosterConnection(ctx, tenant.id),
    getEntityTotals(ctx, tenant.id),
  ]);
  const where = to.api ? new URL(to.api.baseUrl).host : to.sftp?.userName;
  const [people, classes] = [live.get('user') ?? 0, live.get('class') ?? 0];
  return (
    <Stack>
      <PageHeader
        title="Switch the roster to this connection"
        crumbs={[{ href: connectionPath(slug, { id: to.id }), label: 'Connection' }]}
        description={`${kindOfConnection(to.kind).words.name}, ${where}`}
      />
      {to.api?.testedAt === null ? (
        <Callout tone="waiting" title="This connection has not passed a test">
          <p>
            Test it and read a preview before you switch. Nothing is fetched at night until then.
          </p>
        </Callout>
      ) : null}
      <Section title="What happens" id="what-happens">
        <ul>
          <li>
            {live.size === 0
              ? 'No roster is live yet, so nothing changes for families.'
              : `The live roster stays exactly as it is: ${plural(people, 'person', 'people')} and ${formatNumber(classes)} ${classes === 1 ? 'class' : 'classes'}.`}
          </li>
          <li>
            The first update of the new connection is compared with it and held for review, whatever
            it changes. If ids differ, the review says so.
          </li>
          <li>
            {from
              ? `What still arrives through the present connection (${kindOfConnection(from.kind).words.name}) is kept and no longer read.`
              : 'No other connection brings the roster now.'}
          </li>
          <li>You can switch back in the same way.</li>
        </ul>
        <ActionForm action={switchRoster} label="Switch the roster">
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="connectionId" value={to.id} />
          <Row>
            <SubmitButton pendingLabel="Switching…">Switch the roster</SubmitButton>
            <ButtonLink href={connectionPath(slug, { id: to.id })}>Cancel</ButtonLink>
          </Row>
        </ActionForm>
      </Section>
    </Stack>
  );
}
