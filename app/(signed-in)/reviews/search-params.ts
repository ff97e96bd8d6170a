import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { dueStates } from '@/lib/core/review/review-clock';
import { rowIdOrNone } from '@/lib/server/http/row-id';

const asked = ['not-asked', 'waiting', 'expected', 'stop', 'no-answer'] as const;

const schema = z.object({
  due: z.enum(dueStates).nullable().catch(null).default(null),
  asked: z.enum(asked).nullable().catch(null).default(null),
  kind: z.enum(['ONBOARDING', 'LIMITS']).nullable().catch(null).default(null),
  /** Id of one of our staff; 0 for nobody. */
  assignee: rowIdOrNone.nullable().catch(null).default(null),
  snoozed: z.literal('with').nullable().catch(null).default(null),
});

const shows = ['open', 'decided'] as const;

export function readReviewsParams(params: SearchParams) {
  const show = shows.find((known) => known === params.show) ?? 'open';
  const state = readTableState(params, addressOf('reviews'), show === 'open' ? {} : { show });
  return { show, state, filter: schema.parse(state.filters) };
}
