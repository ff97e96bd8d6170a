import Link from 'next/link';
import { ChangeBars } from '@/components/charts/change-bars';
import { DataTable } from '@/components/data-table/data-table';
import { LinkTabs } from '@/components/layout/link-tabs';
import { Inset, Section } from '@/components/ui/section';
import { entityLabel, entityNouns } from '@/lib/core/change/entity-nouns';
import type { CountedEntity } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import type { SchoolSize } from '@/lib/server/reviews/queries/sizes';
import { perSchool, schoolKinds } from '../page-sections';
import type { ReviewParams } from '../search-params';

const SHOWN = 8;

/** By school, for one kind of record at a time: the share that goes, and the limit as a line through it. */
export function SchoolSizes({
  sizes,
  isFirst,
  by,
  limitPercent,
  showsAll,
  here,
}: {
  sizes: readonly SchoolSize[];
  isFirst: boolean;
  by: ReviewParams['by'];
  limitPercent: number | null;
  showsAll: boolean;
  here: (more: Partial<Record<keyof ReviewParams, string>>) => string;
}) {
  if (isFirst) return <FirstSchools sizes={sizes} showsAll={showsAll} here={here} />;
  const kinds = schoolKinds(sizes, isFirst);
  const rows = sizes.filter(({ entity }) => entity === by);
  if (kinds.length === 0) return null;
  const shown = showsAll ? rows : rows.slice(0, SHOWN);
  return (
    <Section
      title="By school, most affected first"
      id="schools"
      flush
      actions={
        shown.length < rows.length ? (
          <Link href={`${here({ schools: 'all' })}#schools`} prefetch={false} scroll={false}>
            All {formatNumber(rows.length)} schools
          </Link>
        ) : undefined
      }
    >
      <Inset>
        <LinkTabs
          label="Schools by what changes"
          tabs={kinds.map((entity) => ({
            href: `${here({ by: entity })}#schools`,
            label: entityLabel(entity),
            isCurrent: entity === by,
          }))}
        />
      </Inset>
      {rows.length === 0 ? (
        <Inset>
          <p>No {entityNouns[by].many} would change at any school.</p>
        </Inset>
      ) : (
        <ChangeBars
          caption={`${entityLabel(by)} by school`}
          nameHeader="School"
          rows={shown.map((size) => ({
            id: size.schoolSourcedId,
            label: size.schoolName ?? size.schoolSourcedId,
            removed: size.removed,
            added: size.added,
            changed: size.changed,
            base: size.baseline,
            limits: { removed: limitPercent, added: null },
          }))}
        />
      )}
    </Section>
  );
}

interface FirstSchool {
  id: string;
  name: string;
  counts: ReadonlyMap<CountedEntity, number>;
}

/** Of a first roster everything is added: what each school would have. */
function FirstSchools({
  sizes,
  showsAll,
  here,
}: {
  sizes: readonly SchoolSize[];
  showsAll: boolean;
  here: (more: Partial<Record<keyof ReviewParams, string>>) => string;
}) {
  const schools = new Map<string, FirstSchool>();
  for (const { schoolSourcedId: id, schoolName, entity, added } of sizes) {
    const counts = new Map(schools.get(id)?.counts).set(entity, added);
    schools.set(id, { id, name: schoolName ?? id, counts });
  }
  const rows = [...schools.values()].filter(({ counts }) => perSchool.some((e) => counts.has(e)));
  if (rows.length === 0) return null;
  const shown = showsAll ? rows : rows.slice(0, SHOWN);
  return (
    <Section
      title={`By school (${formatNumber(rows.length)})`}
      id="schools"
      flush
      actions={
        shown.length < rows.length ? (
          <Link href={`${here({ schools: 'all' })}#schools`} prefetch={false} scroll={false}>
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
          ...perSchool.map((entity) => ({
            id: entity,
            header: entityLabel(entity),
            align: 'end' as const,
            cell: (row: FirstSchool) => formatNumber(row.counts.get(entity) ?? 0),
          })),
        ]}
      />
    </Section>
  );
}
