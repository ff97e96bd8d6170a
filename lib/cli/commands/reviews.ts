import { Option, type Command } from 'commander';
import { dueStates, type DueState } from '@/lib/core/review/review-clock';
import type { AppContext } from '@/lib/server/app-context';
import { findSecondPersonReasons } from '@/lib/server/reviews/queries/approval-effect';
import { askedStates, listReviews, type AskedState } from '@/lib/server/reviews/queries/queue';
import { findReview, type ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { listReasons } from '@/lib/server/reviews/queries/reasons';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import { listTimeline } from '@/lib/server/reviews/queries/timeline';
import { findTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { id, positiveNumber, wholeNumber } from '../arguments';
import { typedNumberFor } from '@/lib/server/reviews/commands/typed-number';
import type { Run } from '../command-context';
import { done, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';
import { addConductCommands } from './review-triage';
import { addDecisionCommands } from './review-decisions';
import { findStaffByEmail } from './review-people';

export function addReviewCommands(program: Command, run: Run): void {
  const review = program.command('review').alias('reviews').description('updates held for review');
  addReadingCommands(review, run);
  addDecisionCommands(review, run);
  addConductCommands(review, run);
}

function addReadingCommands(review: Command, run: Run): void {
  review
    .command('list')
    .description('open reviews, first due first')
    .option('--tenant <slug>', 'of one district')
    .option('--decided', 'the decided ones instead, newest first')
    .option('--snoozed', 'also snoozed ones')
    .option('--mine <email>', 'of one of our staff; "nobody" for those no one has')
    .addOption(new Option('--due <state>', 'only those').choices(dueStates))
    .addOption(new Option('--asked <state>', 'only those').choices(askedStates))
    .option('--page <number>', 'from 1', positiveNumber, 1)
    .option('--page-size <number>', 'reviews a page', positiveNumber, 100)
    .action((options: ListOptions) =>
      run(async ({ ctx }) => {
        const tenant =
          options.tenant === undefined ? null : await findTenantBySlug(ctx, options.tenant);
        if (options.tenant !== undefined && !tenant) return refuse('TENANT_NOT_FOUND');
        const assignee = await findAssignee(ctx, options.mine);
        if (assignee === undefined) return refuse('STAFF_NOT_FOUND');
        const found = await listReviews(ctx, {
          isOpen: !options.decided,
          tenantId: tenant?.id ?? null,
          assigneeId: assignee,
          due: options.due ?? null,
          asked: options.asked ?? null,
          withSnoozed: options.snoozed ?? options.decided ?? false,
          offset: (options.page - 1) * options.pageSize,
          limit: options.pageSize,
        });
        const rows = found.rows.map((row) => ({
          id: row.breakId,
          tenant: row.tenantSlug,
          kind: row.kind,
          state: row.state,
          openedAt: row.openedAt,
          decidedAt: row.decidedAt,
          version: row.version,
          runNumber: row.runNumber,
          added: row.added,
          changed: row.changed,
          removed: row.removed,
          reason: row.reason,
          due: row.due,
          decisionDueAt: row.clock.decisionDueAt,
          assignee: row.assigneeName,
          asked: row.asked,
          needsSecondPerson: row.needsSecondPerson,
          approvedBy: row.approvedByName,
          snoozedUntil: row.snoozedUntil,
        }));
        const columns = [
          'id',
          'tenant',
          'state',
          'version',
          'due',
          'decisionDueAt',
          'assignee',
          'asked',
          'added',
          'changed',
          'removed',
          'reason',
        ];
        return done({ rows, total: found.total }, rowsText(rows, columns, 'No reviews.'));
      }),
    );

  review
    .command('show')
    .description('one review, with the version and the fingerprint a decision names')
    .argument('<id>', 'of the review', id)
    .option('--version <number>', 'an earlier version', wholeNumber)
    .action((reviewId: number, options: { version?: number }) =>
      run(async ({ ctx }) => {
        const found = await findReview(ctx, reviewId);
        if (!found) return refuse('REVIEW_NOT_FOUND');
        if (options.version === undefined) return shown(ctx, found);
        const earlier = await findReview(ctx, reviewId, options.version);
        return earlier ? shown(ctx, earlier) : refuse('VERSION_NOT_FOUND');
      }),
    );
}

interface ListOptions {
  tenant?: string;
  decided?: boolean;
  snoozed?: boolean;
  mine?: string;
  due?: DueState;
  asked?: AskedState;
  page: number;
  pageSize: number;
}

/** Null: of anybody; 0: of nobody; undefined: there is no such person. */
async function findAssignee(
  ctx: AppContext,
  email: string | undefined,
): Promise<number | null | undefined> {
  if (email === undefined) return null;
  if (email === 'nobody') return 0;
  return (await findStaffByEmail(ctx, email))?.id;
}

async function shown(ctx: AppContext, review: ReviewDetail): Promise<Outcome> {
  const { tenantId, runId } = review;
  const reasons = await listReasons(ctx, tenantId, runId);
  const { entities } = await listReviewSizes(ctx, tenantId, runId);
  const secondPerson = await findSecondPersonReasons(ctx, { id: runId, tenantId }, null);
  const timeline = await listTimeline(ctx, tenantId, review.breakId);
  const sizes = entities.map(({ entity, baseline, added, changed, removed, cascadeRemoved }) => ({
    entity,
    baseline,
    added,
    changed,
    removed,
    cascadeRemoved,
  }));
  const facts = {
    id: review.breakId,
    tenant: review.tenantSlug,
    kind: review.kind,
    state: review.state,
    version: review.version,
    latestVersion: review.latestVersion,
    fingerprint: review.fingerprint,
    runNumber: review.runNumber,
    openedAt: review.openedAt,
    decidedAt: review.decidedAt,
    decidedBy: review.decidedByName,
    decisionReason: review.reason,
    decidedScope: review.decidedScope,
    heldBack: review.heldBackCount,
    due: review.due,
    firstLookDueAt: review.clock.firstLookDueAt,
    decisionDueAt: review.clock.decisionDueAt,
    breachAt: review.clock.breachAt,
    assignee: review.assigneeName,
    snoozedUntil: review.snoozedUntil,
    asked: review.asked,
    tags: review.tags.join(', '),
    secondPerson: secondPerson.join(', '),
    typedNumber: typedNumberFor(entities),
    added: review.added,
    changed: review.changed,
    removed: review.removed,
  };
  const sentences = reasons.map(({ ruleId, sentence }) => ({ ruleId, sentence }));
  return done(
    { ...facts, tags: review.tags, secondPerson, reasons: sentences, sizes, timeline },
    [
      factsText(facts),
      ...sentences.map(({ sentence }) => `- ${sentence}`),
      rowsText(sizes, ['entity', 'baseline', 'added', 'changed', 'removed'], 'No changes.'),
      '',
      ...timeline.map(({ at, words, actorName, text }) =>
        [at.toISOString(), words, actorName ? `(${actorName})` : '', text ? `: ${text}` : '']
          .filter(Boolean)
          .join(' '),
      ),
    ].join('\n'),
  );
}
