import Link from 'next/link';
import type { ReactNode } from 'react';
import { RunStatusLabel, StatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { Callout } from '@/components/ui/callout';
import { PageKeys } from '@/components/ui/page-keys';
import { Stack } from '@/components/ui/section';
import { secondPersonLabels } from '@/lib/core/review/second-person';
import { runName, runPath } from '@/lib/core/sync-run/run-address';
import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import type { LoadedReview } from '../load-review';
import type { PageSection } from '../page-sections';
import type { ReviewRights } from '../rights';
import { DecisionBar } from './decision-bar';
import classes from './review-layout.module.css';
import { ReviewAside, ReviewFacts } from './review-aside';
import { ReviewStatus } from './review-status';
import { OthersLooking, StaleNews, WatchedReview, WhileCurrent } from './stale-review';

const OUT_OF_DATE: Word = {
  glyph: '↷',
  word: 'Out of date',
  tone: 'problem',
  owner: 'nobody',
  explanation: '',
};

/** Head and foot of every page of a review: whose, since when, how it stands, its parts, the decision. */
export function ReviewLayout({
  loaded,
  current,
  rights,
  lead,
  sections,
  hasBar = true,
  children,
}: {
  loaded: LoadedReview;
  current: 'summary' | 'changes' | 'timeline' | 'part';
  rights: ReviewRights;
  /** What must be read first, also on a phone. */
  lead?: ReactNode;
  /** Of the page, for the index beside it; without them the facts stand above. */
  sections?: readonly PageSection[];
  hasBar?: boolean;
  children: ReactNode;
}) {
  const { review, path, now, person, isDecidable, typedNumber, secondPerson, staff } = loaded;
  const isFirst = review.kind === 'ONBOARDING';
  const query = review.version === review.latestVersion ? '' : `?version=${review.version}`;
  const [whole] = loaded.approvals.filter(({ scope }) => scope === 'ALL');
  const ofRun = runPath(review.tenantSlug, review.runNumber);
  const canAct = isDecidable && (rights.decide || rights.ask || rights.comment);
  const page = (
    <>
      <Stack>
        <PageHeader
          title={
            isFirst ? `First roster of ${review.tenantName}` : `Update of ${review.tenantName}`
          }
          crumbs={[{ href: '/reviews', label: 'Reviews' }]}
          status={
            <WhileCurrent otherwise={<StatusLabel word={OUT_OF_DATE} />}>
              <RunStatusLabel
                run={{
                  state: review.runState,
                  undoneAt: review.runUndoneAt,
                  removalsUndoneAt: review.runRemovalsUndoneAt,
                  heldBackCount: review.heldBackCount,
                  retryAt: review.runRetryAt,
                }}
              />
            </WhileCurrent>
          }
          description={
            <>
              <Link href={ofRun}>Run {review.runNumber}</Link>, version {review.version}, files
              received <TimeText at={review.receivedAt} timeZone={review.timeZone} now={now} />.
            </>
          }
          actions={<PageKeys />}
        />
        <StaleNews />
        <ReviewStatus
          review={review}
          path={path}
          now={now}
          undoUntil={loaded.undoUntil}
          isUndoAsked={loaded.isUndoAsked}
          canDecide={rights.decide}
        />
        <LinkTabs
          label="Parts of the review"
          tabs={[
            { href: `${path}${query}`, label: 'Summary', isCurrent: current === 'summary' },
            ...(isFirst
              ? []
              : [
                  {
                    href: `${path}/changes${query}`,
                    label: 'All changes',
                    isCurrent: current === 'changes',
                  },
                ]),
            {
              href: `${path}/timeline${query}`,
              label: 'Timeline',
              isCurrent: current === 'timeline',
            },
            ...(current === 'part'
              ? [{ href: `${path}/part`, label: 'Approve a part', isCurrent: true }]
              : []),
            { href: `${path}/record${query}`, label: 'Print record', isCurrent: false },
          ]}
        />
        <div className={sections ? `${classes.page} ${classes.wide}` : classes.page}>
          <div className={classes.lead}>
            <WhileCurrent>
              {lead}
              <FirstYesNote loaded={loaded} />
            </WhileCurrent>
          </div>
          <div className={classes.beside}>
            {sections ? (
              <ReviewAside loaded={loaded} sections={sections} />
            ) : (
              <WhileCurrent>
                <ReviewFacts loaded={loaded} />
              </WhileCurrent>
            )}
          </div>
          <div className={classes.rest}>{children}</div>
        </div>
      </Stack>
      {canAct && hasBar ? (
        <>
          <OthersLooking />
          <DecisionBar
            review={review}
            sizes={loaded.sizes.entities}
            path={path}
            typedNumber={typedNumber}
            secondPerson={secondPerson}
            firstYes={
              whole
                ? { name: whole.userName ?? 'Someone', isMe: whole.userId === person.userId }
                : null
            }
            lastAnswer={loaded.lastAnswer}
            saidStop={loaded.saidStop}
            staff={staff}
            me={person.userId}
            rights={rights}
            isBesideList={current !== 'summary'}
          />
        </>
      ) : null}
    </>
  );
  if (!canAct) return page;
  return (
    <WatchedReview
      watched={{
        address: `/api/runs/${review.tenantSlug}/${runName(review.runNumber)}/live`,
        pulseAddress: `/api/reviews/${review.breakId}/pulse?version=${review.version}`,
        newest: path,
      }}
    >
      {page}
    </WatchedReview>
  );
}

/** One person approved, and another has to. */
function FirstYesNote({ loaded }: { loaded: LoadedReview }) {
  const { review, approvals, secondPerson, person, path, now } = loaded;
  const first = approvals.at(-1);
  if (review.state !== 'OPEN' || !first) return null;
  const isMe = first.userId === person.userId;
  const part = { ALL: 'all of it', ADDITIONS: 'it without its removals', SLICE: 'a part of it' };
  return (
    <Callout
      tone="waiting"
      title={`${isMe ? 'You' : (first.userName ?? 'Someone')} approved ${part[first.scope]}. A second person has to confirm.`}
    >
      <p>
        <TimeText at={first.at} timeZone={review.timeZone} now={now} />
        {first.comment ? `: “${first.comment}”` : ''}
      </p>
      {secondPerson.length > 0 ? (
        <p>{secondPerson.map((reason) => secondPersonLabels[reason]).join(' ')}</p>
      ) : null}
      {first.scope === 'ALL' ? null : (
        <p>
          <Link href={`${path}/part?${partQueryOf(first)}`} prefetch={false}>
            See the part that was approved
          </Link>
        </p>
      )}
    </Callout>
  );
}

function partQueryOf({ scope, groups }: LoadedReview['approvals'][number]): string {
  if (scope === 'ADDITIONS') return 'scope=ADDITIONS';
  const values = (pick: (group: (typeof groups)[number]) => string | null) => [
    ...new Set(groups.map(pick)),
  ];
  return new URLSearchParams([
    ['scope', 'SLICE'],
    ...values(({ entity }) => entity).map((value) => ['entity', value ?? '']),
    ...values(({ action }) => (action === 'REACTIVATE' ? 'ADD' : action)).map((value) => [
      'action',
      value ?? '',
    ]),
    ...values(({ schoolSourcedId }) => (schoolSourcedId === '' ? '-' : schoolSourcedId)).flatMap(
      (value) => (value === null ? [] : [['school', value]]),
    ),
  ]).toString();
}
