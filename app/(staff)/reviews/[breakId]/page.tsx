import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache, Suspense } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { RunStatusWord } from '@/components/domain/status-word';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { formatNumber, formatPercent } from '@/lib/core/format/numbers';
import { ISSUE_LEVELS } from '@/lib/core/issues';
import { can } from '@/lib/server/auth/permissions';
import { requireAct } from '@/lib/server/auth/session-person';
import { getAppContext } from '@/lib/server/http/context';
import {
  findReview,
  listReasons,
  listReviewSizes,
  type Reason,
  type ReviewDetail,
} from '@/lib/server/reviews/queries';
import { typedNumberFor } from '@/lib/server/reviews/typed-number';
import { listIssueGroups, type IssueGroupRow } from '@/lib/server/sync-runs/problems';
import { DecisionBar } from './_components/decision-bar';
import { ChangeSamples, PeopleSamples } from './samples';
import { EntitySizes, SchoolSizes } from './_components/sizes';
import { StaleGuard } from './_components/stale-guard';
import { readReviewParams } from './search-params';

type Params = Promise<{ breakId: string }>;

const find = cache((breakId: number, version: number | null) =>
  findReview(getAppContext(), breakId, version),
);

async function loadReview(params: Params, version: number | null): Promise<ReviewDetail> {
  const { breakId } = await params;
  const review = /^[1-9]\d{0,8}$/.test(breakId) ? await find(Number(breakId), version) : null;
  if (!review) notFound();
  return review;
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  await requireAct('reviews.list');
  const review = await loadReview(params, null);
  return { title: `${review.state === 'OPEN' ? '⏸ Review' : 'Review'} – ${review.tenantName}` };
}

export default async function ReviewPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Promise<SearchParams>;
}) {
  const { version, seed, schools } = readReviewParams(await searchParams);
  const path = `/reviews/${(await params).breakId}`;
  const person = await requireAct('reviews.list', path);
  const ctx = getAppContext();
  const review = await loadReview(params, version);
  const { tenantId, runId } = review;
  const [reasons, sizes, problems] = await Promise.all([
    listReasons(ctx, tenantId, runId),
    listReviewSizes(ctx, tenantId, runId),
    listIssueGroups(ctx, tenantId, runId),
  ]);
  const isFirst = review.kind === 'ONBOARDING';
  const isNewest = review.version === review.latestVersion;
  const isOpen = review.state === 'OPEN' && isNewest && review.runState === 'HELD';
  const runPath = `/districts/${review.tenantSlug}/runs/${runId}`;
  const here = (more: Record<string, string>) =>
    `${path}?${new URLSearchParams({
      ...(version === null ? {} : { version: String(version) }),
      ...(seed === 1 ? {} : { seed: String(seed) }),
      ...more,
    })}`;
  const another = here({ seed: String(seed + 1) });
  return (
    <div>
      <Stack>
        <PageHeader
          title={
            isFirst ? `First roster of ${review.tenantName}` : `Update of ${review.tenantName}`
          }
          crumbs={[{ href: '/reviews', label: 'Reviews' }]}
          status={
            <RunStatusWord
              run={{
                state: review.runState,
                undoneAt: review.runUndoneAt,
                retryAt: review.runRetryAt,
              }}
            />
          }
          description={
            <>
              <Link href={runPath}>Run {runId}</Link>, version {review.version}, files received{' '}
              <TimeText at={review.receivedAt} timeZone={review.timeZone} now={ctx.clock.now()} />.{' '}
              {review.state === 'OPEN' ? 'Waiting since' : 'Held'}{' '}
              <TimeText at={review.openedAt} timeZone={review.timeZone} now={ctx.clock.now()} />.
            </>
          }
        />
        <Standing review={review} path={path} />
        <Callout
          tone={isOpen ? 'waiting' : 'neutral'}
          title={reasons[0]?.sentence ?? 'Held for a person to look at.'}
        >
          {isFirst ? (
            <p>
              Look whether schools, people and languages are what you know of this district. Nothing
              is shown to families before you approve.
            </p>
          ) : null}
        </Callout>
        {isFirst ? <Blockers groups={problems} runPath={runPath} /> : <Why reasons={reasons} />}
        <EntitySizes sizes={sizes.entities} isFirst={isFirst} isDone={review.state !== 'OPEN'} />
        <SchoolSizes
          sizes={sizes.schools}
          isFirst={isFirst}
          showsAll={schools === 'all'}
          allHref={`${here({ schools: 'all' })}#schools`}
        />
        <Problems groups={problems} runPath={runPath} />
        <Suspense fallback={<p role="status">Choosing samples…</p>}>
          {isFirst ? (
            <PeopleSamples review={review} seed={seed} anotherHref={another} />
          ) : (
            <ChangeSamples
              review={review}
              sizes={sizes.entities}
              seed={seed}
              anotherHref={another}
            />
          )}
        </Suspense>
      </Stack>
      {isOpen && can(person, 'reviews.decide') ? (
        <StaleGuard address={`/api/runs/${review.tenantSlug}/${runId}/live`} newest={path}>
          <DecisionBar review={review} typedNumber={typedNumberFor(sizes.entities)} />
        </StaleGuard>
      ) : null}
    </div>
  );
}

