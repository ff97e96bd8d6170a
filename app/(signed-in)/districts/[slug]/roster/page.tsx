import type { Metadata } from 'next';
import { StatLinks } from '@/components/layout/stat-links';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Columns, Section, Stack } from '@/components/ui/section';
import { formatNumber, formatShares } from '@/lib/core/format/numbers';
import { languageName } from '@/lib/core/languages';
import { requireTenant } from '@/lib/server/http/session-person';
import { getRosterLayoutFacts } from '@/lib/server/roster/layout-facts';
import { getAppContext } from '@/lib/server/http/context';
import { getCounts } from '@/lib/server/roster/counts';
import { listOrgs } from '@/lib/server/roster/orgs';
import { firstPage } from '@/lib/server/roster/page';
import { countPeopleByKind, personKinds } from '@/lib/server/roster/people';
import { recordPath, rosterPath, withParams } from '@/components/domain/roster/addresses';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { kindLabels } from '@/components/domain/roster/labels';

export const metadata: Metadata = { title: 'Roster' };

const SHOWN_SCHOOLS = 12;
const SHOWN_LANGUAGES = 10;

export default async function RosterPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const [counts, peopleCounts, schools, layoutFacts] = await Promise.all([
    getCounts(ctx, tenant.id, 'user', ['language']),
    countPeopleByKind(ctx, tenant.id),
    listOrgs(
      ctx,
      tenant.id,
      { type: 'school', status: 'active', search: '' },
      { ...firstPage, size: SHOWN_SCHOOLS },
    ),
    getRosterLayoutFacts(ctx, tenant.id, person),
  ]);
  const people = rosterPath(slug, 'people');
  const languageShares = formatShares(counts.language.map(({ count }) => count));
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="overview">
      <StatLinks
        label="People in the roster"
        stats={personKinds.map((kind) => ({
          href: withParams(people, { kind }),
          label: kindLabels[kind],
          count: peopleCounts[kind],
        }))}
      />
      <Columns>
        <Section title="Schools" flush>
          <DataTable
            caption="Schools with students and classes"
            rows={schools.rows}
            rowKey={(row) => row.sourcedId}
            rowHref={(row) => recordPath(slug, 'orgs', row.sourcedId)}
            columns={[
              { id: 'name', header: 'School', cell: (row) => row.name },
              {
                id: 'students',
                header: 'Students',
                align: 'end',
                cell: (row) => formatNumber(row.students),
              },
              {
                id: 'classes',
                header: 'Classes',
                align: 'end',
                cell: (row) => formatNumber(row.classes),
              },
            ]}
            empty={<EmptyState headingLevel={3} title="No schools in the roster" />}
          />
        </Section>
        <Stack>
          <Section title="Home languages" flush>
            <DataTable
              caption="Home languages of students"
              rows={counts.language
                .map((row, index) => ({ ...row, share: languageShares[index] ?? '—' }))
                .slice(0, SHOWN_LANGUAGES)}
              rowKey={(row) => row.value}
              rowHref={(row) =>
                withParams(people, { kind: 'student', language: row.value || 'none' })
              }
              columns={[
                {
                  id: 'language',
                  header: 'Language',
                  cell: (row) =>
                    row.value === '' ? 'Not known' : (languageName(row.value) ?? row.value),
                },
                {
                  id: 'count',
                  header: 'Students',
                  align: 'end',
                  cell: (row) => formatNumber(row.count),
                },
                {
                  id: 'share',
                  header: 'Share',
                  align: 'end',
                  cell: (row) => row.share,
                },
              ]}
              empty={<EmptyState headingLevel={3} title="No students in the roster" />}
            />
          </Section>
        </Stack>
      </Columns>
    </RosterLayout>
  );
}
