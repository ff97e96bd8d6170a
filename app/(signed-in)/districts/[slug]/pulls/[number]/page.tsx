import type { Metadata } from 'next';
import Link from 'next/link';
import { formatDuration, formatNumber } from '@/lib/core/format/numbers';
import { pullLabel } from '@/lib/core/pulls/pull-labels';
import { isPullOpen } from '@/lib/core/pulls/pull-status';
import { runPath } from '@/lib/core/sync-run/run-address';
import { connectionPath, pullPath } from '@/components/domain/pulls/addresses';
import { PullProgressBar } from '@/components/domain/pulls/pull-progress-bar';
import { StatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Row, Section, Stack } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { getEntityTotals } from '@/lib/server/roster/counts';
import { EndPullButton } from '../../end-pull-button';
import { CollectionCounts } from '../../collection-counts';
import { PullTrouble } from './_components/pull-trouble';
import { UsePreview } from './_components/use-preview';
import { loadPull, type PullParams } from './load-pull';

type Props = { params: PullParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pull } = await loadPull(params);
  const { glyph, word } = pullLabel(pull.status);
  return { title: `${glyph} ${word}: pull ${pull.number}` };
}

export default async function PullPage({ params }: Props) {
  const { ctx, person, tenant, pull } = await loadPull(params);
  const { slug, timeZone } = tenant;
  const now = ctx.clock.now();
  const [live, roster] = await Promise.all([
    getEntityTotals(ctx, tenant.id),
    findRosterConnection(ctx, tenant.id),
  ]);
  const canManage = can(person, 'credentials.manage');
  const isOpen = isPullOpen(pull.status);
  const label = pullLabel(pull.status);
  const isRunning = pull.status === 'READING' || pull.status === 'WAITING';
  const hasTrouble =
    pull.troubleCode !== null && (pull.status === 'WAITING' || pull.status === 'FAILED');
  const time = (at: Date | null, missing: string) => (
    <TimeText at={at} timeZone={timeZone} now={now} missing={missing} />
  );
  return (
    <Stack>
      <PageHeader
        title={`Pull ${pull.number}`}
        crumbs={[
          { href: connectionPath(slug, { id: pull.connectionId }), label: 'Connection' },
          { href: pullPath(slug), label: 'Pulls' },
        ]}
        status={<StatusLabel word={label} />}
        description={hasTrouble ? undefined : label.explanation}
        actions={
          canManage && isOpen && pull.state !== 'COMPLETE' ? (
            <EndPullButton slug={slug} pull={pull.number} />
          ) : null
        }
      />
      {hasTrouble ? (
        <PullTrouble pull={pull} isStaff={isStaff(person)} timeZone={timeZone} now={now} />
      ) : null}
      {isRunning ? (
        <Section title="Progress" id="progress">
          <PullProgressBar collections={pull.collections} />
        </Section>
      ) : null}
      {pull.status === 'PREVIEW' ? (
        <UsePreview
          {...{ slug, pull, canManage }}
          isRoster={roster?.id === pull.connectionId}
          hasRoster={live.size > 0}
        />
      ) : null}
      {pull.runNumber === null ? null : (
        <Callout tone="good" title={`Its files went into run ${pull.runNumber}`}>
          <p>There they are checked and compared with the live roster, like files that are sent.</p>
          <Row>
            <ButtonLink href={runPath(slug, pull.runNumber)}>Open run {pull.runNumber}</ButtonLink>
          </Row>
        </Callout>
      )}
      <CollectionCounts
        collections={pull.collections}
        live={live}
        extent={pull.extent}
        isOpen={isOpen}
      />
      <Section title="This pull" id="facts">
        <Facts
          columns={2}
          facts={[
            {
              label: 'Asked for by',
              value: pull.askedBy ?? (pull.scheduledFor ? 'The nightly schedule' : 'TalkingPoints'),
            },
            { label: 'Began', value: time(pull.startedAt, 'not begun') },
            { label: 'Ended', value: time(pull.finishedAt, 'not over') },
            {
              label: 'What was asked for',
              value: pull.extent === 'FULL' ? 'Everything' : 'Changes alone',
              hint: pull.since ? `Since ${pull.since}` : undefined,
            },
            { label: 'Rows', value: formatNumber(pull.rowCount) },
            { label: 'Requests', value: formatNumber(pull.requests) },
            {
              label: 'Time waited for the source',
              value: pull.waitedMs === 0 ? 'None' : formatDuration(pull.waitedMs),
            },
            {
              label: 'Run',
              value:
                pull.runNumber === null ? (
                  'None'
                ) : (
                  <Link href={runPath(slug, pull.runNumber)}>Run {pull.runNumber}</Link>
                ),
            },
          ]}
        />
      </Section>
      <LiveRefresh
        version={`${pull.status}-${pull.requests}-${pull.rowCount}-${pull.runNumber}`}
        announce={label.word}
        longestWaitMs={isOpen ? 4_000 : 30_000}
        news={`/api/connections/${slug}/live`}
      />
    </Stack>
  );
}
