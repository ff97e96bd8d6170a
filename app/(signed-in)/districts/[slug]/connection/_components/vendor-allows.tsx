import Link from 'next/link';
import { formatKeptTime } from '@/lib/core/calendar/format-instant';
import { formatDuration, plural } from '@/lib/core/format/numbers';
import { nextText } from '@/lib/core/pulls/connection-sentence';
import { needsWholeSet, pullSettings } from '@/lib/core/pulls/pull-settings';
import type { VendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import type { ApiAccountRow } from '@/lib/server/connections/queries/list-connections';
import type { NextPull } from '@/lib/server/pulls/queries/next-pull';

/** When it is read next, and what the vendor and its server allow. */
export function VendorAllows({
  slug,
  connection: { id, api },
  profile,
  next,
  isRoster,
  canManage,
  timeZone,
  now,
}: {
  slug: string;
  connection: { id: number; api: ApiAccountRow };
  profile: VendorProfile;
  next: NextPull;
  isRoster: boolean;
  canManage: boolean;
  timeZone: string;
  now: Date;
}) {
  const interval = Math.max(profile.minIntervalMs, api.minIntervalMs);
  const settings = pullSettings(api.settings);
  return (
    <Section
      title="Schedule and limits"
      id="schedule"
      actions={
        canManage ? <Link href={connectionPath(slug, { part: 'reading', id })}>Change</Link> : null
      }
    >
      <Facts
        facts={[
          {
            label: 'Next pull',
            value: nextText({
              bringsRoster: isRoster,
              isStopped: next.isStopped,
              isTested: api.testedAt !== null,
              isScheduled: api.isScheduled,
              nextPullAt: next.at,
              timeZone,
              now,
            }),
          },
          {
            label: 'Quiet hours',
            value: profile.quietHours
              ? `${formatKeptTime(profile.quietHours.from)} to ${formatKeptTime(profile.quietHours.to)}`
              : 'None',
            hint: profile.quietHours
              ? 'District time. Nightly pulls wait until they end; Pull now does not.'
              : undefined,
          },
          {
            label: 'What is read',
            value:
              settings.schools === null
                ? 'All schools'
                : plural(settings.schools.length, 'chosen school'),
          },
          {
            label: 'Changes alone',
            value: !api.allowsDeltas
              ? 'Not offered: everything is read every night'
              : needsWholeSet(settings)
                ? 'Offered, not used: these settings need everything'
                : 'On weekdays; everything once a week',
          },
          {
            label: 'Page size',
            value: plural(Math.min(api.pageSize ?? profile.pageSize, profile.pageSize), 'row'),
            hint:
              api.pageSize !== null && api.pageSize < profile.pageSize
                ? 'Made smaller, because larger pages timed out.'
                : undefined,
          },
          {
            label: 'Between requests',
            value: interval === 0 ? 'No wait' : `At least ${formatDuration(interval)}`,
            hint:
              api.minIntervalMs > profile.minIntervalMs
                ? 'Learned: the server was too busy.'
                : undefined,
          },
        ]}
      />
    </Section>
  );
}
