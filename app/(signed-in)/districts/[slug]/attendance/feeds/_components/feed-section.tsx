import Link from 'next/link';
import { StatusLabel } from '@/components/domain/status-label';
import { Callout } from '@/components/ui/callout';
import { Inset, Section } from '@/components/ui/section';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import { receivedSentence, TIMELINESS } from './feed-words';
import { FilesOfDay } from './files-of-day';
import { NameToConfirm } from './name-to-confirm';
import type { Rights } from './rights';
import { SchoolsOfFeed } from './schools-of-feed';

/** One file name on one day: what came under it, and from which schools. */
export function FeedSection({
  feed,
  rights,
  timeZone,
  now,
}: {
  feed: Feed;
  rights: Rights;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section
      title={feed.fileName}
      id={`name-${feed.fileNameId}`}
      description={receivedSentence(feed)}
      actions={<StatusLabel word={TIMELINESS[feed.timeliness]} />}
      flush
    >
      {feed.troubleNumber === null ? null : (
        <Inset>
          <Callout
            tone="problem"
            headingLevel={3}
            title={`None of the last ${feed.fileName} could be used`}
            aside="Next: the district"
          >
            <p>
              {feed.daysRead > 0
                ? 'The dashboard still shows the earlier data.'
                : 'Nothing of it is on the dashboard.'}{' '}
              The{' '}
              <Link href={attendanceFilePath(rights.slug, feed.troubleNumber)}>file’s page</Link>{' '}
              says why, line by line.
            </p>
          </Callout>
        </Inset>
      )}
      {isToConfirm(feed) ? (
        <Inset>
          <NameToConfirm feed={feed} rights={rights} />
        </Inset>
      ) : null}
      <FilesOfDay feed={feed} slug={rights.slug} timeZone={timeZone} />
      <SchoolsOfFeed feed={feed} timeZone={timeZone} now={now} />
    </Section>
  );
}

/** After two weeks of school days a name is taken as right. One whose files could not be read is not asked about yet. */
const DAYS_THAT_CONFIRM = 10;

function isToConfirm({ state, daysRead }: Feed): boolean {
  return state === 'LEARNED' && daysRead > 0 && daysRead < DAYS_THAT_CONFIRM;
}
