import Link from 'next/link';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { groupKey } from '@/lib/core/review/group-hashes';
import { listViewed } from '@/lib/server/reviews/presence';
import { listChangeGroups, SAMPLE_SIZE, sampleGroup } from '@/lib/server/reviews/queries/samples';
import { SampleGroup } from './_components/sample-group';
import type { LoadedReview } from './load-review';

const OPEN_GROUPS = 2;

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
  const groups = await listChangeGroups(ctx, tenantId, runId);
  const [{ viewed }, samples] = await Promise.all([
    listViewed(ctx, { tenantId, breakId, version, userId: person.userId }),
    Promise.all(groups.map((group) => sampleGroup(ctx, { id: runId, tenantId }, group, { seed }))),
  ]);
  if (groups.length === 0) return null;
  const ticked = groups.filter(({ entity, action }) => viewed.includes(groupKey(entity, action)));
  return (
    <Section
      title="Samples"
      id="samples"
      description={`${formatNumber(ticked.length)} of ${formatNumber(groups.length)} groups viewed. Up to ${SAMPLE_SIZE} of each, chosen at random with seed ${seed}.`}
      actions={
        <Link href={`${anotherHref}#samples`} prefetch={false} scroll={false}>
          Another {SAMPLE_SIZE}
        </Link>
      }
      flush
    >
      {groups.map((group, index) => (
        <SampleGroup
          key={groupKey(group.entity, group.action)}
          review={review}
          path={path}
          group={group}
          sample={samples[index]}
          isOpen={index < OPEN_GROUPS}
          isViewed={ticked.includes(group)}
        />
      ))}
    </Section>
  );
}
