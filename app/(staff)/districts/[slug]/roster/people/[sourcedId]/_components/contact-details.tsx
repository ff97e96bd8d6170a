import { Section } from '@/components/ui/section';
import type { PersonRecord } from '@/lib/server/roster/records';
import { RevealContact } from './reveal-contact';

/** What there is, masked; the values only after asking for them. */
export function ContactDetails({ slug, record }: { slug: string; record: PersonRecord }) {
  const has = [
    { label: 'Mail', is: record.hasEmail },
    { label: 'Text messages', is: record.hasSms },
    { label: 'Phone', is: record.hasPhone },
    { label: 'User name', is: record.hasUsername },
  ];
  return (
    <Section
      title="Contact details"
      description="Hidden until you ask for them. Each look is recorded with your name."
    >
      <RevealContact slug={slug} sourcedId={record.sourcedId} has={has} />
    </Section>
  );
}
