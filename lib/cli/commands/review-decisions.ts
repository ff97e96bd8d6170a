import { InvalidArgumentError, Option, type Command } from 'commander';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { approveReasons, rejectReasons } from '@/lib/core/review/decision-reasons';
import { secondPersonLabels } from '@/lib/core/review/second-person';
import { preClearFollowUps, undoReview } from '@/lib/server/reviews/commands/after-approval';
import {
  findSecondPersonReasons,
  previewPart,
  type PartOfPlan,
  type SliceGroup,
} from '@/lib/server/reviews/queries/approval-effect';
import { approve, approveAdditions, approveSlice } from '@/lib/server/reviews/commands/approve';
import { reject } from '@/lib/server/reviews/commands/reject';
import type { DecisionResult } from '@/lib/server/reviews/commands/decision';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { typedNumberForPart } from '@/lib/server/reviews/commands/typed-number';
import { wholeNumber } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse, type Outcome } from '../outcome';
import { rowsText } from '../text';
import { onReview, withAsker, withTarget, type Asker, type Target } from './review-people';

interface Reason {
  comment: string;
  reasonCode?: string;
  typedNumber?: string;
}

interface Part {
  group: SliceGroup[];
  applyCount: number;
}

export function addDecisionCommands(review: Command, run: Run): void {
  withNumber(withReason(withTarget(review.command('approve'))))
    .option('--pre-clear', 'lets follow-ups of about this size pass for three days')
    .description('approves exactly the changes of that version; the worker then applies them')
    .action((reviewId: number, options: Target & Reason & { preClear?: boolean }) =>
      run((context) =>
        onReview(context, reviewId, options, async (found, actor) =>
          decided(
            found,
            'approved',
            await approve(context.ctx, actor, {
              ...targetOf(found, options),
              ...reasonOf(options),
              preClear: options.preClear,
            }),
          ),
        ),
      ),
    );

  withGroups(withAsker(review.command('preview')))
    .description('counts what an approval in part would apply, with all it depends on')
    .action((reviewId: number, options: Asker & Pick<Part, 'group'>) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, runId, breakId }) => {
          const key = { id: runId, tenantId };
          const preview = await previewPart(context.ctx, key, partOf(options.group));
          if (!preview.ok) return refuse(preview);
          const { groups, applyCount, leftOutCount } = preview.effect;
          const secondPerson = await findSecondPersonReasons(context.ctx, key, preview.effect);
          const { entities } = await listReviewSizes(context.ctx, tenantId, runId);
          const typedNumber = typedNumberForPart(preview.effect, entities);
          const rows = groups.map((group) => ({ ...group, leftOut: group.total - group.applied }));
          const columns = ['entity', 'action', 'total', 'asked', 'applied', 'leftOut'];
          return done(
            { id: breakId, applyCount, leftOutCount, secondPerson, typedNumber, rows },
            [
              rowsText(rows, columns, 'No changes.'),
              `Applied: ${applyCount}. Left out: ${leftOutCount}.`,
              ...(typedNumber === null ? [] : [`Removed, to be typed: ${typedNumber}.`]),
              ...secondPerson.map((reason) => `Two people: ${secondPersonLabels[reason]}`),
            ].join('\n'),
          );
        }),
      ),
    );

  withCount(withGroups(withNumber(withReason(withTarget(review.command('approve-slice'))))))
    .description('approves some groups and what they depend on; the rest is left out')
    .action((reviewId: number, options: Target & Reason & Part) =>
      run((context) =>
        onReview(context, reviewId, options, async (found, actor) =>
          decided(
            found,
            'approved in part',
            await approveSlice(context.ctx, actor, {
              ...targetOf(found, options),
              ...reasonOf(options),
              groups: options.group,
              applyCount: options.applyCount,
            }),
          ),
        ),
      ),
    );

  withCount(withReason(withTarget(review.command('hold-removals'))))
    .description('approves additions and changes; no one is removed, the removals come again')
    .action((reviewId: number, options: Target & Reason & Part) =>
      run((context) =>
        onReview(context, reviewId, options, async (found, actor) =>
          decided(
            found,
            'approved without its removals',
            await approveAdditions(context.ctx, actor, {
              ...targetOf(found, options),
              ...reasonOf(options),
              applyCount: options.applyCount,
            }),
          ),
        ),
      ),
    );

  withTarget(review.command('reject'))
    .description('rejects the update; the live roster stays and the district is notified')
    .requiredOption('--reason <text>', 'what the district needs to do')
    .addOption(
      new Option('--reason-code <code>', 'of the list').choices(Object.keys(rejectReasons)),
    )
    .action((reviewId: number, options: Target & { reason: string; reasonCode?: string }) =>
      run((context) =>
        onReview(context, reviewId, options, async (found, actor) => {
          const { reason, reasonCode = null } = options;
          const target = targetOf(found, options);
          const result = await reject(context.ctx, actor, { ...target, reason, reasonCode });
          return decided(found, 'rejected', result);
        }),
      ),
    );

  withAsker(review.command('pre-clear'))
    .description('lets follow-ups of an approved review pass for three days')
    .action((reviewId: number, options: Asker) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const result = await preClearFollowUps(context.ctx, actor, { tenantId, breakId });
          if (!result.ok) return refuse(result);
          const { expiresAt } = result;
          const text = `Similar updates pass until ${expiresAt.toISOString()}.`;
          return done({ id: breakId, expiresAt }, text);
        }),
      ),
    );

  withAsker(review.command('undo'))
    .description('undoes what the approval applied, while it is live')
    .requiredOption('--reason <text>', 'why; saved with the record')
    .option('--removals-only', 'restores the records it removed; the rest stays')
    .action((reviewId: number, options: Asker & { removalsOnly?: boolean; reason: string }) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const part = options.removalsOnly ? 'REMOVALS' : 'WHOLE';
          const result = await undoReview(
            context.ctx,
            actor,
            { tenantId, breakId },
            options.reason,
            part,
          );
          if (!result.ok) return refuse(result);
          return done({ id: breakId, part }, 'It will be undone as soon as the worker is free.');
        }),
      ),
    );
}

