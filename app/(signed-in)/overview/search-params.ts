import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import { attentionKinds, type AttentionKind } from '@/lib/core/attention/attention-kinds';

/** So many are read at a glance; the rest is one press away. */
export const SHOWN_AT_FIRST = 12;
const SHOWN_AT_MOST = 200;

export const whoseChoices = ['mine', 'all'] as const;
type Whose = (typeof whoseChoices)[number];

/** `whose` is left out of the address where it is what this person usually looks at. */
export function readOverviewParams(params: SearchParams, usual: Whose) {
  const kind = attentionKinds.find((known) => known === params.kind) ?? null;
  const whose = whoseChoices.find((known) => known === params.whose) ?? usual;
  const isWhole = params.show === 'all';
  const own = { kind, whose: whose === usual ? null : whose, show: isWhole ? 'all' : null };
  return {
    kind,
    whose,
    isWhole,
    limit: isWhole ? SHOWN_AT_MOST : SHOWN_AT_FIRST,
    state: readTableState(
      params,
      addressOf('overview'),
      Object.fromEntries(
        Object.entries(own).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      ),
    ),
    /** The same page with something of its head changed; the table below begins anew. */
    href(change: { kind?: AttentionKind | null; whose?: Whose; isWhole?: boolean }): string {
      const next = { kind, whose, isWhole, ...change };
      const query = new URLSearchParams();
      if (next.kind) query.set('kind', next.kind);
      if (next.whose !== usual) query.set('whose', next.whose);
      if (next.isWhole) query.set('show', 'all');
      const text = query.toString();
      return text ? `/overview?${text}` : '/overview';
    },
  };
}
