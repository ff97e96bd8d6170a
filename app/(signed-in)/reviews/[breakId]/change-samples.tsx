import Link from 'next/link';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { groupKey } from '@/lib/core/review/group-hashes';
import { listViewed } from '@/lib/server/reviews/presence';
import { describeSampledPeople } from '@/lib/server/reviews/queries/people-of-samples';
import {
  listChangeGroups,
  sampleGroup,
  type ChangeGroup,
} from '@/lib/server/reviews/queries/samples';
import { SampleGroup } from './_components/sample-group';
import classes from './_components/sample-group.module.css';
import type { LoadedReview } from './load-review';

const OPEN_GROUPS = 1;
const SAMPLE = 5;

/** Some changes of each group, chosen by chance; the seed is said, so that two people see the same. */
export async function ChangeSamples({
  loaded,
  seed,
  anotherHref,
}: {
  loaded: LoadedReview;
  seed: number;
  anotherHref: string;
}) {
  const { ctx, review, path, person } = loaded;
  const { tenantId, breakId, version, runId } = review;
  const run = { id: runId, tenantId };
  const groups = await listChangeGroups(ctx, tenantId, runId);
  const [{ viewed }, samples] = await Promise.all([
    listViewed(ctx, { tenantId, breakId, version, userId: person.userId }),
    Promise.all(groups.map((group) => sampleGroup(ctx, run, group, { seed, size: SAMPLE }))),
  ]);
  if (groups.length === 0) return null;
  const ids = (isComing: boolean) =>
    samples.flatMap(({ rows }) =>
      rows
        .filter(({ entity, action }) => entity === 'user' && isComing === comes(action))
        .map(({ sourcedId }) => sourcedId),
    );
  const people = await describeSampledPeople(ctx, run, { coming: ids(true), known: ids(false) });
  const isViewed = ({ entity, action }: ChangeGroup) => viewed.includes(groupKey(entity, action));
  const show = (group: ChangeGroup) => (
    <SampleGroup
      key={groupKey(group.entity, group.action)}
      review={review}
      path={path}
      group={group}
      rows={(samples[groups.indexOf(group)]?.rows ?? []).map((row) => ({
        ...row,
        person: people.get(row.sourcedId),
      }))}
      isOpen={groups.indexOf(group) < OPEN_GROUPS}
      isViewed={isViewed(group)}
    />
  );
  const following = groups.filter(({ count, cascadeCount }) => count === cascadeCount);
  return (
    <Section
      title="Samples"
      id="samples"
      description={`${formatNumber(groups.filter(isViewed).length)} of ${formatNumber(groups.length)} groups viewed. Up to ${SAMPLE} random changes from each (seed ${seed}).`}
      actions={
        <>
          <Link href={`${anotherHref}#samples`} prefetch={false} scroll={false}>
            Another {SAMPLE} of each
          </Link>
          {can(person, 'roster.export') ? (
            <a
              href={`/api/exports/reviews/${review.tenantSlug}/${breakId}/changes?version=${version}`}
            >
              Download all changes as CSV
            </a>
          ) : null}
        </>
      }
      flush
    >
      {groups.filter((group) => !following.includes(group)).map(show)}
      {following.length > 0 ? (
        <details className={classes.following}>
          <summary>{plural(following.length, 'group')} that follow from other changes</summary>
          {following.map(show)}
        </details>
      ) : null}
    </Section>
  );
}

function comes(action: ChangeGroup['action']): boolean {
  return action === 'ADD' || action === 'REACTIVATE';
}
