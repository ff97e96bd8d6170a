import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { changeActions, countedEntities } from '@/lib/core/change/change';
import { rowIdOrNone } from '@/lib/server/http/row-id';

const schema = z.object({
  entity: z.enum(countedEntities).nullable().catch(null).default(null),
  action: z.enum(changeActions).nullable().catch(null).default(null),
  school: z.string().max(255).nullable().catch(null).default(null),
});
const position = rowIdOrNone.nullable().catch(null).default(null);
const pageSchema = z.object({ after: position, before: position });

export function readChangeParams(params: SearchParams) {
  const state = readTableState(params, addressOf('run-changes'));
  return { state, filter: schema.parse(state.filters), ...pageSchema.parse(params) };
}
