import Link from 'next/link';
import { schoolPath } from '@/components/domain/attendance/addresses';
import { shortDate } from '@/components/domain/attendance/labels';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { AttendanceRunDetail } from '@/lib/server/attendance/queries/runs';

const MOST_SCHOOLS = 12;

export function FileChanges({
  run,
  slug,
  canSeeSchools,
}: {
  run: AttendanceRunDetail;
  slug: string;
  canSeeSchools: boolean;
}) {
  const more = run.schools.length - MOST_SCHOOLS;
  return (
    <Section title="What it changed">
      <Facts
        facts={[
          { label: 'Added', value: formatNumber(run.eventsAdded) },
          { label: 'Changed', value: formatNumber(run.eventsChanged) },
          {
            label: 'Withdrawn',
            value: formatNumber(run.eventsCorrected),
            hint: 'In an earlier file but not in this one: a correction, such as a late arrival',
          },
          { label: 'Unchanged', value: formatNumber(run.eventsUnchanged) },
          {
            label: 'Days',
            value:
              run.firstDate === null || run.lastDate === null
                ? '—'
                : run.firstDate === run.lastDate
                  ? shortDate(run.firstDate)
                  : `${shortDate(run.firstDate)} to ${shortDate(run.lastDate)}`,
          },
          {
            label: 'Schools',
            value:
              run.schools.length === 0 ? (
                '—'
              ) : (
                <>
                  {run.schools.slice(0, MOST_SCHOOLS).map(({ schoolId, name }) => (
                    <div key={schoolId}>
                      {canSeeSchools ? (
                        <Link href={schoolPath(slug, schoolId)} prefetch={false}>
                          {name}
                        </Link>
                      ) : (
                        name
                      )}
                    </div>
                  ))}
                  {more > 0 ? `and ${more} more` : null}
                </>
              ),
          },
        ]}
      />
    </Section>
  );
}
