import Link from 'next/link';
import { WhyHeld, type ReasonShown } from '@/components/domain/review/why-held';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';

const SHOWN_PLACES = 8;

export function WhyHeldSection({
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
