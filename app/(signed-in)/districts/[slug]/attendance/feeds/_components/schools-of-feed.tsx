import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/domain/time-text';
import { plural } from '@/lib/core/format/numbers';
import type { Feed, FeedSchool } from '@/lib/server/attendance/queries/feed-board';
import classes from './schools-of-feed.module.css';

/** Who reported on the day, those who did not first; open where few are missing. */
export function SchoolsOfFeed({
  feed,
  timeZone,
  now,
}: {
  feed: Feed;
  timeZone: string;
  now: Date;
}) {
  const missing = feed.schools.filter(({ isInSession, hasFile }) => isInSession && !hasFile);
  if (feed.schools.length === 0) return null;
  return (
    <details className={classes.schools} open={missing.length > 0 && missing.length <= 12}>
      <summary>
        {missing.length > 0
          ? `Not reported: ${plural(missing.length, 'school')}`
          : `${plural(feed.schools.length, 'school')} of this file`}
      </summary>
      <DataTable
        caption={`Schools of ${feed.fileName}`}
        rows={[...missing, ...feed.schools.filter((school) => !missing.includes(school))]}
        rowKey={({ schoolId }) => schoolId}
        isRowMarked={(school) => missing.includes(school)}
        columns={[
          { id: 'name', header: 'School', cell: ({ name }) => name },
          { id: 'state', header: 'State', cell: (school) => schoolLabel(school) },
          {
            id: 'last',
            header: 'Last file about this day',
            cell: ({ lastReceivedAt }) => (
              <TimeText
                at={lastReceivedAt}
                timeZone={timeZone}
                now={now}
                relative={false}
                missing="none"
              />
            ),
          },
        ]}
      />
    </details>
  );
}

function schoolLabel({ isInSession, hasFile }: FeedSchool): string {
  if (hasFile) return isInSession ? 'Reported' : 'Reported, but no school';
  return isInSession ? 'Not reported' : 'No school';
}
