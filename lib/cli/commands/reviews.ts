import type { Command } from 'commander';
import type { AppContext } from '@/lib/server/app-context';
import { approve, reject, type DecisionResult } from '@/lib/server/reviews/decide';
import {
  findReview,
  listReasons,
  listReviews,
  listReviewSizes,
  type ReviewDetail,
} from '@/lib/server/reviews/queries';
import { findTenantBySlug } from '@/lib/server/tenants';
import { id, wholeNumber } from '../arguments';
import type { Run } from '../door';
import { done, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';

interface Target {
  version: number;
  fingerprint: string;
}

export function addReviewCommands(program: Command, run: Run): void {
  const review = program.command('review').description('updates that wait for a person');

  review
    .command('list')
    .description('open reviews, oldest first')
    .option('--tenant <slug>', 'of one district')
    .option('--decided', 'the decided ones instead, newest first')
    .action((options: { tenant?: string; decided?: boolean }) =>
      run(async ({ ctx }) => {
        const tenant =
          options.tenant === undefined ? null : await findTenantBySlug(ctx, options.tenant);
        if (options.tenant !== undefined && !tenant) return refuse('TENANT_NOT_FOUND');
        const found = await listReviews(ctx, {
          isOpen: !options.decided,
          tenantId: tenant?.id ?? null,
        });
        const rows = found.map((row) => ({
          id: row.breakId,
          tenant: row.tenantSlug,
          kind: row.kind,
          state: row.state,
          openedAt: row.openedAt,
          decidedAt: row.decidedAt,
          version: row.version,
          runId: row.runId,
          added: row.added,
          changed: row.changed,
          removed: row.removed,
          reason: row.reason,
        }));
        const columns = [
          'id',
          'tenant',
          'state',
          'version',
          'runId',
          'added',
          'changed',
          'removed',
          'reason',
        ];
        return done({ rows, total: rows.length }, rowsText(rows, columns, 'No reviews.'));
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

  withTarget(review.command('approve'))
    .description('approves exactly the changes of that version; the worker then applies them')
    .option('--comment <text>', 'needed where records are removed', '')
    .action((reviewId: number, { comment, ...target }: Target & { comment: string }) =>
      run(async ({ ctx, actor }) =>
        decided(ctx, reviewId, 'approved', (tenantId) =>
          approve(ctx, actor, { tenantId, breakId: reviewId, ...target, comment }),
        ),
      ),
    );

  withTarget(review.command('reject'))
    .description('turns the update down; the roster in force stays and the district is told')
    .requiredOption('--reason <text>', 'what the district is to do')
    .action((reviewId: number, { reason, ...target }: Target & { reason: string }) =>
      run(async ({ ctx, actor }) =>
        decided(ctx, reviewId, 'rejected', (tenantId) =>
          reject(ctx, actor, { tenantId, breakId: reviewId, ...target, reason }),
        ),
      ),
    );
}

function withTarget(command: Command): Command {
  return command
    .argument('<id>', 'of the review', id)
    .requiredOption('--version <number>', 'the version that was looked at', wholeNumber)
    .requiredOption('--fingerprint <text>', 'the fingerprint "review show" printed');
}

async function decided(
  ctx: AppContext,
  reviewId: number,
  word: string,
  decide: (tenantId: number) => Promise<DecisionResult>,
): Promise<Outcome> {
  const found = await findReview(ctx, reviewId);
  if (!found) return refuse('REVIEW_NOT_FOUND');
  const result = await decide(found.tenantId);
  if (!result.ok) return refuse(result.code);
  const facts = { id: reviewId, tenant: found.tenantSlug, runId: result.runId };
  return done(facts, `Review ${reviewId} is ${word}; it is about run ${result.runId}.`);
}

async function shown(ctx: AppContext, review: ReviewDetail): Promise<Outcome> {
  const { tenantId, runId } = review;
  const reasons = await listReasons(ctx, tenantId, runId);
  const { entities } = await listReviewSizes(ctx, tenantId, runId);
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
    runId,
    openedAt: review.openedAt,
    decidedAt: review.decidedAt,
    decidedBy: review.decidedByName,
    decisionReason: review.reason,
    added: review.added,
    changed: review.changed,
    removed: review.removed,
  };
  const sentences = reasons.map(({ ruleId, sentence }) => ({ ruleId, sentence }));
  return done(
    { ...facts, reasons: sentences, sizes },
    [
      factsText(facts),
      ...sentences.map(({ sentence }) => `- ${sentence}`),
      rowsText(sizes, ['entity', 'baseline', 'added', 'changed', 'removed'], 'No changes.'),
    ].join('\n'),
  );
}
