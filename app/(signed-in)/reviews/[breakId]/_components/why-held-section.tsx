import { WhyHeld, type ReasonShown } from '@/components/domain/review/why-held';
import { Section } from '@/components/ui/section';

export function WhyHeldSection({
  reasons,
  nameOf,
}: {
  reasons: readonly ReasonShown[];
  nameOf: (id: string) => string;
}) {
  return (
    <Section title="Why it was held" id="why" flush={reasons.length > 0}>
      {reasons.length === 0 ? (
        <p>No limit was reached.</p>
      ) : (
        <WhyHeld reasons={reasons} schoolName={nameOf} />
      )}
    </Section>
  );
}
