import { Callout } from '@/components/ui/callout';
import { TypeTheNumber } from '@/components/ui/confirm-dialog';
import { SelectField, TextareaField } from '@/components/ui/fields';
import { CheckField } from '@/components/ui/form';
import { approveReasonsFor } from '@/lib/core/review/decision-reasons';
import { secondPersonLabels, type SecondPersonReason } from '@/lib/core/review/second-person';

export interface FirstYes {
  name: string;
  isMe: boolean;
}

export function choicesOf(reasons: Readonly<Record<string, string>>) {
  return [
    { value: '', label: 'Choose a reason' },
    ...Object.entries(reasons).map(([value, label]) => ({ value, label })),
  ];
}

/** What every approval asks for: why, and for large removals the number. */
export function ApprovalFields({
  isFirst,
  needsComment,
  typedNumber,
  removed,
  canPreClear,
  saidStop,
}: {
  /** The district's first roster. */
  isFirst: boolean;
  needsComment: boolean;
  typedNumber: number | null;
  /** What the number is made of, in words. */
  removed: string;
  canPreClear: boolean;
  /** The district answered No about these changes. */
  saidStop: boolean;
}) {
  return (
    <>
      <SelectField
        name="reasonCode"
        label="Reason"
        choices={choicesOf(approveReasonsFor({ isFirst, saidStop }))}
      />
      <TextareaField
        name="comment"
        label="Why this is right"
        optional={!needsComment && !saidStop}
        rows={3}
        hint="Do not include student names."
      />
      {canPreClear ? (
        <CheckField
          name="preClear"
          label="Let similar updates pass for 3 days"
          hint="Only updates that exceed the same limits, by at most 10 % more than this one. Limits that are never relaxed still hold."
        />
      ) : null}
      {typedNumber === null ? null : (
        <TypeTheNumber count={typedNumber} hint={`All records that will be removed: ${removed}.`} />
      )}
    </>
  );
}

/** What the district said, where the decision is taken. */
export function DistrictAnswer({
  answer,
}: {
  answer: { answer: 'EXPECTED' | 'STOP' | null; comment: string | null; version: number } | null;
}) {
  if (!answer?.answer) return null;
  return (
    <Callout
      tone={answer.answer === 'STOP' ? 'problem' : 'good'}
      headingLevel={3}
      title={`The district answered ${answer.answer === 'STOP' ? '“No, stop”' : '“Yes, we expect this”'} about version ${answer.version}`}
    >
      {answer.comment ? <p>“{answer.comment}”</p> : <p>No comment.</p>}
    </Callout>
  );
}

/** Says before the button that one approval is not enough, and why. */
export function SecondPersonReasons({
  why,
  firstYes,
}: {
  why: readonly SecondPersonReason[];
  firstYes: FirstYes | null;
}) {
  if (why.length === 0) return null;
  return (
    <div>
      <p>
        <strong>
          {firstYes
            ? firstYes.isMe
              ? 'You already approved this; someone else must confirm it.'
              : `${firstYes.name} approved this. If you confirm, it will be applied.`
            : 'Two people must approve this, one of them a lead.'}
        </strong>
      </p>
      <ul>
        {why.map((reason) => (
          <li key={reason}>{secondPersonLabels[reason]}</li>
        ))}
      </ul>
    </div>
  );
}
