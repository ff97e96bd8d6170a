import { TypeTheNumber } from '@/components/ui/confirm-dialog';
import { SelectField, TextareaField } from '@/components/ui/fields';
import { CheckField } from '@/components/ui/form';
import { approveReasonsFor } from '@/lib/core/review/decision-reasons';
import { secondPersonWords, type SecondPersonReason } from '@/lib/core/review/second-person';

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
  canPreClear,
}: {
  /** The district's first roster. */
  isFirst: boolean;
  needsComment: boolean;
  typedNumber: number | null;
  canPreClear: boolean;
}) {
  return (
    <>
      <SelectField
        name="reasonCode"
        label="Reason"
        choices={choicesOf(approveReasonsFor({ isFirst }))}
      />
      <TextareaField
        name="comment"
        label="Why this is right"
        optional={!needsComment}
        rows={3}
        hint="Without names of students."
      />
      {canPreClear ? (
        <CheckField
          name="preClear"
          label="Let follow-ups pass for 3 days"
          hint="Only updates that reach the same limits by at most a tenth more. A limit that is never relaxed still holds."
        />
      ) : null}
      {typedNumber === null ? null : <TypeTheNumber count={typedNumber} />}
    </>
  );
}

/** Said before anybody presses: one yes may not be enough. */
export function SecondPersonWords({
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
              ? 'You approved this already; somebody else has to confirm it.'
              : `${firstYes.name} approved this. With your confirmation it is applied.`
            : 'Two people have to approve this, one of them a lead.'}
        </strong>
      </p>
      <ul>
        {why.map((reason) => (
          <li key={reason}>{secondPersonWords[reason]}</li>
        ))}
      </ul>
    </div>
  );
}
