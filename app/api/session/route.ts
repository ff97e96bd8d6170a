import { z } from 'zod';
import { getSessionLeft } from '@/lib/server/http/session-person';
import { httpRefusal } from '@/lib/server/http/refusals';
import { defineRoute, jsonError } from '@/lib/server/http/define-route';

/** What is left of the session. To ask is nothing a person does, so it ends as if nobody had asked. */
export const GET = answerLeft(false);

/**
 * Somebody is still there. A route and not an action: an action may bring the page anew, and with it the
 * sign-in page in place of what was typed.
 */
export const POST = answerLeft(true);

function answerLeft(isAttended: boolean) {
  return defineRoute({
    // Whoever `require: 'person'` lets in was noted as seen.
    require: 'anyone',
    // An address without dynamic parts comes with none to read.
    params: z.unknown(),
    query: z.object({}),
    run: async ({ facts }) => {
      const left = await getSessionLeft({ isAttended });
      if (left) return Response.json(left);
      const { message, status } = httpRefusal('SIGNED_OUT');
      return jsonError('SIGNED_OUT', message, status, facts.requestId);
    },
  });
}
