import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense, type ReactNode } from 'react';
import type { SearchParams } from '@/components/data-table/table-state';
import { EntitySizes } from '@/components/domain/review/entity-sizes';
import { Findings } from '@/components/domain/review/findings';
import { WhyHeld, type ReasonShown } from '@/components/domain/review/why-held';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { explainFinding } from '@/lib/core/circuit-break/explain-finding';
import { leadReason } from '@/lib/core/circuit-break/lead-reason';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { expiryDays } from '@/lib/core/review/review-clock';
import { can } from '@/lib/server/auth/permissions';
import { firstSyncGate } from '@/lib/server/policy/first-sync-gate';
import { listFindings } from '@/lib/server/policy/findings';
import { getSchoolNames, listReasons } from '@/lib/server/reviews/queries/reasons';
import { heldWords } from '@/lib/server/reviews/queries/queue';
import { listSchoolLimits } from '@/lib/server/reviews/queries/school-limits';
import { listIssueGroups } from '@/lib/server/sync-runs/queries/problems';
import { Blockers, Problems } from './_components/problems';
import { FirstRosterGate } from './_components/first-roster-gate';
import { ReviewFrame } from './_components/review-frame';
import { SchoolSizes } from './_components/school-sizes';
import { Questions } from './_components/questions';
import { History } from './history';
import { loadReview, loadReviewName, type LoadedReview, type ReviewParams } from './load-review';
import { rightsOf } from './rights';
import { ChangeSamples, PeopleSamples } from './samples';
import { readReviewParams, type ReviewParams as Shown } from './search-params';
import { VersionDifferences } from './version-differences';

const SHOWN_PLACES = 8;
/** More than anybody reads one by one. */
const MANY = 200_000;

export async function generateMetadata({ params }: { params: ReviewParams }): Promise<Metadata> {
  const review = await loadReviewName(params);
  return { title: `${review.state === 'OPEN' ? '⏸ Review' : 'Review'} – ${review.tenantName}` };
}

