import { ArrivalLog } from '@/components/domain/connection/arrival-log';
import { ConnectionBanner } from '@/components/domain/connection/connection-banner';
import { eventLine, hintSentence } from '@/components/domain/connection/event-text';
import { FilesToSend } from '@/components/domain/connection/files-to-send';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Section, Stack } from '@/components/ui/section';
import { FILE_SPECS } from '@/lib/core/oneroster';
import { whenSetsAreChecked } from '@/lib/core/sync-run/banner/open-set-text';
import { connectionLabel, pausedUntil } from '@/lib/core/sync-run/connection-status';
import { runPath } from '@/lib/core/sync-run/run-address';
import { fileOfSet } from '@/lib/core/sync-run/set-files';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type {
  ConnectionRow,
  SftpAccountRow,
} from '@/lib/server/connections/queries/list-connections';
import { listSftpEvents } from '@/lib/server/connections/queries/sftp-events';
import { getAppContext } from '@/lib/server/http/context';
import { connectionHints } from '@/lib/server/tenants/queries/connection-hints';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { loadBanner } from '@/lib/server/tenants/queries/load-banner';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { startCheck } from './connection-actions';

/** What is arriving, live: how it stands, each expected file, and everything the server saw. */
export async function Arrivals({
  person,
  tenant,
  connection,
}: {
  person: SessionPerson;
  tenant: TenantRef;
  connection: ConnectionRow & { sftp: SftpAccountRow };
}) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const [row, events, hints] = await Promise.all([
    getTenantBySlug(ctx, tenant.slug),
    listSftpEvents(ctx, tenant.id, connection.id, { limit: 60 }),
    connectionHints(ctx, tenant.id, connection.id),
  ]);
  const status = tenantStatus(row);
  const { words, view, attendanceTrouble } = await loadBanner(ctx, row, connection, {
    isStaff: isStaff(person),
  });
  const lines = (events ?? []).flatMap((event) => {
    const text = eventLine(event);
    return text === null ? [] : [{ id: event.id, at: event.at, text }];
  });
  const label = connectionLabel(status, pausedUntil(row));
  return (
    <Stack>
      <LiveRefresh
        version={`${events?.[0]?.id ?? 0}-${row.latestRunId}-${row.latestRunState}-${words.title}-${words.sentences.join(' ')}`}
        announce={label === words.title ? `${label}.` : `${label}. ${words.title}.`}
        longestWaitMs={4_000}
      />
      <ConnectionBanner
        words={words}
        hints={hints.map((hint) => hintSentence(hint, now, tenant.timeZone))}
        place={{ slug: tenant.slug, runNumber: view.latest?.number ?? null, attendanceTrouble }}
        now={now}
        checkNow={can(person, 'runs.check') ? startCheck : null}
      />
      <Section
        title="Expected files"
        id="expected"
        flush
        description={whenSetsAreChecked({ ...connection.sftp, isPaused: status === 'PAUSED' })}
      >
        <FilesToSend
          files={FILE_SPECS.filter((spec) => spec.required || spec.entity !== null).map((spec) => ({
            fileName: spec.fileName,
            isRequired: spec.required,
            help: spec.help,
            ...fileOfSet(view.current, spec.fileName),
          }))}
          problemsHref={view.latest ? `${runPath(tenant.slug, view.latest.number)}/problems` : null}
          timeZone={tenant.timeZone}
          now={now}
        />
      </Section>
      <Section title="What the server saw" id="seen">
        <ArrivalLog lines={lines} timeZone={tenant.timeZone} now={now} />
      </Section>
    </Stack>
  );
}
