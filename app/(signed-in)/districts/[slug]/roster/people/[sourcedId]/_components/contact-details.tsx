import { Section } from '@/components/ui/section';
import type { PersonRecord } from '@/lib/server/roster/records';
import { RevealContact } from './reveal-contact';

/** What there is, masked; the values only after asking for them. */
export function ContactDetails({ slug, record }: { slug: string; record: PersonRecord }) {
  const has = [
    { label: 'Email', is: record.hasEmail, isUsable: record.isEmailUsable },
    { label: 'Text messages', is: record.hasSms, isUsable: record.isSmsUsable },
    { label: 'Phone', is: record.hasPhone, isUsable: record.isPhoneUsable },
    { label: 'User name', is: record.hasUsername, isUsable: true },
  ];
  return (
    <Section
      title="Contact details"
      description="Hidden until you show them. Each view is recorded with your name."
    >
      <RevealContact slug={slug} sourcedId={record.sourcedId} has={has} />
    </Section>
  );
}
