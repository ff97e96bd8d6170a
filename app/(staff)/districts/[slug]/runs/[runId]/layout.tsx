import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { RunStatusWord } from '@/components/domain/status-word';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { PathLinks } from '@/components/layout/path-links';
import { Stack } from '@/components/ui/section';
import { formatDuration, formatNumber } from '@/lib/core/format/numbers';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runWord } from '@/lib/core/sync-run/words';
import { can } from '@/lib/server/auth/permissions';
import { countProblems } from '@/lib/server/sync-runs/problems';
import { loadRun, type RunParams } from './_components/load-run';
import { RunLive } from './_components/run-live';
import { RunNextStep } from './_components/run-next-step';

export async function generateMetadata({ params }: { params: RunParams }): Promise<Metadata> {
  const { run } = await loadRun(params);
  const { glyph, word } = runWord(run);
  return { title: `${glyph} ${word} – run ${run.id}` };
}

export default async function RunLayout({
  params,
  children,
}: {
  params: RunParams;
  children: ReactNode;
}) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const problems = await countProblems(ctx, tenant.id, run.id);
  const now = ctx.clock.now();
  const end = run.appliedAt ?? run.finishedAt ?? run.heldAt ?? run.deferredAt;
  return (
    <Stack>
      <PageHeader
        title={`Run ${run.id}`}
        crumbs={[{ href: `/districts/${tenant.slug}/runs`, label: 'Runs' }]}
        status={<RunStatusWord run={run} showOwner />}
        description={
          <>
            Files received <TimeText at={run.lastArrivalAt} timeZone={tenant.timeZone} now={now} />
            {run.processingAt && end && end > run.processingAt
              ? ` · took ${formatDuration(end.getTime() - run.processingAt.getTime())}`
              : ''}
          </>
        }
      />
      {isFinal(run.state) && !run.undoRequestedAt ? null : (
        <RunLive
          address={`/api/runs/${tenant.slug}/${run.id}/live`}
          status={runStatus(run)}
          word={runWord(run).word}
          progress={run.progress}
          isWorking={['QUEUED', 'PROCESSING', 'APPLYING', 'RECEIVING'].includes(run.state)}
        />
      )}
      <RunNextStep ctx={ctx} person={person} tenant={tenant} run={run} />
      <PathLinks
        label={`Parts of run ${run.id}`}
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
