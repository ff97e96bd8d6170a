import Link from 'next/link';
import { DecideHeldFile } from '@/components/domain/attendance/decide-held-file';
import { holdSentence } from '@/components/domain/attendance/labels';
import { TimeText } from '@/components/domain/time-text';
import { Callout } from '@/components/ui/callout';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import type { AttendanceRunRow } from '@/lib/server/attendance/queries/runs';
import { decideFile } from '../../actions';

/** A file that is waiting for review, with the decision beside it. */
export function HeldFile({
  run,
  slug,
  canDecide,
  timeZone,
  now,
}: {
  run: AttendanceRunRow;
  slug: string;
  canDecide: boolean;
  timeZone: string;
  now: Date;
}) {
  return (
    <Callout
      tone="waiting"
      title={
        <>
          <Link href={attendanceFilePath(slug, run.number)}>{run.fileName}</Link> is waiting for
          review
        </>
      }
      aside={<TimeText at={run.receivedAt} timeZone={timeZone} now={now} />}
    >
      <p>{holdSentence(run.holdCode, run.fileName)}</p>
      <DecideHeldFile
        slug={slug}
        run={run}
        holdCode={run.holdCode}
        canDecide={canDecide}
        action={decideFile}
      />
    </Callout>
  );
}
