import { entityLabel } from '@/lib/core/change/entity-nouns';
import { changeActions, changeLabels, type CountedEntity } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import { DataTable } from '../data-table/data-table';
import type { FilterField } from '../data-table/filters';
import { Pager } from '../data-table/pager';
import { tableHref, type TableState } from '../data-table/table-state';
import type { SavedViews } from '../data-table/view-options';
import { ButtonLink } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Section } from '../ui/section';
import { changeColumns, type ShownChange } from './change-columns';

/** Changes in the order of the plan, a page at a time, with the filters of their address. */
export function ChangeList({
  title,
  description,
  path,
  state,
  views,
  page,
  matching,
  entities,
  schools,
  csvHref,
  moreFilters = [],
}: {
  title: string;
  description?: string;
  path: string;
  /** With the filters entity, action and school, and those of `children`. */
  state: TableState;
  views?: SavedViews;
  page: { rows: readonly ShownChange[]; next: number | null; previous: number | null };
  /** "412 changes" */
  matching: string;
  /** To choose from. */
  entities: readonly CountedEntity[];
  /** Names by sourcedId, to choose from. */
  schools: ReadonlyMap<string, string>;
  /** Null for whoever may not take them away. */
  csvHref: string | null;
  moreFilters?: readonly FilterField[];
}) {
  const base = tableHref(path, state);
  const move = (name: 'after' | 'before', seq: number | null) =>
    seq === null ? null : `${base}${base.includes('?') ? '&' : '?'}${name}=${seq}`;
  return (
    <Section title={title} description={description} flush>
      <DataTable
        caption="Changes one by one"
        rows={page.rows}
        rowKey={(row) => row.seq}
        columns={changeColumns}
        filters={{
          label: 'Filter changes',
          path,
          state,
          fields: [
            {
              kind: 'select',
              name: 'entity',
              label: 'What',
              all: 'Anything',
              choices: entities.map((value) => ({ value, label: entityLabel(value) })),
            },
            {
              kind: 'select',
              name: 'action',
              label: 'Change',
              all: 'Any change',
              choices: changeActions.map((value) => ({
                value,
                label: `${changeLabels[value].glyph} ${changeLabels[value].word}`,
              })),
            },
            {
              kind: 'select',
              name: 'school',
              label: 'School',
              all: 'Any school',
              choices: [...schools]
                .map(([value, label]) => ({ value, label }))
                .sort((a, b) => a.label.localeCompare(b.label, 'en')),
            },
            ...moreFilters,
          ],
        }}
        views={views}
        actions={
          csvHref === null ? null : (
            <ButtonLink size="small" href={csvHref} prefetch={false}>
              Download CSV
            </ButtonLink>
          )
        }
        empty={<EmptyState headingLevel={3} title="There are no changes to show" />}
        footer={
          <Pager
            shown={`${formatNumber(page.rows.length)} of ${matching}`}
            firstHref={page.previous === null ? null : base}
            previousHref={move('before', page.previous)}
            nextHref={move('after', page.next)}
          />
        }
      />
    </Section>
  );
}
