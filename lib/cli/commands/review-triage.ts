import { InvalidArgumentError, Option, type Command } from 'commander';
import { assignReview, commentOnReview, snoozeReview } from '@/lib/server/reviews/commands/triage';
import { answerQuestion, askDistrict } from '@/lib/server/reviews/commands/questions';
import { listQuestions } from '@/lib/server/reviews/queries/timeline';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import {
  findContactByEmail,
  findStaffByEmail,
  onReview,
  withAsker,
  withTarget,
  type Asker,
  type Target,
} from './review-people';

export function addConductCommands(review: Command, run: Run): void {
  withTarget(review.command('ask'))
    .description('asks the district whether it expected this; the decision stays with you')
    .option('--message <text>', 'shown on the page of the question, behind sign-in')
    .action((reviewId: number, options: Target & { message?: string }) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const { version, fingerprint, message = null } = options;
          const target = { tenantId, breakId, version, fingerprint };
          const result = await askDistrict(context.ctx, actor, { ...target, message });
          if (!result.ok) return refuse(result);
          const { questionId, url, mailCount } = result;
          return done(
            { id: breakId, questionId, url, mailCount },
            `Questions sent by email: ${mailCount}.`,
          );
        }),
      ),
    );

  withAsker(review.command('answer'))
    .description('records what a contact of the district said, by phone for instance')
    .requiredOption('--contact <email>', 'who said it')
    .addOption(
      new Option('--answer <answer>', 'what was said')
        .choices(['expected', 'stop'])
        .makeOptionMandatory(),
    )
    .option('--comment <text>', 'in their words', '')
    .action(
      (reviewId: number, options: Asker & { contact: string; answer: string; comment: string }) =>
        run((context) =>
          onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
            const contact = await findContactByEmail(context.ctx, tenantId, options.contact);
            if (!contact) return refuse('NOT_A_CONTACT');
            const [question] = await listQuestions(context.ctx, tenantId, breakId);
            if (!question) return refuse('NO_QUESTION');
            const { questionId } = question;
            const result = await answerQuestion(context.ctx, actor, {
              tenantId,
              questionId,
              contactId: contact.id,
              answer: options.answer === 'stop' ? 'STOP' : 'EXPECTED',
              comment: options.comment,
            });
            if (!result.ok) return refuse(result);
            return done({ id: breakId, questionId }, 'Recorded. The decision is still open.');
          }),
        ),
    );

  withAsker(review.command('assign'))
    .description('assigns the review to a member of our staff')
    .requiredOption('--to <email>', 'who it is assigned to; "nobody" removes the assignment')
    .action((reviewId: number, options: Asker & { to: string }) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const person =
            options.to === 'nobody'
              ? { id: null }
              : await findStaffByEmail(context.ctx, options.to);
          if (!person) return refuse('STAFF_NOT_FOUND');
          const assigneeId = person.id;
          const result = await assignReview(context.ctx, actor, { tenantId, breakId, assigneeId });
          if (!result.ok) return refuse(result);
          return done(
            { id: breakId, assigneeId },
            `Review ${breakId} is assigned to ${options.to}.`,
          );
        }),
      ),
    );

  withAsker(review.command('comment'))
    .description('adds to the timeline of the review')
    .argument('<text>', 'the comment')
    .action((reviewId: number, text: string, options: Asker) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const result = await commentOnReview(context.ctx, actor, { tenantId, breakId, text });
          return result.ok ? done({ id: breakId }, 'Comment added.') : refuse(result);
        }),
      ),
    );

  withAsker(review.command('snooze'))
    .description('snoozes the review; its deadline does not change')
    .option(
      '--until <instant>',
      'such as 2026-09-02T15:00:00Z; without it, the snooze ends now',
      instant,
    )
    .action((reviewId: number, options: Asker & { until?: Date }) =>
      run((context) =>
        onReview(context, reviewId, options, async ({ tenantId, breakId }, actor) => {
          const { until = null } = options;
          const result = await snoozeReview(context.ctx, actor, { tenantId, breakId, until });
          if (!result.ok) return refuse(result);
          const text = until ? `Snoozed until ${until.toISOString()}.` : 'Back in the list.';
          return done({ id: breakId, snoozedUntil: until }, text);
        }),
      ),
    );
}

function instant(text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Enter a time such as 2026-09-02T15:00:00Z.');
  return at;
}
