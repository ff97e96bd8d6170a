import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { languageName } from '@/lib/core/languages';
import { getAppContext } from '@/lib/server/http/context';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import {
  samplePeople,
  type SampleKind,
  type SamplePerson,
} from '@/lib/server/reviews/queries/first-roster-people';

const SAMPLE = 10;

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
      description={`Random sample, seed ${seed}.`}
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
                  header: 'Email or phone',
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
