import Link from 'next/link';
import { NAME_DIFFERENCE } from '@/components/domain/attendance/labels';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import type { AttendanceRunRow } from '@/lib/server/attendance/queries/runs';
import { refuseName } from '../actions';
import { AcceptNameForm, NameFields } from './name-forms';
import type { Rights } from './rights';

/** A name that is almost a known one: its files wait for the answer. */
export function NearName({
  feed,
  waiting,
  rights: { slug, canAnswer, canDecide },
  timeZone,
  now,
}: {
  feed: Feed;
  waiting: readonly AttendanceRunRow[];
  rights: Rights;
  timeZone: string;
  now: Date;
}) {
  return (
    <Callout
      tone="waiting"
      title={
        <>
          {feed.fileName} is almost {feed.nearOf ?? 'a known name'}
        </>
      }
    >
      <p>
        {NAME_DIFFERENCE[feed.nearBecause ?? ''] ?? ''} Files with this name wait and are not used
        until someone decides.{' '}
        {feed.nearOf ? (
          <>
            Send them as <code>{feed.nearOf}</code> instead.
          </>
        ) : null}
      </p>
      {waiting.length > 0 ? (
        <ul>
          {waiting.map(({ id, number, receivedAt }) => (
            <li key={id}>
              <Link href={attendanceFilePath(slug, number)}>
                File of <TimeText at={receivedAt} timeZone={timeZone} now={now} />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p>None is waiting now.</p>
      )}
      <Row>
        {canDecide ? <AcceptNameForm feed={feed} slug={slug} /> : null}
        {canAnswer ? (
          <ActionForm
            action={refuseName}
            label={`Refuse ${feed.fileName}, which is almost another name`}
          >
            <NameFields slug={slug} feed={feed} />
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              Wrong name, discard
            </SubmitButton>
          </ActionForm>
        ) : null}
      </Row>
    </Callout>
  );
}
