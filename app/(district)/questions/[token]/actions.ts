'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { findTenantFor } from '@/lib/server/auth/tenant-access';
import { defineAction } from '@/lib/server/http/define-action';
import { answerQuestion, findQuestionByToken } from '@/lib/server/reviews/questions';

const refusals = {
  NOT_FOUND: 'This link does not work any more. Open the one in the newest email.',
  ALREADY_ANSWERED: 'Somebody of your district answered already. The page shows the answer.',
  EXPIRED: 'The time to answer is over. Write to us if you still want to tell us something.',
  CLOSED: 'Your answer is not needed any more. The page says why.',
  NOT_A_CONTACT:
    'Only a contact of this district can answer. Have one of them open the link and sign in.',
} as const;

/** Evidence for whoever decides; it decides nothing. */
export const answer = defineAction({
  require: 'person',
  act: 'reviews.answer',
  input: z.strictObject({
    token: z.string().max(100),
    answer: z.enum(['EXPECTED', 'STOP'], 'Press one of the two buttons.'),
    comment: z.string().max(2000, 'Use at most 2,000 characters.').default(''),
  }),
  run: async ({ ctx, actor, person, input }) => {
    const question = await findQuestionByToken(ctx, input.token);
    // Another district's link says the same as one nobody was sent.
    if (!question || !(await findTenantFor(ctx, person, question.tenantSlug)))
      return { ok: false, code: 'NOT_FOUND' } as const;
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
  explain: ({ code }) => ({ message: refusals[code] }),
});
