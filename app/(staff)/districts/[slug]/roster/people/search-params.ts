import { z } from 'zod';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { personKinds, type PeopleFilter } from '@/lib/server/roster/people';
import { personSanityChecks } from '@/lib/server/roster/sanity';
import { optionalText, readPageRequest, statusParam } from '../_components/list-params';

const schema = z.object({
  kind: z.enum(personKinds).nullable().catch(null).default(null),
  school: optionalText,
  grade: optionalText,
  /** "none": students whose language is not known. */
  language: optionalText,
  status: statusParam,
  check: z.enum(personSanityChecks).nullable().catch(null).default(null),
  find: z.string().max(600).catch('').default(''),
});

export const peopleTable = {
  sorts: ['name'],
  defaultSort: 'name',
  filters: ['kind', 'school', 'grade', 'language', 'status', 'check', 'find'],
} as const;

/** `open` turns the sealed search of the address into the text that was typed. */
export function readPeopleParams(params: SearchParams, open: (token: string) => string) {
  const state = readTableState(params, { ...peopleTable });
  const { find, language, ...rest } = schema.parse(state.filters);
  const filter: PeopleFilter = {
    ...rest,
    language: language === 'none' ? '' : language,
    search: find === '' ? '' : open(find),
  };
  return { state, filter, request: readPageRequest(params) };
}
