import type { Metadata } from 'next';
import { Suspense } from 'react';
import type { SearchParams } from '@/components/data-table/table-state';
import { Callout } from '@/components/ui/callout';
import { REFUSALS } from '@/lib/core/refusals/catalogue';
import { getAppContext } from '@/lib/server/http/context';
import { findSecondPersonReasons, previewPart } from '@/lib/server/reviews/queries/approval-effect';
import { PartChoice } from '../_components/part-choice';
import { PartEffectCounting, PartEffectSection } from '../_components/part-effect';
import { ReviewLayout } from '../_components/review-layout';
import { loadReview, loadReviewName, type LoadedReview, type ReviewParams } from '../load-review';
import { groupsOfPart, readPart, type Part } from '../part';
import { rightsOf } from '../rights';
import { typedNumberForPart } from '@/lib/server/reviews/commands/typed-number';

export async function generateMetadata({ params }: { params: ReviewParams }): Promise<Metadata> {
  const review = await loadReviewName(params);
  return { title: `Approve a part – ${review.tenantName}` };
}

/** The address holds which part is chosen and counted, so that two people can look at the same one. */
export default async function ReviewPartPage({
  params,
  searchParams,
}: {
  params: ReviewParams;
  searchParams: Promise<SearchParams>;
}) {
  const part = readPart(await searchParams);
  const loaded = await loadReview(params, null);
  const rights = rightsOf(loaded.person);
  const isAdditions = part.scope === 'ADDITIONS';
  const isChosen = isAdditions || groupsOfPart(part).length > 0;
  return (
    <ReviewLayout loaded={loaded} current="part" rights={rights} hasBar={false}>
      {loaded.isDecidable && rights.decide && loaded.review.kind === 'LIMITS' ? (
        <>
          {isChosen ? (
            <Suspense key={JSON.stringify(part)} fallback={<PartEffectCounting part={part} />}>
              <Counted loaded={loaded} part={part} />
            </Suspense>
          ) : null}
          {isAdditions ? null : (
            <PartChoice part={part} path={`${loaded.path}/part`} sizes={loaded.sizes} />
          )}
        </>
      ) : (
        <Callout tone="neutral" title="A partial approval is not possible here">
          <p>
            {loaded.review.kind === 'ONBOARDING'
              ? REFUSALS.NOT_SLICEABLE.sentence
              : 'You cannot decide this review right now.'}
          </p>
        </Callout>
      )}
    </ReviewLayout>
  );
}

async function Counted({ loaded, part }: { loaded: LoadedReview; part: Part }) {
  const { review, path, sizes, approvals, person, saidStop } = loaded;
  const ctx = getAppContext();
  const run = { id: review.runId, tenantId: review.tenantId };
  const groups = groupsOfPart(part);
  const preview = await previewPart(
    ctx,
    run,
    part.scope === 'ADDITIONS' ? { scope: part.scope } : { scope: part.scope, groups },
  );
  if (!preview.ok) {
    return (
      <Callout tone="problem" title="This part cannot be approved">
        <p>{REFUSALS[preview.code].sentence}</p>
      </Callout>
    );
  }
  const { effect } = preview;
  const first = approvals.find(
    ({ scope, applyCount }) => scope === part.scope && applyCount === effect.applyCount,
  );
  return (
    <PartEffectSection
      review={review}
      path={path}
      part={part}
      effect={effect}
      saidStop={saidStop}
      typedNumber={typedNumberForPart(effect, sizes.entities)}
      secondPerson={await findSecondPersonReasons(ctx, run, effect, { saidStop })}
      firstYes={
        first ? { name: first.userName ?? 'Someone', isMe: first.userId === person.userId } : null
      }
    />
  );
}
