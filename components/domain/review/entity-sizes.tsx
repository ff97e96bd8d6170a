import { ChangeBars } from '@/components/charts/change-bars';
import { DataTable } from '@/components/data-table/data-table';
import { addedColumn } from '@/components/domain/change-count-columns';
import { EmptyState } from '@/components/ui/empty-state';
import type { CountedEntity } from '@/lib/core/change/change';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { formatNumber } from '@/lib/core/format/numbers';

export type SizeShown = {
  entity: CountedEntity;
  baseline: number;
  added: number;
  changed: number;
  removed: number;
  cascadeRemoved: number;
};

const caption = 'Size by record type';

/** What would happen, per kind of record. */
export function EntitySizes({
  sizes,
  isFirst,
  isShort = false,
  limits,
  rowHref,
}: {
  sizes: readonly SizeShown[];
  /** A first roster: everything is added. */
  isFirst: boolean;
  /** For readers who need the numbers only: fewer columns. */
  isShort?: boolean;
  /** Shares at which an update is held. */
  limits?: ReadonlyMap<CountedEntity, { removed: number | null; added: number | null }>;
  rowHref?: (row: SizeShown) => string;
}) {
  const touched = sizes
    .filter((size) => size.added + size.changed + size.removed > 0)
    .sort((a, b) => Number(isPeople(b)) - Number(isPeople(a)));
  if (touched.length === 0)
    return <EmptyState headingLevel={3} look="done" title="Nothing would change" />;
  if (isFirst)
    return (
      <DataTable
        caption={caption}
        rows={touched}
        rowKey={(row) => row.entity}
        columns={[
          { id: 'what', header: 'What', cell: (row) => entityLabel(row.entity) },
          addedColumn,
        ]}
      />
    );
  return (
    <ChangeBars
      caption={caption}
      nameHeader="What"
      isShort={isShort}
      rows={touched.map((size) => ({
        id: size.entity,
        label: entityLabel(size.entity),
        note: isShort ? undefined : follows(size),
        href: rowHref?.(size),
        removed: size.removed,
        added: size.added,
        changed: size.changed,
        base: size.baseline,
        limits: limits?.get(size.entity),
      }))}
    />
  );
}

/** People before what is about them. */
function isPeople({ entity }: SizeShown): boolean {
  return entity === 'students' || entity === 'contacts' || entity === 'staff';
}

/** A record that goes because its person, class or school goes counts once, at that one. */
function follows({ removed, cascadeRemoved }: SizeShown): string | undefined {
  if (cascadeRemoved === 0) return undefined;
  return `${cascadeRemoved === removed ? 'all' : formatNumber(cascadeRemoved)} follow from other removals`;
}
