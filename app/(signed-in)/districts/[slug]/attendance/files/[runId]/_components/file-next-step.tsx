import Link from 'next/link';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { DecideHeldFile } from '@/components/domain/attendance/decide-held-file';
import { holdSentence } from '@/components/domain/attendance/labels';
import { ROSTER_WAIT_DAYS } from '@/lib/core/attendance/roster-wait';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { helpText, type HelpReader } from '@/lib/core/attendance/help-of-file';
import type { AttendanceRunDetail } from '@/lib/server/attendance/queries/runs';
import { decideFile } from '../../../actions';

export function FileNextStep({
  run,
  slug,
  canDecide,
  reader,
}: {
  run: AttendanceRunDetail;
  slug: string;
  canDecide: boolean;
  reader: HelpReader;
}) {
  if (run.state === 'HELD')
    return (
      <Callout tone="waiting" title="This file is waiting for review">
        <p>{holdSentence(run.holdCode, run.fileName)}</p>
        {run.holdCode === 'EMPTY_ON_SCHOOL_DAY' ? null : (
          <p>
            Decide on the name under <Link href={attendancePath(slug, 'feeds')}>Today’s files</Link>
            .
          </p>
        )}
        <DecideHeldFile
          slug={slug}
          run={run}
          holdCode={run.holdCode}
          canDecide={canDecide}
          action={decideFile}
        />
      </Callout>
    );
  if (run.state === 'AWAITING_ROSTER')
    return (
      <Callout tone="waiting" title="This file is waiting for the roster" aside="Nothing to do">
        <p>
          It arrived before a roster was applied, or after another file that did, so it has not been
          read yet. It will be read automatically once there is a roster, if that is within{' '}
          {ROSTER_WAIT_DAYS} days.
        </p>
      </Callout>
    );
  if (run.state === 'NOTHING_USED') {
    const { title, sentences } = helpText(run.use, reader);
    return (
      <Callout tone="problem" title={title} aside="Next: the district">
        <p>{sentences.join(' ')}</p>
        <p>Nothing was changed or withdrawn; earlier data stays.</p>
        {run.use.waiting.words > 0 ? (
          <ButtonLink href={attendancePath(slug, 'mapping')}>Map the words</ButtonLink>
        ) : null}
      </Callout>
    );
  }
  if (run.state === 'INVALID')
    return (
      <Callout tone="problem" title="This file could not be read" aside="Next: the district">
        <p>
          None of it was used, and earlier data stays. Correct the problems below and send the file
          again with the same name.
        </p>
      </Callout>
    );
  if (run.state === 'FAILED')
    return (
      <Callout tone="problem" title="We could not finish this file" aside="Next: TalkingPoints">
        <p>This is an error on our side. None of the file was used; our staff will look into it.</p>
      </Callout>
    );
  if (run.decidedByName)
    return (
      <Callout title={`Decided by ${run.decidedByName}`}>
        <p>{run.reason}</p>
      </Callout>
    );
  return null;
}
