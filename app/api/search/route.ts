import { z } from 'zod';
import { describeFound } from '@/components/search/describe-found';
import { describeDistricts } from '@/components/search/describe-districts';
import { defineRoute, jsonError } from '@/lib/server/http/define-route';
import { httpRefusal, type HttpRefusalCode } from '@/lib/server/http/refusals';
import { search } from '@/lib/server/search/search';
import { searchDistricts } from '@/lib/server/search/search-districts';
import { SearchRate } from '@/lib/server/search/search-rate';

const question = z.object({
  text: z.string().max(1000),
  district: z.string().max(200).nullable(),
  recent: z.array(z.string().max(200)).max(50),
  /** For the way from one district to another. */
  only: z.literal('districts').optional(),
});

const rate = new SearchRate();

/** By POST alone: what somebody looks for is often a student's name, which stands in no address. */
export const POST = defineRoute({
  require: 'person',
  // An address without dynamic parts comes with none to read.
  params: z.unknown(),
  query: z.object({}),
  run: async ({ ctx, person, request, facts }) => {
    const refuse = (code: HttpRefusalCode): Response => {
      const { message, status } = httpRefusal(code);
      return jsonError(code, message, status, facts.requestId);
    };
    if (!rate.allows(person.userId, ctx.clock.now())) return refuse('TOO_OFTEN');
    const body = question.safeParse(await request.json().catch(() => null));
    if (!body.success) return refuse('UNREADABLE');
    if (body.data.only === 'districts')
      return Response.json(describeDistricts(await searchDistricts(ctx, person, body.data)));
    return Response.json(describeFound(await search(ctx, person, body.data), ctx.clock.now()));
  },
});
