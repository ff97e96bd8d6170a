import type { Metadata } from 'next';
import { Suspense } from 'react';
import type { SearchParams } from '@/components/data-table/table-state';
import { EntitySizes } from '@/components/domain/review/entity-sizes';
import { Findings } from '@/components/domain/review/findings';
import { Section } from '@/components/ui/section';
import { explainFinding } from '@/lib/core/circuit-break/explain-finding';
import { whyHeldText } from '@/lib/core/circuit-break/limits-reached';
import { runPath } from '@/lib/core/sync-run/run-address';
import { firstSyncGate } from '@/lib/server/policy/first-sync-gate';
import { findFamilyCount, listFindings } from '@/lib/server/policy/findings';
import { findHoldEnd } from '@/lib/server/reviews/queries/hold-end';
import { listRunHistory } from '@/lib/server/reviews/queries/run-history';
import { getSchoolNames, listReasons } from '@/lib/server/reviews/queries/reasons';
import { heldText } from '@/lib/server/reviews/queries/queue';
import {
  countUnreachable,
  listDistrictLimits,
  listSchoolLimits,
} from '@/lib/server/reviews/queries/plan-limits';
import { listIssueGroups } from '@/lib/server/sync-runs/queries/problems';
import { FirstRosterGate } from './_components/first-roster-gate';
import { Blockers, Problems } from './_components/problems';
import { Questions } from './_components/questions';
import { ReviewLayout } from './_components/review-layout';
import { SchoolSizes } from './_components/school-sizes';
import { Verdict } from './_components/verdict';
import { WhoIsTouched } from './_components/who-is-touched';
import { WhyHeldSection } from './_components/why-held-section';
import { ChangeSamples } from './change-samples';
import { History } from './history';
import { loadReview, loadReviewName, type ReviewParams } from './load-review';
import { sectionsOf, sizesTitle } from './page-sections';
import { PeopleSamples } from './people-samples';
import { rightsOf } from './rights';
import {
  readReviewParams,
  reviewHref,
  versionParam,
  type ReviewParams as Shown,
} from './search-params';
import { VersionDifferences } from './version-differences';

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
  const { ctx, path, review, sizes } = loaded;
  const { tenantId, runId } = review;
  const [reasons, found, families, problems, gate, schoolLimits, limits, unreachable, runs, hold] =
    await Promise.all([
      listReasons(ctx, tenantId, runId),
      listFindings(ctx, tenantId, runId, (id) => id),
      findFamilyCount(ctx, tenantId, runId),
      listIssueGroups(ctx, tenantId, runId),
      firstSyncGate(ctx, tenantId, runId),
      listSchoolLimits(ctx, tenantId, runId),
      listDistrictLimits(ctx, tenantId, runId),
      countUnreachable(ctx, tenantId, runId),
      listRunHistory(ctx, tenantId, runId),
      findHoldEnd(ctx.db.prisma, { ...review, id: review.breakId }, loaded.now),
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
  const rights = rightsOf(loaded.person);
  const ofRun = runPath(review.tenantSlug, review.runNumber);
  const here = (more: Partial<Record<keyof Shown, string>>) => reviewHref(path, shown, more);
  const findings = found.map((each) => ({ ...each, sentence: explainFinding(each, nameOf) }));
  const looksLike =
    isFirst && findings.length === 0 ? null : (
      <Section title="What it looks like" id="findings">
        <Findings findings={findings} />
      </Section>
    );
  return (
    <ReviewLayout
      loaded={loaded}
      current="summary"
      rights={rights}
      sections={sectionsOf({
        review,
        sizes,
        hasLooks: looksLike !== null,
        hasGate: gate.rows.length > 0,
        runCount: runs.length,
      })}
      lead={
        <>
          <Verdict
            loaded={loaded}
            sentence={whyHeldText(reasons) ?? heldText(review.tags)}
            endsAt={hold.endsAt}
          />
          {isFirst ? null : looksLike}
        </>
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
      {isFirst ? (
        <>
          <Blockers groups={problems} runPath={ofRun} />
          {looksLike}
        </>
      ) : (
        <WhoIsTouched
          sizes={sizes.entities}
          limits={limits}
          reasons={reasons}
          families={families}
          unreachable={unreachable}
        />
      )}
      <Questions questions={loaded.questions} timeZone={review.timeZone} now={loaded.now} />
      {isFirst ? null : <WhyHeldSection reasons={reasons} nameOf={nameOf} />}
      <Section title={sizesTitle(review.state, isFirst)} id="sizes" flush>
        <EntitySizes
          sizes={sizes.entities}
          isFirst={isFirst}
          limits={limits}
          rowHref={
            isFirst
              ? undefined
              : (row) =>
                  `${path}/changes?${new URLSearchParams({ ...versionParam(shown), entity: row.entity })}`
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
      <Suspense fallback={<p role="status">Loading samples…</p>}>
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
      <Problems groups={problems} runPath={ofRun} />
      <History loaded={loaded} points={runs} />
    </ReviewLayout>
  );
}
