import Link from 'next/link';
import { BarPair } from '@/components/charts/bar-pair';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { capital } from '@/components/domain/change-totals';
import { entityWords } from '@/lib/core/format/entity-words';
import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import { Section } from '@/components/ui/section';
import type { EntitySize, SchoolSize } from '@/lib/server/reviews/queries';
import type { CountedEntity } from '@/lib/core/change/change';

const SHOWN_SCHOOLS = 15;
const perSchool: readonly CountedEntity[] = ['students', 'contacts', 'staff', 'classes'];

/** What would happen, per entity: the table is the truth, the bars repeat it. */
export function EntitySizes({
  sizes,
  isFirst,
  isDone,
}: {
  sizes: readonly EntitySize[];
  isFirst: boolean;
  isDone: boolean;
}) {
  const touched = sizes.filter((size) => size.added + size.changed + size.removed > 0);
  const number = (id: 'added' | 'changed' | 'removed', header: string): Column<EntitySize> => ({
    id,
    header,
    align: 'end',
    cell: (row) => formatNumber(row[id]),
  });
  const columns: Column<EntitySize>[] = isFirst
    ? [nameColumn, number('added', '+ Added')]
    : [
        nameColumn,
        number('removed', '− Removed'),
        {
          id: 'percent',
          header: 'Of those in force',
          align: 'end',
          cell: (row) =>
            row.removed === 0 ? '—' : formatPercent(percentOf(row.removed, row.baseline)),
        },
        number('added', '+ Added'),
        number('changed', '~ Changed'),
        {
          id: 'same',
          header: 'Unchanged',
          align: 'end',
          cell: (row) => formatNumber(Math.max(0, row.baseline - row.removed - row.changed)),
        },
      ];
  return (
    <Section
      title={isDone ? 'What it was' : isFirst ? 'What would be there' : 'What would change'}
      flush
    >
      <DataTable
        caption="Size by what it is"
        rows={touched}
        rowKey={(row) => row.entity}
        columns={columns}
        isRowMarked={(row) => row.removed > 0}
      />
      {isFirst ? null : (
        <div style={{ padding: '0.75rem 1.125rem' }}>
          <BarPair
            caption="Removed to the left, added to the right"
            rows={touched.map((size) => ({
              label: capital(entityWords[size.entity].many),
              removed: size.removed,
              added: size.added,
              base: size.baseline,
            }))}
          />
        </div>
      )}
    </Section>
  );
}

const nameColumn: Column<EntitySize> = {
  id: 'what',
  header: 'What',
  cell: (row) => (
    <>
      {capital(entityWords[row.entity].many)}
      {row.cascadeRemoved > 0
        ? ` (${formatNumber(row.cascadeRemoved)} of the removals follow from a person, class or school)`
        : ''}
    </>
  ),
};

interface SchoolRow {
  id: string;
  name: string;
  sizes: ReadonlyMap<CountedEntity, SchoolSize>;
}

/** The same per school, hardest hit first. */
export function SchoolSizes({
  sizes,
  isFirst,
  showsAll,
  allHref,
}: {
  sizes: readonly SchoolSize[];
  isFirst: boolean;
  showsAll: boolean;
  allHref: string;
}) {
  const schools = new Map<string, SchoolRow>();
  for (const size of sizes) {
    const known = schools.get(size.schoolSourcedId);
    const bySize = new Map(known?.sizes).set(size.entity, size);
    schools.set(size.schoolSourcedId, {
      id: size.schoolSourcedId,
      name: size.schoolName ?? size.schoolSourcedId,
      sizes: bySize,
    });
  }
  const rows = [...schools.values()].filter(({ sizes: ofSchool }) =>
    perSchool.some((entity) => ofSchool.has(entity)),
  );
  if (rows.length === 0) return null;
  const shown = showsAll ? rows : rows.slice(0, SHOWN_SCHOOLS);
  return (
    <Section
      title={`By school (${formatNumber(rows.length)})`}
      id="schools"
      description={isFirst ? undefined : 'Hardest hit first.'}
      flush
      actions={
        shown.length < rows.length ? (
          <Link href={allHref} prefetch={false} scroll={false}>
            All {formatNumber(rows.length)} schools
          </Link>
        ) : undefined
      }
    >
      <DataTable
        caption="Size by school"
        rows={shown}
        rowKey={(row) => row.id}
        columns={[
          { id: 'school', header: 'School', cell: (row) => row.name },
          ...perSchool.map((entity): Column<SchoolRow> => ({
            id: entity,
            header: capital(entityWords[entity].many),
            align: 'end',
            nowrap: true,
            cell: (row) => schoolCell(row.sizes.get(entity), isFirst),
          })),
        ]}
      />
    </Section>
  );
}

function schoolCell(size: SchoolSize | undefined, isFirst: boolean) {
  if (!size) return '0';
  if (isFirst) return formatNumber(size.added);
  const parts = [
    size.removed > 0
      ? `−${formatNumber(size.removed)} of ${formatNumber(size.baseline)} (${formatPercent(percentOf(size.removed, size.baseline))})`
      : null,
    size.added > 0 ? `+${formatNumber(size.added)}` : null,
    size.changed > 0 ? `~${formatNumber(size.changed)}` : null,
  ];
  return parts.filter(Boolean).join(' ') || '0';
}
