import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ConnectionBanner } from '@/components/domain/connection/connection-banner';
import { NextStep } from '@/components/domain/next-step';
import { AskedStep } from '@/components/domain/review/asked-step';
import { RunStatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { PathLinks } from '@/components/layout/path-links';
import { Stack } from '@/components/ui/section';
import { formatDuration, formatNumber } from '@/lib/core/format/numbers';
import { findStop } from '@/lib/core/pause/pauses';
import { openSetWhilePaused } from '@/lib/core/sync-run/banner/paused-text';
import { runName } from '@/lib/core/sync-run/run-address';
import { isFinal } from '@/lib/core/sync-run/states';
import { isPast } from '@/lib/core/sync-run/run-next-text';
import { whyHeld } from '@/lib/core/sync-run/under-review-text';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { loadBanner } from '@/lib/server/tenants/queries/load-banner';
import { findMeantEmpty } from '@/lib/server/policy/empty-file-allowances';
import { listPauses } from '@/lib/server/policy/find-pauses';
import { findOpenReview } from '@/lib/server/reviews/queries/open-review';
import { findOpenQuestion } from '@/lib/server/reviews/commands/questions';
import { undoableUntil } from '@/lib/core/sync-run/undo';
import { countProblems } from '@/lib/server/sync-runs/queries/problems';
import { waitingFor } from '@/lib/server/sync-runs/queries/waiting-for';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { loadRun, type RunParams } from './load-run';
import { startCheck } from '../../connection-actions';
import { RunLive } from './_components/run-live';
import { RunNextStep } from './_components/run-next-step';

export async function generateMetadata({ params }: { params: RunParams }): Promise<Metadata> {
  const { run, tenant } = await loadRun(params);
  const { glyph, word } = runLabel(run);
  const state = `${glyph} ${word} – run ${run.number} – ${tenant.name}`;
  return { title: { absolute: state, template: `%s · ${state}` } };
}

export default async function RunLayout({
  params,
  children,
}: {
  params: RunParams;
  children: ReactNode;
}) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const now = ctx.clock.now();
  const connection = { id: run.connectionId, tenantId: tenant.id };
  const canAnswer = run.state === 'HELD' && !isStaff(person);
  const mayBePaused = ['DEFERRED', 'HELD', 'EXPIRED'].includes(run.state);
  const [problems, waiting, asked, pauses, meantEmpty, review] = await Promise.all([
    countProblems(ctx, tenant.id, run.id),
    run.state === 'RECEIVING' ? waitingFor(ctx, tenant.id, run.id) : null,
    canAnswer ? findOpenQuestion(ctx, tenant.id) : null,
    mayBePaused ? listPauses(ctx.db.pool, connection) : [],
    run.state === 'INVALID' ? findMeantEmpty(ctx, tenant.id, run.id) : null,
    run.state === 'HELD' && run.breakId !== null
      ? findOpenReview(ctx, { tenantId: tenant.id, breakId: run.breakId })
      : null,
  ]);
  const canDecide = findStop('DECIDE_REVIEWS', pauses, now) === null;
  const pause = findStop(canDecide ? 'APPLY_ROSTER' : 'DECIDE_REVIEWS', pauses, now);
  const isSetPaused = waiting?.isPaused ?? false;
  const banner = waiting && !isSetPaused ? await loadReceiving(ctx, tenant, isStaff(person)) : null;
  // Checking ends with the verdict: later times are spent waiting for a person or for the slot to apply.
  const verdictAt = run.deferredAt ?? run.heldAt ?? (run.appliedAt ? null : run.finishedAt);
  return (
    <Stack>
      <PageHeader
        title={`Run ${run.number}`}
        crumbs={[{ href: `/districts/${tenant.slug}/runs`, label: 'Runs' }]}
        status={
          <RunStatusLabel
            run={run}
            showOwner={
              asked === null && canDecide && !isPast({ ...run, hasNewer: run.newer !== null })
            }
          />
        }
        description={
          <>
            Files received <TimeText at={run.lastArrivalAt} timeZone={tenant.timeZone} now={now} />
            {run.processingAt && verdictAt
              ? ` · checked in ${formatDuration(verdictAt.getTime() - run.processingAt.getTime())}`
              : ''}
          </>
        }
      />
      {isFinal(run.state) && !run.undoRequestedAt ? null : (
        <RunLive
          address={`/api/runs/${tenant.slug}/${runName(run.number)}/live`}
          status={runStatus(run)}
          word={runLabel(run).word}
          progress={run.progress}
          isWorking={
            !isSetPaused && ['QUEUED', 'PROCESSING', 'APPLYING', 'RECEIVING'].includes(run.state)
          }
        />
      )}
      {isSetPaused ? (
        <NextStep
          word={{ ...runLabel(run), tone: 'neutral' }}
          title="These files wait"
          explanation={openSetWhilePaused({
            missing: waiting?.missingFileNames ?? [],
            cut: waiting?.cutFileNames ?? [],
            arriving: waiting?.arrivingFileNames ?? [],
          })}
        />
      ) : banner ? (
        <ConnectionBanner
          words={{ ...banner.words, links: [] }}
          hints={[]}
          place={{ slug: tenant.slug, runNumber: run.number, attendanceTrouble: null }}
          now={now}
          checkNow={can(person, 'runs.check') ? startCheck : null}
        />
      ) : asked?.breakId === run.breakId ? (
        <AskedStep
          word={runLabel(run)}
          question={asked}
          hasRoster={run.baselineRunId !== null}
          isPaused={!canDecide}
          timeZone={tenant.timeZone}
          now={now}
        />
      ) : (
        <RunNextStep
          tenant={tenant}
          run={run}
          now={now}
          isStaff={isStaff(person)}
          canApply={can(person, 'runs.apply')}
          pause={pause?.kind ?? null}
          meantEmpty={meantEmpty}
          why={whyHeld(review, { isStaff: isStaff(person), timeZone: tenant.timeZone, now })}
          undoUntil={can(person, 'runs.undo') ? undoableUntil(run, now) : null}
        />
      )}
      <PathLinks
        label={`Parts of run ${run.number}`}
        look="tabs"
        links={[
          { href: path, label: 'Summary', exact: true },
          { href: `${path}/problems`, label: `Problems (${formatNumber(problems)})` },
          ...(can(person, 'roster.view') || run.planKind !== null
            ? [{ href: `${path}/changes`, label: 'Changes' }]
            : []),
          { href: `${path}/files`, label: 'Files' },
          { href: `${path}/timeline`, label: 'Timeline' },
        ]}
      />
      {children}
    </Stack>
  );
}

/** What the connection page says about an open set, to say the same here. */
async function loadReceiving(ctx: AppContext, tenant: TenantRef, staff: boolean) {
  const connection = await findRosterConnection(ctx, tenant.id);
  if (!connection) return null;
  const row = await getTenantBySlug(ctx, tenant.slug);
  return loadBanner(ctx, row, connection, { isStaff: staff });
}