/** Why there is nothing to decide here, where that is so. */
function Standing({ review, path }: { review: ReviewDetail; path: string }) {
  const { state, version, latestVersion, runState } = review;
  const runPath = `/districts/${review.tenantSlug}/runs/${review.runId}`;
  if (version !== latestVersion) {
    return (
      <Callout tone="problem" title="This review is out of date">
        <p>
          Newer files came after version {version}. <a href={path}>Open version {latestVersion}</a>
        </p>
      </Callout>
    );
  }
  if (state === 'OPEN') {
    return runState === 'HELD' ? null : (
      <Callout tone="active" title="Newer files are being checked">
        <p>The roster in force changed under this review. It opens again when they are compared.</p>
      </Callout>
    );
  }
  const decided = {
    APPROVED: { title: 'Approved', tone: 'good' },
    REJECTED: { title: 'Rejected', tone: 'problem' },
    SUPERSEDED: { title: 'Superseded by newer files', tone: 'neutral' },
    EXPIRED: { title: 'Expired without a decision', tone: 'neutral' },
  } as const;
  return (
    <Callout tone={decided[state].tone} title={decided[state].title}>
      <p>
        {review.decidedByName ? `By ${review.decidedByName}` : 'By nobody'}
        {review.decidedVersion ? `, version ${review.decidedVersion}` : ''}.{' '}
        {review.reason ? `“${review.reason}”` : ''}
      </p>
      <p>
        <Link href={runPath}>See the run</Link>
      </p>
    </Callout>
  );
}

function Why({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <Section title="Why it was held" flush>
      <DataTable
        caption="Limits that were reached"
        rows={reasons}
        rowKey={(reason) => `${reason.ruleId} ${scopeOf(reason)}`}
        columns={[
          { id: 'rule', header: 'What was seen', cell: (reason) => reason.sentence },
          {
            id: 'observed',
            header: 'Observed',
            align: 'end',
            nowrap: true,
            cell: ({ trip }) =>
              `${formatNumber(trip.changeCount)}${trip.percent === null ? '' : `, ${formatPercent(trip.percent)}`}`,
          },
          {
            id: 'limit',
            header: 'Limit',
            align: 'end',
            nowrap: true,
            cell: ({ trip }) =>
              [
                trip.limitPercent === null ? null : formatPercent(trip.limitPercent),
                trip.limitCount === null ? null : `at least ${formatNumber(trip.limitCount)}`,
                trip.limitCap === null ? null : `or ${formatNumber(trip.limitCap)}`,
              ]
                .filter(Boolean)
                .join(', ') || 'any',
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No limit was reached" />}
      />
    </Section>
  );
}

function scopeOf({ trip }: Reason): string {
  return trip.scope.kind === 'school' ? trip.scope.schoolSourcedId : '';
}

/** What stops a district from going live, although its files can be read. */
function Blockers({ groups, runPath }: { groups: readonly IssueGroupRow[]; runPath: string }) {
  const blockers = groups.filter(({ band }) => band === 'golive');
  if (blockers.length === 0) {
    return (
      <Callout tone="good" title="Nothing stops this district from going live">
        <p>Contacts and home languages are in the files.</p>
      </Callout>
    );
  }
  return (
    <Callout tone="problem" title="Needed before going live">
      <ul>
        {blockers.map((group) => (
          <li key={group.id}>
            <Link href={`${runPath}/problems?group=${group.id}`}>{group.title}</Link>:{' '}
            {group.sentence}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function Problems({ groups, runPath }: { groups: readonly IssueGroupRow[]; runPath: string }) {
  return (
    <Section
      title="Problems in the files"
      flush
      actions={groups.length > 0 ? <Link href={`${runPath}/problems`}>All problems</Link> : null}
    >
      <DataTable
        caption="The gravest problems"
        rows={groups.slice(0, 8)}
        rowKey={(group) => group.id}
        rowHref={(group) => `${runPath}/problems?group=${group.id}`}
        columns={[
          { id: 'what', header: 'What', cell: (group) => group.title },
          {
            id: 'file',
            header: 'File',
            cell: (group) => (group.fileName ? <code>{group.fileName}</code> : 'The whole set'),
          },
          {
            id: 'count',
            header: 'Times',
            align: 'end',
            cell: (group) => formatNumber(group.count),
          },
          { id: 'effect', header: 'Effect', cell: (group) => ISSUE_LEVELS[group.band].label },
        ]}
        empty={<EmptyState headingLevel={3} title="No problems" />}
      />
    </Section>
  );
}