export default async function ReviewPage({
  params,
  searchParams,
}: {
  params: ReviewParams;
  searchParams: Promise<SearchParams>;
}) {
  const shown = readReviewParams(await searchParams);
  const loaded = await loadReview(params, shown.version);
  const { ctx, path, review, sizes, person } = loaded;
  const { tenantId, runId } = review;
  const [reasons, found, problems, gate, schoolLimits] = await Promise.all([
    listReasons(ctx, tenantId, runId),
    listFindings(ctx, tenantId, runId, (id) => id),
    listIssueGroups(ctx, tenantId, runId),
    firstSyncGate(ctx, tenantId, runId),
    listSchoolLimits(ctx, tenantId, runId),
  ]);
  const names = await getSchoolNames(ctx, tenantId, runId, [
    ...found.map(({ schoolSourcedId }) => schoolSourcedId),
    ...gate.rows.map(({ schoolSourcedId }) => schoolSourcedId),
    ...reasons.flatMap(({ trip }) =>
      trip.scope.kind === 'school' ? [trip.scope.schoolSourcedId] : [],
    ),
  ]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const isFirst = review.kind === 'ONBOARDING';
  const rights = rightsOf(person);
  const runPath = `/districts/${review.tenantSlug}/runs/${runId}`;
  const here = (more: Partial<Record<keyof Shown, string>>) => addressWith(path, shown, more);
  const findings = found.map((each) => ({ ...each, sentence: explainFinding(each, nameOf) }));
  return (
    <ReviewFrame
      loaded={loaded}
      current="summary"
      rights={rights}
      lead={
        <Verdict
          loaded={loaded}
          sentence={leadReason(reasons)?.sentence ?? heldWords(review.tags)}
          patterns={isFirst ? [] : [...new Set(findings.map(({ title }) => title))]}
        />
      }
    >
      {gate.rows.length > 0 ? (
        <FirstRosterGate
          gate={gate}
          review={review}
          schoolName={nameOf}
          canWaive={rights.decide && loaded.isDecidable}
        />
      ) : null}
      {isFirst ? <Blockers groups={problems} runPath={runPath} /> : null}
      {isFirst ? null : (
        <Why
          reasons={reasons}
          nameOf={nameOf}
          showsAll={shown.schools === 'all'}
          allHref={`${here({ schools: 'all' })}#why`}
        />
      )}
      {isFirst && findings.length === 0 ? null : (
        <Section title="What it looks like" id="findings">
          <Findings findings={findings} />
        </Section>
      )}
      <Questions questions={loaded.questions} timeZone={review.timeZone} now={loaded.now} />
      <Section title={titleOf(review.state, isFirst)} id="sizes" flush>
        <EntitySizes
          sizes={sizes.entities}
          isFirst={isFirst}
          rowHref={
            isFirst
              ? undefined
              : (row) =>
                  `${path}/changes?${new URLSearchParams({ ...kept(shown), entity: row.entity })}`
          }
        />
      </Section>
      <SchoolSizes
        sizes={sizes.schools}
        isFirst={isFirst}
        by={shown.by}
        limitPercent={schoolLimits.get(shown.by) ?? null}
        showsAll={shown.schools === 'all'}
        here={here}
      />
      {review.version > 1 && !isFirst ? (
        <Suspense fallback={null}>
          <VersionDifferences review={review} />
        </Suspense>
      ) : null}
      <Suspense fallback={<p role="status">Choosing samples…</p>}>
        {isFirst ? (
          <PeopleSamples
            review={review}
            seed={shown.seed}
            anotherHref={here({ seed: String(shown.seed + 1) })}
          />
        ) : (
          <ChangeSamples
            loaded={loaded}
            seed={shown.seed}
            anotherHref={here({ seed: String(shown.seed + 1) })}
          />
        )}
      </Suspense>
      <Problems groups={problems} runPath={runPath} />
      <Suspense fallback={null}>
        <History loaded={loaded} />
      </Suspense>
      {can(person, 'roster.export') && !isFirst ? (
        <p>
          <a
            href={`/api/exports/reviews/${review.tenantSlug}/${review.breakId}/changes?version=${review.version}`}
          >
            Download all changes as CSV
          </a>
        </p>
      ) : null}
    </ReviewFrame>
  );
}

function titleOf(state: string, isFirst: boolean): string {
  if (state !== 'OPEN') return 'What it was';
  return isFirst ? 'What would be there' : 'What would change';
}

function kept({ version }: Shown): Record<string, string> {
  return version === null ? {} : { version: String(version) };
}

function addressWith(
  path: string,
  shown: Shown,
  more: Partial<Record<keyof Shown, string>>,
): string {
  const query = new URLSearchParams({
    ...kept(shown),
    ...(shown.seed === 1 ? {} : { seed: String(shown.seed) }),
    ...(shown.schools === 'some' ? {} : { schools: shown.schools }),
    ...(shown.by === 'students' ? {} : { by: shown.by }),
    ...more,
  }).toString();
  return query ? `${path}?${query}` : path;
}

const tagWords: Readonly<Record<string, string>> = {
  'same-as-rejected':
    'The very same changes were turned down before. The district was not told again.',
  'rest-of-approval': 'It holds what an earlier approval of a part left out.',
  'after-undo': 'The update before it was undone, so the next one is always looked at.',
  'empty-file':
    'Two people allowed a file without rows to be read. What follows from it is always looked at.',
};

function Verdict({
  loaded,
  sentence,
  patterns,
}: {
  loaded: LoadedReview;
  sentence: string;
  /** What it looks like, in a few words each: the limits in between can fill a screen. */
  patterns: readonly string[];
}) {
  const { review, path } = loaded;
  const changes = review.added + review.changed + review.removed;
  const notes: ReactNode[] = review.tags.flatMap((tag) => tagWords[tag] ?? []);
  if (review.rejectedBeforeId) {
    notes.push(
      <Link href={`/reviews/${review.rejectedBeforeId}`}>See why they were turned down</Link>,
    );
  }
  if (patterns.length > 0) {
    notes.push(
      <>
        Looks like: {patterns.join(' · ')}. <a href="#findings">See the evidence</a>
      </>,
    );
  }
  if (loaded.isDecidable && review.kind === 'ONBOARDING') {
    notes.push(
      'Look whether schools, people and languages are what you know of this district. None of it is live before you approve.',
    );
  }
  if (loaded.isDecidable && review.kind === 'LIMITS') {
    notes.push(
      `Until somebody decides, none of this is applied and the roster stays as it is. Newer files take its place; after ${plural(expiryDays, 'day')} without them or a decision it ends unapplied.`,
    );
  }
  if (review.continuesId) {
    notes.push(
      <Link href={`/reviews/${review.continuesId}`}>See the review that approved a part</Link>,
    );
  }
  if (changes > MANY && review.kind === 'LIMITS') {
    notes.push(
      <>
        {plural(changes, 'change')}: look at counts, samples and{' '}
        <Link href={`${path}/changes`}>filters</Link> rather than at each of them.
      </>,
    );
  }
  return (
    <Callout tone={loaded.isDecidable ? 'waiting' : 'neutral'} title={sentence}>
      {notes.length > 0 ? notes.map((note, index) => <p key={index}>{note}</p>) : null}
    </Callout>
  );
}

function Why({
  reasons,
  nameOf,
  showsAll,
  allHref,
}: {
  reasons: readonly ReasonShown[];
  nameOf: (id: string) => string;
  showsAll: boolean;
  allHref: string;
}) {
  if (reasons.length === 0) {
    return (
      <Section title="Why it was held" id="why">
        <p>No limit was reached.</p>
      </Section>
    );
  }
  const places = [
    ...new Set(
      reasons.map(({ trip }) => (trip.scope.kind === 'school' ? trip.scope.schoolSourcedId : '')),
    ),
  ];
  const first = new Set(showsAll ? places : places.slice(0, SHOWN_PLACES));
  const shown = reasons.filter(({ trip }) =>
    first.has(trip.scope.kind === 'school' ? trip.scope.schoolSourcedId : ''),
  );
  return (
    <Section
      title="Why it was held"
      id="why"
      flush
      description={`${plural(reasons.length, 'limit')} reached in ${plural(places.length, 'place')}.`}
      actions={
        first.size < places.length ? (
          <Link href={allHref} prefetch={false} scroll={false}>
            All {formatNumber(places.length)} places
          </Link>
        ) : undefined
      }
    >
      <WhyHeld reasons={shown} schoolName={nameOf} />
    </Section>
  );
}
