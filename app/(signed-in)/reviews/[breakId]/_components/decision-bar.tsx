import { ChangeSize } from '@/components/domain/change-size';
import { ActionForm } from '@/components/ui/action-form';
import { SelectField, TextareaField } from '@/components/ui/fields';
import { plural } from '@/lib/core/format/numbers';
import { peopleText, removalText, removedText, toldText } from '@/lib/core/review/approval-text';
import { rejectReasons } from '@/lib/core/review/decision-reasons';
import { needsSecondPerson, type SecondPersonReason } from '@/lib/core/review/second-person';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import type { EntitySize } from '@/lib/server/reviews/queries/sizes';
import { approveReview, askAboutReview, rejectReview } from '../actions';
import type { ReviewRights } from '../rights';
import type { ComponentProps } from 'react';
import {
  ApprovalFields,
  choicesOf,
  DistrictAnswer,
  SecondPersonReasons,
  type FirstYes,
} from './approval-fields';
import classes from './decision-bar.module.css';
import { TargetIds } from './ids';
import { MoreActions } from './more-actions';
import { DecisionDialog, DecisionSubmit, WhileCurrent } from './stale-review';

/** Every decision opens a dialog or a page that repeats what would happen; none is one press. */
export function DecisionBar({
  review,
  sizes,
  path,
  typedNumber,
  secondPerson,
  firstYes,
  lastAnswer,
  saidStop,
  staff,
  me,
  rights,
  isBesideList,
}: {
  review: ReviewDetail;
  sizes: readonly EntitySize[];
  path: string;
  typedNumber: number | null;
  secondPerson: readonly SecondPersonReason[];
  /** Somebody approved the whole of it already. */
  firstYes: FirstYes | null;
  lastAnswer: ComponentProps<typeof DistrictAnswer>['answer'];
  saidStop: boolean;
  staff: readonly { id: number; name: string }[];
  me: number;
  rights: ReviewRights;
  /** On a phone such a page gets the whole window, and the bar comes at its end. */
  isBesideList: boolean;
}) {
  const { added, changed, removed } = review;
  const isFirst = review.kind === 'ONBOARDING';
  const count = plural(added + changed + removed, isFirst ? 'record' : 'change');
  return (
    <section
      className={classes.bar}
      data-beside-list={isBesideList || undefined}
      aria-label="Decision"
    >
      <p className={classes.words}>
        <strong>Version {review.version}</strong> of run {review.runNumber}
        <WhileCurrent otherwise=" is out of date, so it can no longer be decided.">
          : {count}
        </WhileCurrent>
      </p>
      <div className={classes.acts}>
        {rights.decide ? (
          <>
            <Approve
              review={review}
              sizes={sizes}
              typedNumber={typedNumber}
              secondPerson={secondPerson}
              firstYes={firstYes}
              lastAnswer={lastAnswer}
              saidStop={saidStop}
            />
            <Reject review={review} count={count} isFirst={isFirst} />
          </>
        ) : null}
        {rights.ask && !isFirst ? <Ask review={review} /> : null}
        {rights.decide || rights.comment ? (
          <MoreActions review={review} path={path} staff={staff} me={me} rights={rights} />
        ) : null}
      </div>
    </section>
  );
}

function Summary({ review }: { review: ReviewDetail }) {
  return (
    <p>
      <ChangeSize size={review} /> – version {review.version}, run {review.runNumber}
    </p>
  );
}

function Approve({
  review,
  sizes,
  typedNumber,
  secondPerson,
  firstYes,
  lastAnswer,
  saidStop,
}: {
  review: ReviewDetail;
  sizes: readonly EntitySize[];
  typedNumber: number | null;
  secondPerson: readonly SecondPersonReason[];
  firstYes: FirstYes | null;
  lastAnswer: ComponentProps<typeof DistrictAnswer>['answer'];
  saidStop: boolean;
}) {
  const { added, changed, removed, tenantName } = review;
  const isFirst = review.kind === 'ONBOARDING';
  const count = plural(added + changed + removed, isFirst ? 'record' : 'change');
  return (
    <DecisionDialog
      trigger={firstYes ? 'Confirm…' : 'Approve…'}
      triggerVariant="primary"
      title={
        isFirst
          ? `Approve the first roster of ${tenantName} and make it live?`
          : `Approve ${count} for ${tenantName}?`
      }
      safeLabel="Cancel"
    >
      <Summary review={review} />
      <p>
        <strong>{peopleText(sizes)}</strong>
      </p>
      <p>
        {removalText(removed)}{' '}
        {toldText({
          isFirst,
          isQuiet: review.isQuiet,
          needsSecond: needsSecondPerson(secondPerson, firstYes),
        })}
      </p>
      <DistrictAnswer answer={lastAnswer} />
      <SecondPersonReasons why={secondPerson} firstYes={firstYes} />
      <ActionForm action={approveReview} label="Approve" asksBrowser>
        <TargetIds review={review} />
        <ApprovalFields
          isFirst={isFirst}
          needsComment={removed > 0}
          typedNumber={typedNumber}
          removed={removedText(sizes)}
          canPreClear={!isFirst}
          saidStop={saidStop}
        />
        <div>
          <DecisionSubmit pendingLabel="Approving…">
            {firstYes ? 'Confirm' : 'Approve'} {count}
          </DecisionSubmit>
        </div>
      </ActionForm>
    </DecisionDialog>
  );
}

function Reject({
  review,
  count,
  isFirst,
}: {
  review: ReviewDetail;
  count: string;
  isFirst: boolean;
}) {
  return (
    <DecisionDialog
      trigger="Reject…"
      title={isFirst ? `Reject the first roster of ${review.tenantName}?` : `Reject ${count}?`}
      safeLabel="Cancel"
    >
      <Summary review={review} />
      <p>
        Nothing is applied, and the roster stays as it is. The district’s contacts get an email that
        the files were not applied, with a link to the page that says why.
      </p>
      <ActionForm action={rejectReview} label="Reject">
        <TargetIds review={review} />
        <SelectField name="rejectCode" label="Reason" choices={choicesOf(rejectReasons)} />
        <TextareaField
          name="reason"
          label="What the district needs to do"
          rows={3}
          hint="The district sees this text. Do not include student names."
        />
        <div>
          <DecisionSubmit variant="danger" pendingLabel="Rejecting…">
            Reject {isFirst ? 'this roster' : count}
          </DecisionSubmit>
        </div>
      </ActionForm>
    </DecisionDialog>
  );
}

function Ask({ review }: { review: ReviewDetail }) {
  return (
    <DecisionDialog
      trigger={review.asked === 'not-asked' ? 'Ask district…' : 'Ask again…'}
      title={`Ask ${review.tenantName} whether it expected this?`}
      safeLabel="Cancel"
    >
      <Summary review={review} />
      <p>
        Its contacts get an email with the numbers and a link. They sign in with a code and answer
        “Yes, we expect this” or “No, stop”. Their answer is shown here; the decision stays with
        you. A reminder goes out after four business hours.
      </p>
      <ActionForm action={askAboutReview} label="Ask the district" done="Question sent by email.">
        <TargetIds review={review} />
        <TextareaField
          name="message"
          label="Your question"
          optional
          rows={3}
          hint="Shown on their page after they sign in. Do not include student names."
        />
        <div>
          <DecisionSubmit pendingLabel="Asking…">Ask by email</DecisionSubmit>
        </div>
      </ActionForm>
    </DecisionDialog>
  );
}
