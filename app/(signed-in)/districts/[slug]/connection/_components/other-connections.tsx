import Link from 'next/link';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { DataTable } from '@/components/data-table/data-table';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { Section } from '@/components/ui/section';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';

const FEED_WORDS = { ROSTER: 'the roster', ATTENDANCE: 'attendance', CALENDAR: 'the calendar' };

/** What else the district has, and what comes through it. */
export function OtherConnections({
  slug,
  others,
  canConnect,
}: {
  slug: string;
  others: readonly ConnectionRow[];
  canConnect: boolean;
}) {
  if (others.length === 0 && !canConnect) return null;
  return (
    <Section
      title="Other connections"
      id="other-connections"
      flush={others.length > 0}
      actions={
        canConnect ? (
          <Link href={connectionPath(slug, { part: 'new' })}>Connect an API</Link>
        ) : undefined
      }
    >
      {others.length === 0 ? (
        <p>This district has no other connection.</p>
      ) : (
        <DataTable
          caption="Other connections"
          rows={others}
          rowKey={({ id }) => id}
          rowHref={({ id }) => connectionPath(slug, { id })}
          columns={[
            {
              id: 'kind',
              header: 'Connection',
              cell: ({ kind }) => kindOfConnection(kind).words.name,
            },
            { id: 'where', header: 'Host or user name', cell: whereOf },
            { id: 'brings', header: 'Brings', cell: bringsText },
          ]}
          empty={null}
        />
      )}
    </Section>
  );
}

const whereOf = ({ api, sftp }: ConnectionRow): string =>
  api ? new URL(api.baseUrl).host : (sftp?.userName ?? '');

function bringsText({ feeds }: ConnectionRow): string {
  if (feeds.length === 0) return 'Nothing yet';
  const words = feeds.map(({ feed }) => FEED_WORDS[feed]).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