function withReason(command: Command): Command {
  return command
    .option('--comment <text>', 'needed where records are removed', '')
    .addOption(
      new Option('--reason-code <code>', 'of the list').choices(Object.keys(approveReasons)),
    );
}

function withNumber(command: Command): Command {
  return command.option(
    '--typed-number <number>',
    'before a very large removal: how many records go, as "review show" and "review preview" say',
  );
}

function withGroups(command: Command): Command {
  return command.option(
    '--group <entity/action[/school]>',
    'what to apply, such as students/remove/S12; may be repeated',
    (text: string, before: SliceGroup[]) => [...before, groupOf(text)],
    [],
  );
}

function withCount(command: Command): Command {
  return command.requiredOption(
    '--apply-count <number>',
    'how many changes "review preview" said are applied',
    wholeNumber,
  );
}

function groupOf(text: string): SliceGroup {
  const [entityName, actionName, ...school] = text.split('/');
  const entity = countedEntities.find((each) => each === entityName);
  const action = changeActions.find((each) => each.toLowerCase() === actionName);
  if (!entity || !action)
    throw new InvalidArgumentError('Give entity/action or entity/action/school.');
  return { entity, action, schoolSourcedId: school.length > 0 ? school.join('/') : null };
}

/** Without a group, the part is everything but removals. */
function partOf(groups: readonly SliceGroup[]): PartOfPlan {
  return groups.length > 0 ? { scope: 'SLICE', groups } : { scope: 'ADDITIONS' };
}

function targetOf({ tenantId, breakId }: ReviewDetail, { version, fingerprint }: Target) {
  return { tenantId, breakId, version, fingerprint };
}

function reasonOf({ comment, reasonCode = '', typedNumber }: Reason) {
  return { comment, reasonCode: reasonCode || null, typedNumber };
}

function decided(review: ReviewDetail, word: string, result: DecisionResult): Outcome {
  if (!result.ok) return refuse(result);
  const { outcome } = result;
  const { breakId, tenantSlug, runNumber } = review;
  const facts = { id: breakId, tenant: tenantSlug, runNumber, outcome };
  if (outcome === 'DECIDED') {
    return done(facts, `Review ${breakId} is ${word}; it is about run ${runNumber}.`);
  }
  const why = result.why.map((reason) => secondPersonLabels[reason]).join(' ');
  return done(
    { ...facts, why: result.why },
    `Approved once, waiting for a second person. ${why} Nothing is applied yet.`,
  );
}
