import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { ActionForm } from '@/components/ui/action-form';
import { Row, Section } from '@/components/ui/section';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { changeLabels, countedEntities, type ChangeAction } from '@/lib/core/change/change';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import {
  leftOutText,
  peopleText,
  removalText,
  removedText,
  toldText,
} from '@/lib/core/review/approval-text';
import { canPreClear } from '@/lib/core/review/pre-clear';
import { needsSecondPerson, type SecondPersonReason } from '@/lib/core/review/second-person';
import type { PartCount, PartEffect } from '@/lib/server/reviews/queries/approval-effect';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { approvePart } from '../actions';
import type { Part } from '../part';
import { ApprovalFields, SecondPersonReasons, type FirstYes } from './approval-fields';
import { TargetIds } from './ids';
import classes from './part.module.css';
import { DecisionDialog, DecisionSubmit } from './stale-review';

/** Stands in its place while it is counted, about as high: what stands below is not to move. */
export function PartEffectCounting({ part }: { part: Part }) {
  return (
    <Section title={effectTitle(part)} id="effect">
      <div className={classes.counting}>
        <p role="status">Counting the changes…</p>
      </div>
    </Section>
  );
}

function effectTitle({ scope }: Part): string {
  return scope === 'ADDITIONS'
    ? 'Additions and changes, removals held'
    : 'What this part would change';
}

/** What approving the part would apply, with the changes it needs, and the button to approve it. */
export function PartEffectSection({
  review,
  path,
  part,
  effect,
  typedNumber,
  secondPerson,
  firstYes,
  saidStop,
}: {
  review: ReviewDetail;
  path: string;
  part: Part;
  effect: PartEffect;
  typedNumber: number | null;
  secondPerson: readonly SecondPersonReason[];
  firstYes: FirstYes | null;
  /** The district answered No about these changes. */
  saidStop: boolean;
}) {
  const { groups, applyCount, chosenCount, removeCount, leftOutCount } = effect;
  const isAdditions = part.scope === 'ADDITIONS';
  const count = plural(applyCount, 'change');
  const sizes = sizesOf(groups);
  return (
    <Section
      title={effectTitle(part)}
      id="effect"
      description={`${plural(applyCount, 'change')} would be applied${!isAdditions && applyCount > chosenCount ? `, ${formatNumber(applyCount - chosenCount)} of them included because others depend on them` : ''}. ${leftOutText(leftOutCount)}`.trim()}
      flush
    >
      <DataTable
        caption="Effect of the part"
        rows={groups.filter((group) => group.applied > 0 || group.asked > 0)}
        rowKey={(row) => `${row.entity} ${row.action}`}
        isRowMarked={(row) => row.applied > row.asked}
        columns={[
          { id: 'what', header: 'What', cell: groupLabel },
          number('asked', 'Chosen', (row) => row.asked),
          number('pulled', 'Also needed', (row) => Math.max(0, row.applied - row.asked)),
          number('applied', 'Applied', (row) => row.applied),
          number('left', 'Left out', (row) => row.total - row.applied),
        ]}
      />
      <div style={{ padding: '0.75rem 1.125rem' }}>
        <Row>
          <DecisionDialog
            trigger={firstYes ? 'Confirm this part…' : 'Approve this part…'}
            triggerVariant="primary"
            title={`Approve ${count} for ${review.tenantName}?`}
            safeLabel="Cancel"
          >
            <p>
              <strong>{peopleText(sizes)}</strong>
            </p>
            <p>
              {formatNumber(applyCount)} of {plural(applyCount + leftOutCount, 'change')} of version{' '}
              {review.version}, run {review.runNumber}. {removalText(removeCount)}
            </p>
            <p>
              {leftOutText(leftOutCount)}{' '}
              {toldText({
                isFirst: review.kind === 'ONBOARDING',
                isQuiet: review.isQuiet,
                isPart: leftOutCount > 0,
                needsSecond: needsSecondPerson(secondPerson, firstYes),
              })}
            </p>
            <SecondPersonReasons why={secondPerson} firstYes={firstYes} />
            <ActionForm action={approvePart} label="Approve this part" asksBrowser>
              <TargetIds review={review} />
              <PartIds part={part} applyCount={applyCount} />
              <ApprovalFields
                isFirst={review.kind === 'ONBOARDING'}
                saidStop={saidStop}
                needsComment={review.removed > 0}
                typedNumber={typedNumber}
                removed={removedText(sizes)}
                canPreClear={canPreClear({ kind: review.kind, scope: part.scope })}
              />
              <div>
                <DecisionSubmit pendingLabel="Approving…">
                  {firstYes ? 'Confirm' : 'Approve'} {count}
                </DecisionSubmit>
              </div>
            </ActionForm>
          </DecisionDialog>
          <Link href={path}>Back to the review</Link>
        </Row>
      </div>
    </Section>
  );
}

function sizesOf(groups: readonly PartCount[]) {
  return countedEntities.map((entity) => {
    const sum = (...actions: ChangeAction[]) =>
      groups
        .filter((group) => group.entity === entity && actions.includes(group.action))
        .reduce((total, { applied }) => total + applied, 0);
    return {
      entity,
      added: sum('ADD', 'REACTIVATE'),
      changed: sum('UPDATE'),
      removed: sum('REMOVE'),
    };
  });
}

function PartIds({ part, applyCount }: { part: Part; applyCount: number }) {
  const hidden = (name: string, values: readonly string[]) =>
    values.map((value) => <input key={value} type="hidden" name={name} value={value} />);
  return (
    <>
      <input type="hidden" name="scope" value={part.scope} />
      <input type="hidden" name="applyCount" value={applyCount} />
      {hidden('entity', part.entity)}
      {hidden('action', part.action)}
      {hidden('school', part.school)}
    </>
  );
}

function groupLabel({ entity, action }: PartCount): string {
  return `${changeLabels[action].glyph} ${entityLabel(entity)} ${changeLabels[action].word.toLowerCase()}`;
}

function number(id: string, header: string, value: (row: PartCount) => number) {
  return {
    id,
    header,
    align: 'end' as const,
    nowrap: true,
    cell: (row: PartCount) => formatNumber(value(row)),
  };
}
