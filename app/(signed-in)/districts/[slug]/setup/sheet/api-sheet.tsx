import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { apiGuideOf } from '@/lib/core/set-up/api-guides';
import type { SetUpWay } from '@/lib/core/set-up/ways';
import { GuideOfSis } from '@/components/domain/set-up/sis-guide';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';

/** For whoever creates the key. */
export function ApiSheet({ way }: { way: Exclude<SetUpWay, 'FILES'> }) {
  const name = way === 'OTHER' ? 'your SIS' : vendorProfile(way).name;
  return (
    <>
      <Section title="What we need" id="details">
        <Facts
          facts={[
            { label: 'API', value: 'OneRoster 1.1 or 1.2, reading only' },
            { label: 'Address', value: 'Up to the version, over https' },
            { label: 'Token address', value: 'For OAuth 2; OAuth 1 has none' },
            { label: 'Key', value: 'The client id' },
            { label: 'Secret', value: 'Enter it yourself; never send it by email' },
            {
              label: 'May read',
              value: 'Orgs, academic sessions, courses, classes, users, enrollments, demographics',
            },
          ]}
        />
      </Section>
      <Section title={`In ${name}`} id="guide">
        <GuideOfSis guide={apiGuideOf(way)} />
      </Section>
    </>
  );
}
