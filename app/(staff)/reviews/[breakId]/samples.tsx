import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { changeColumns } from '@/components/domain/change-columns';
import { capital } from '@/components/domain/change-totals';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { changeWords, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import { entityWords } from '@/lib/core/format/entity-words';
import { formatNumber } from '@/lib/core/format/numbers';
import { languageName } from '@/lib/core/languages';
import { getAppContext } from '@/lib/server/http/context';
import type { EntitySize, ReviewDetail } from '@/lib/server/reviews/queries';
import {
  samplePeople,
  type SampleKind,
  type SamplePerson,
} from '@/lib/server/reviews/queries-first-roster';
import { sampleChanges } from '@/lib/server/sync-runs/changes';

const SAMPLE = 10;
const MOST_GROUPS = 8;

/** What silences families comes first; what only follows from it is left out. */
const ORDER: readonly CountedEntity[] = [
  'students',
  'contacts',
  'staff',
  'orgs',
  'classes',
  'sessions',
  'courses',
  'studentEnrollments',
  'staffEnrollments',
  'links',
];

function groupsOf(sizes: readonly EntitySize[]) {
  const actions = ['REMOVE', 'UPDATE', 'ADD'] as const;
  return actions
    .flatMap((action) =>
      ORDER.flatMap((entity): { entity: CountedEntity; action: ChangeAction; count: number }[] => {
        const size = sizes.find((each) => each.entity === entity);
        if (!size) return [];
        const count = { REMOVE: size.removed, UPDATE: size.changed, ADD: size.added }[action];
        const isOnlyConsequence = action === 'REMOVE' && size.cascadeRemoved === size.removed;
        return count === 0 || isOnlyConsequence ? [] : [{ entity, action, count }];
      }),
    )
    .slice(0, MOST_GROUPS);
}

/** Some changes of each group, chosen by chance; the seed is said, so that two people see the same. */
export async function ChangeSamples({
  review,
  sizes,
  seed,
  anotherHref,
}: {
  review: ReviewDetail;
  sizes: readonly EntitySize[];
  seed: number;
  anotherHref: string;
}) {
  const ctx = getAppContext();
  const groups = groupsOf(sizes);
  const samples = await Promise.all(
    groups.map(({ entity, action }) =>
      sampleChanges(
        ctx,
        review.tenantId,
        review.runId,
        { entity, action, school: null },
        { seed, size: SAMPLE },
      ),
    ),
  );
  const changesPath = `/districts/${review.tenantSlug}/runs/${review.runId}/changes`;
  return groups.map(({ entity, action, count }, index) => {
    const rows = samples[index] ?? [];
    if (rows.length === 0) return null;
    const words = `${capital(entityWords[entity].many)} ${changeWords[action].word.toLowerCase()}`;
    return (
      <Section
        key={`${entity} ${action}`}
        id={`sample-${entity}-${action}`}
        title={`${changeWords[action].glyph} ${words} (${formatNumber(count)})`}
        description={
          rows.length < count
            ? `${formatNumber(rows.length)} chosen at random, seed ${seed}.`
            : 'All of them.'
        }
        actions={
          <>
            {rows.length < count ? (
              <Link href={anotherHref} prefetch={false} scroll={false}>
                Another {SAMPLE}
              </Link>
            ) : null}
            <Link href={`${changesPath}?entity=${entity}&action=${action}`} prefetch={false}>
              Show all
            </Link>
          </>
        }
        flush
      >
        <DataTable
          caption={`Sample: ${words}`}
          rows={rows}
          rowKey={(row) => row.seq}
          columns={
            action === 'UPDATE'
              ? changeColumns.filter(({ id }) => id !== 'change')
              : changeColumns.filter(({ id }) => id !== 'fields')
          }
        />
      </Section>
    );
  });
}

const kinds: readonly { kind: SampleKind; title: string; linked: string | null }[] = [
  { kind: 'students', title: 'Students', linked: 'Contacts' },
  { kind: 'contacts', title: 'Contacts', linked: 'Students' },
  { kind: 'staff', title: 'Staff', linked: null },
];

/** Of a first roster: people as families and teachers will see them. */
export async function PeopleSamples({
  review,
  seed,
  anotherHref,
}: {
  review: ReviewDetail;
  seed: number;
  anotherHref: string;
}) {
  const ctx = getAppContext();
  const samples = await Promise.all(
    kinds.map(({ kind }) =>
      samplePeople(ctx, review.tenantId, review.runId, kind, { seed, size: SAMPLE }),
    ),
  );
  return kinds.map(({ kind, title, linked }, index) => (
    <Section
      key={kind}
      id={`sample-${kind}`}
      title={`${title}, a sample`}
      description={`Chosen at random, seed ${seed}.`}
      actions={
        <Link href={anotherHref} prefetch={false} scroll={false}>
          Another {SAMPLE}
        </Link>
      }
      flush
    >
      <DataTable<SamplePerson>
        caption={`Sample of ${title.toLowerCase()}`}
        rows={samples[index] ?? []}
        rowKey={(row) => row.sourcedId}
        columns={[
          { id: 'name', header: 'Name', cell: (row) => `${row.familyName}, ${row.givenName}` },
          { id: 'school', header: 'School', cell: (row) => row.schoolName ?? '—' },
          ...(kind === 'students'
            ? [
                {
                  id: 'grade',
                  header: 'Grade',
                  cell: (row: SamplePerson) => row.grades.join(', ') || '—',
                },
                {
                  id: 'language',
                  header: 'Home language',
                  cell: (row: SamplePerson) =>
                    row.languageCode
                      ? (languageName(row.languageCode) ?? row.languageCode)
                      : (row.languageText ?? '—'),
                },
              ]
            : [
                {
                  id: 'reach',
                  header: 'Mail or phone',
                  cell: (row: SamplePerson) => (row.isReachable ? 'Yes' : 'No'),
                },
              ]),
          ...(kind === 'contacts'
            ? []
            : [
                {
                  id: 'classes',
                  header: 'Classes',
                  align: 'end' as const,
                  cell: (row: SamplePerson) => formatNumber(row.classes),
                },
              ]),
          ...(linked
            ? [
                {
                  id: 'linked',
                  header: linked,
                  align: 'end' as const,
                  cell: (row: SamplePerson) => formatNumber(row.linked),
                },
              ]
            : []),
        ]}
        empty={<EmptyState headingLevel={3} title={`No ${title.toLowerCase()} to show`} />}
      />
    </Section>
  ));
}
