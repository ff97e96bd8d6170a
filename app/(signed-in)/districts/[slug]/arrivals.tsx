import { ArrivalLog, EvidenceHints } from '@/components/domain/connection/arrival-log';
import { ConnectionBanner } from '@/components/domain/connection/connection-banner';
import { ExpectedFiles } from '@/components/domain/connection/expected-files';
import { AskedStep } from '@/components/domain/review/asked-step';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Columns } from '@/components/ui/section';
import { USED_FILE_SPECS } from '@/lib/core/oneroster';
import { eventLine } from '@/lib/core/sftp/event-text';
import { hintSentence } from '@/lib/core/sftp/hint-text';
import type { ConnectionHint } from '@/lib/core/sftp/seen';
import { besideQuestion } from '@/lib/core/sync-run/banner/banner-text';
import { connectionLabel, pausedUntil } from '@/lib/core/sync-run/connection-status';
import { runPath } from '@/lib/core/sync-run/run-address';
import { fileOfSet } from '@/lib/core/sync-run/set-files';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import { listSftpEvents } from '@/lib/server/connections/queries/sftp-events';
import { getAppContext } from '@/lib/server/http/context';
import { findOpenQuestion } from '@/lib/server/reviews/commands/questions';
import { connectionHints } from '@/lib/server/tenants/queries/connection-hints';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { loadBanner } from '@/lib/server/tenants/queries/load-banner';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { startCheck } from './connection-actions';

/** What a page shows of files while they arrive: a box on top that says how it stands, and the live part, which keeps the page fresh. */
export async function loadArrivals(
  person: SessionPerson,
  tenant: TenantRef,
  connection: ConnectionRow,
) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const { slug, timeZone } = tenant;
  const staff = isStaff(person);
  const [row, events, hints] = await Promise.all([
    getTenantBySlug(ctx, slug),
    listSftpEvents(ctx, tenant.id, connection.id, { limit: 60 }),
    connectionHints(ctx, tenant.id, connection.id),
  ]);
  const status = tenantStatus(row);
  const { words, view, attendanceTrouble } = await loadBanner(ctx, row, connection, {
    isStaff: staff,
  });
  const lines = (events ?? []).flatMap((event) => {
    const text = eventLine(event);
    return text === null ? [] : [{ id: event.id, at: event.at, text }];
  });
  const sentences = hints
    .filter(({ code }) => !SAID_ABOVE.includes(code))
    .map((hint) => hintSentence(hint, now, timeZone));
  // Always: a question stays open during a pause, and when newer files need a fix.
  const asked = row.openBreakId !== null && !staff ? await findOpenQuestion(ctx, tenant.id) : null;
  const beside = asked
    ? besideQuestion({ status, owner: words.word.owner })
    : { showsBanner: true, showsOwner: true };
  return {
    status,
    top: (
      <>
        {asked ? (
          <AskedStep
            word={connectionLabels.UNDER_REVIEW}
            question={asked}
            isPaused={row.pausedSince !== null}
            hasRoster={connection.baselineRunId !== null}
            timeZone={timeZone}
            now={now}
          >
            {beside.showsBanner ? null : <EvidenceHints hints={sentences} />}
          </AskedStep>
        ) : null}
        {beside.showsBanner ? (
          <ConnectionBanner
            words={words}
            hints={sentences}
            place={{ slug, runNumber: view.latest?.number ?? null, attendanceTrouble }}
            now={now}
            checkNow={can(person, 'runs.check') ? startCheck : null}
            showOwner={beside.showsOwner}
          />
        ) : null}
      </>
    ),
    live: (
      <>
        <LiveRefresh
          version={`${events?.[0]?.id ?? 0}-${row.latestRunId}-${row.latestRunState}-${words.title}-${words.sentences.join(' ')}`}
          announce={stateAndTitle(connectionLabel(status, pausedUntil(row)), words.title)}
          longestWaitMs={4_000}
          news={`/api/connections/${slug}/live`}
        />
        <Columns>
          <ArrivalLog lines={lines} timeZone={timeZone} now={now} />
          <ExpectedFiles
            files={USED_FILE_SPECS.map(({ fileName }) => ({
              fileName,
              ...fileOfSet(view.current, fileName),
            }))}
            problemsHref={view.latest ? `${runPath(slug, view.latest.number)}/problems` : null}
          />
        </Columns>
      </>
    ),
  };
}

/** "Receiving. Send enrollments.csv.", and "Up to date." once. */
function stateAndTitle(label: string, title: string): string {
  return label === title ? `${label}.` : `${label}. ${title}.`;
}

/** The box at the top says these itself. */
const SAID_ABOVE: readonly ConnectionHint['code'][] = [
  'WAITING_FOR_FILES',
  'PAUSED',
  'NO_PASSWORD',
];
