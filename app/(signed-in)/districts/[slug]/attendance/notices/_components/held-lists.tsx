import { TimeText } from '@/components/domain/time-text';
import { Callout } from '@/components/ui/callout';
import { groupHolds } from '@/lib/core/attendance/hold-groups';
import { formatNumber, listed, plural } from '@/lib/core/format/numbers';
import type { NoticeListRow } from '@/lib/server/attendance/queries/notices';
import { ReleaseAllForm, ReleaseForm } from './release-form';

interface Held {
  held: readonly NoticeListRow[];
  digest: string;
  slug: string;
  date: string;
  canRelease: boolean;
  isToday: boolean;
  timeZone: string;
  now: Date;
}

const SCHOOLS_NAMED = 12;

/** Lists that wait for a person: each reason is named once with its schools, and one form decides about all of them. */
export function HeldLists(props: Held) {
  const { held } = props;
  const [only] = held;
  if (!only) return null;
  return held.length === 1 ? <OneList {...props} list={only} /> : <ManyLists {...props} />;
}

function OneList({ list, timeZone, now, ...props }: Held & { list: NoticeListRow }) {
  return (
    <Callout
      tone="waiting"
      title={`${list.schoolName}: ${plural(list.waiting, 'notice')} held`}
      aside={
        <>
          held <TimeText at={list.heldAt} timeZone={timeZone} now={now} />
        </>
      }
    >
      <ul>
        {list.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <OnlyMessages {...props} />
      {props.canRelease ? (
        <details open>
          <summary>Release {plural(list.waiting, 'notice')} for this school…</summary>
          <ReleaseForm list={list} slug={props.slug} />
        </details>
      ) : null}
    </Callout>
  );
}

function ManyLists({ held, digest, slug, date, ...props }: Held) {
  const waiting = held.reduce((sum, list) => sum + list.waiting, 0);
  const withNotices = held.filter((list) => list.waiting > 0);
  return (
    <Callout
      tone="waiting"
      title={`${plural(held.length, 'school')}: ${plural(waiting, 'notice')} held`}
    >
      <ul>
        {groupHolds(held).map(({ code, reason, schools, isOfAll, hasNumbers }) => (
          <li key={code}>
            {reason}:{' '}
            {[
              ...(isOfAll ? [`all ${formatNumber(schools.length)} schools`] : []),
              ...(isOfAll && !hasNumbers ? [] : [listed(schools, SCHOOLS_NAMED)]),
            ].join(', ')}
            .
          </li>
        ))}
      </ul>
      <OnlyMessages held={held} {...props} />
      {props.canRelease ? (
        // Open, because the errors of a refused form stand inside and stay folded away without JavaScript.
        <details open>
          <summary>Release all {formatNumber(held.length)}…</summary>
          <p>
            {waiting === 0
              ? 'No messages go out now. Notices that a later file adds today for the same reasons go out automatically.'
              : `${plural(waiting, 'notice')} to families can go out: ${listed(
                  withNotices.map((list) => `${list.schoolName} ${formatNumber(list.waiting)}`),
                  Infinity,
                )}.`}
          </p>
          <ReleaseAllForm held={held} digest={digest} slug={slug} date={date} waiting={waiting} />
        </details>
      ) : null}
    </Callout>
  );
}

/** What is held back, what is not, and whose turn it is. */
function OnlyMessages({
  held,
  isToday,
  canRelease,
}: Pick<Held, 'held' | 'isToday' | 'canRelease'>) {
  const skipped = held.filter(({ skippedAt }) => skippedAt !== null).length;
  const whose =
    skipped === held.length ? 'They were' : `Those of ${plural(skipped, 'school')} were`;
  return (
    <>
      <p>
        The absences are in the dashboard. Only the messages to families{' '}
        {isToday ? 'are waiting' : 'were held'}.
        {skipped > 0 ? ` ${whose} skipped because no one released them within 15 minutes.` : ''}
      </p>
      {!isToday ? (
        <p>The day is over, so these notices will not be sent.</p>
      ) : canRelease ? null : (
        <p>Implementation staff can release them.</p>
      )}
    </>
  );
}
