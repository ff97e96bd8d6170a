'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { findTenantFor } from '@/lib/server/auth/tenant-access';
import { defineAction } from '@/lib/server/http/define-action';
import { answerQuestion, findQuestionByToken } from '@/lib/server/reviews/commands/questions';

/** Evidence for whoever decides; it decides nothing. */
export const answer = defineAction({
  require: 'person',
  permission: 'reviews.answer',
  input: z.strictObject({
    token: z.string().max(100),
    answer: z.enum(['EXPECTED', 'STOP'], 'Press one of the two buttons.'),
    comment: z.string().max(2000, 'Use at most 2,000 characters.').default(''),
  }),
  run: async ({ ctx, actor, person, input }) => {
    const question = await findQuestionByToken(ctx, input.token);
    // Another district's link says the same as one nobody was sent.
    if (!question || !(await findTenantFor(ctx, person, question.tenantSlug)))
      return { ok: false, code: 'QUESTION_NOT_FOUND' } as const;
    const result = await answerQuestion(ctx, actor, {
      tenantId: question.tenantId,
      questionId: question.questionId,
      contactId: person.userId,
      answer: input.answer,
      comment: input.comment,
    });
    refresh();
    return result;
  },
});
