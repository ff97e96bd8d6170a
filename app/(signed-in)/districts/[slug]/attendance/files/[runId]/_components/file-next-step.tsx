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
            Whether the name may be used is decided under{' '}
            <Link href={attendancePath(slug, 'feeds')}>Today’s files</Link>.
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
      <Callout tone="waiting" title="This file waits for the roster" aside="Nothing to do">
        <p>
          It came before a roster was applied, or behind a file that did, so its schools and
          students are not looked up yet. It is read automatically in its turn, as soon as there is
          a roster, if that is within {ROSTER_WAIT_DAYS} days.
        </p>
      </Callout>
    );
  if (run.state === 'NOTHING_USED') {
    const { title, sentences } = helpText(run.use, reader);
    return (
      <Callout tone="problem" title={title} aside="Next: the district">
        <p>{sentences.join(' ')}</p>
        <p>Nothing was changed or taken back; what was there before stays.</p>
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
          None of it was used, and what was there before stays. Correct what is listed below and
          send the file again under the same name.
        </p>
      </Callout>
    );
  if (run.state === 'FAILED')
    return (
      <Callout tone="problem" title="We could not finish this file" aside="Next: TalkingPoints">
        <p>This is our fault. None of it was used; our staff look into it.</p>
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
