import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { meaningLabel } from '@/components/domain/attendance/labels';
import { TimeCell, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectField } from '@/components/ui/fields';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import {
  ATTENDANCE_CATEGORIES,
  CATEGORY_TRAITS,
  type CategoryMeaning,
} from '@/lib/core/attendance/categories';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import {
  listCategoryMappings,
  listKeptCounts,
  listUnmappedCategories,
  type KeptReason,
} from '@/lib/server/attendance/queries/mapping';
import { listSchoolNames } from '@/lib/server/attendance/queries/schools';
import { getAppContext } from '@/lib/server/http/context';
import { mapWord } from './actions';

export const metadata: Metadata = { title: 'Mapping' };

const WAITS_FOR = {
  UNKNOWN_SCHOOL: 'School not in the roster',
  TWO_SCHOOLS: 'Unclear id: could mean two schools',
  SHARED_SCHOOL: 'Unique identifier for the school',
  OTHER_KIND_SCHOOL: 'Different kind of school id',
  UNKNOWN_STUDENT: 'Student not in the roster',
  TWO_STUDENTS: 'Unclear id: could mean two students',
  SHARED_STUDENT: 'Unique identifier for the student',
  OTHER_KIND_STUDENT: 'Different kind of student id',
  UNMAPPED_CATEGORY: 'Mapping for a word',
} as const satisfies Record<KeptReason, string>;
/** Waiting rows because their school is not known: no school is shown for them. */
const SCHOOL_IS_OPEN: ReadonlySet<KeptReason> = new Set([
  'UNKNOWN_SCHOOL',
  'TWO_SCHOOLS',
  'SHARED_SCHOOL',
  'OTHER_KIND_SCHOOL',
]);
const MOST_QUARANTINED = 100;

export default async function MappingPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  const ctx = getAppContext();
  const { schoolYear } = await getAttendanceYear(ctx, tenant.id);
  const [unmapped, mappings, quarantined, freshness, schools] = await Promise.all([
    listUnmappedCategories(ctx, tenant.id),
    listCategoryMappings(ctx, tenant.id),
    listKeptCounts(ctx, tenant.id),
    findFreshness(ctx, tenant.id),
    listSchoolNames(ctx, tenant.id, schoolYear),
  ]);
  const names = new Map(schools.map(({ schoolId, name }) => [schoolId, name]));
  const now = ctx.clock.now();
  const canAnswer = can(person, 'attendance.answer');
  return (
    <Stack>
      <PageHeader
        title="Mapping"
        description={<FreshnessLine freshness={freshness} timeZone={tenant.timeZone} now={now} />}
      />
      <Section
        title="Unrecognized categories"
        description="Rows with these words are saved but not counted. Once a word is mapped, its rows are read again, and later files use the mapping."
        flush
      >
        <DataTable
          caption="Unrecognized categories"
          rows={unmapped}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'text',
              header: 'Word in the file',
              // Word and answer in one column: in a second one the answer would be out of sight on a phone.
              cell: (row) => (
                <>
                  <strong>“{row.text}”</strong>
                  <div>
                    {plural(row.rows, 'row')} of {plural(row.students, 'student')} in{' '}
                    {plural(row.schools, 'school')}
                  </div>
                  <div>
                    Last seen <TimeText at={row.lastSeenAt} timeZone={tenant.timeZone} now={now} />
                  </div>
                </>
              ),
            },
            {
              id: 'map',
              header: 'What it means',
              cell: (row) =>
                canAnswer ? (
                  <MapForm slug={slug} text={row.text} id={row.key} chosen={row.suggestion} />
                ) : (
                  (row.suggestion && `Suggested: ${meaningLabel(row.suggestion)}`) ||
                  'No suggestion'
                ),
            },
          ]}
          empty={<EmptyState headingLevel={3} look="done" title="Every word received is mapped" />}
        />
      </Section>
      <Section title="Mapped words" flush>
        <DataTable
          caption="Mapped words"
          rows={mappings}
          rowKey={({ key }) => key}
          columns={[
            { id: 'key', header: 'Word', cell: ({ key }) => `“${key}”` },
            { id: 'meaning', header: 'Means', cell: ({ meaning }) => meaningLabel(meaning) },
            {
              id: 'by',
              header: 'Decided',
              cell: ({ decidedAt, decidedByName }) => (
                <>
                  <TimeText at={decidedAt} timeZone={tenant.timeZone} now={now} relative={false} />
                  {decidedByName ? `, ${decidedByName}` : ''}
                </>
              ),
            },
            ...(canAnswer
              ? [
                  {
                    id: 'change',
                    header: 'Change',
                    cell: ({ key, meaning }: (typeof mappings)[number]) => (
                      <MapForm
                        slug={slug}
                        text={key}
                        id={`again-${key}`}
                        chosen={meaning}
                        foldedUnder="Change"
                      >
                        <p>Later files are read this way. Days already counted do not change.</p>
                      </MapForm>
                    ),
                  },
                ]
              : []),
          ]}
          empty={
            <EmptyState headingLevel={3} title="No word mapped yet">
              <p>Common spellings, such as “Excused” or “AU”, need no mapping.</p>
            </EmptyState>
          }
        />
      </Section>
      <Section
        title="Waiting rows"
        description="They are read again when a roster, a kind of id or a mapping allows it, and deleted at the time shown."
        flush
      >
        <DataTable
          caption="Waiting rows"
          rows={quarantined.slice(0, MOST_QUARANTINED)}
          rowKey={({ because, schoolText }) => `${because} ${schoolText}`}
          columns={[
            { id: 'because', header: 'Waiting for', cell: ({ because }) => WAITS_FOR[because] },
            {
              id: 'school',
              header: 'School in the file',
              cell: ({ because, schoolText }) => (
                <SchoolOfFile
                  text={schoolText}
                  name={SCHOOL_IS_OPEN.has(because) ? undefined : names.get(schoolText)}
                />
              ),
            },
            { id: 'rows', header: 'Rows', align: 'end', cell: ({ rows }) => formatNumber(rows) },
            {
              id: 'until',
              header: 'Saved until',
              cell: ({ expiresAt }) => (
                <TimeCell at={expiresAt} timeZone={tenant.timeZone} now={now} isFocusable />
              ),
            },
          ]}
          empty={<EmptyState headingLevel={3} look="done" title="No waiting rows" />}
        />
      </Section>
    </Stack>
  );
}

function SchoolOfFile({ text, name }: { text: string; name: string | undefined }) {
  return (
    <>
      {name ? `${name} ` : ''}
      <code>{text}</code>
    </>
  );
}

function MapForm({
  slug,
  text,
  id,
  chosen,
  foldedUnder,
  children,
}: {
  slug: string;
  text: string;
  id: string;
  chosen: CategoryMeaning | null;
  /** For a word that is mapped already: the form is folded under these words. */
  foldedUnder?: string;
  children?: ReactNode;
}) {
  return (
    <ActionForm
      action={mapWord}
      label={`Map ${text}`}
      done="Saved. Its rows were read again."
      foldedUnder={foldedUnder}
    >
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="text" value={text} />
      <SelectField
        id={`meaning-${id}`}
        name="meaning"
        label={`Meaning of “${text}”`}
        hint={chosen ? `${foldedUnder ? 'Now' : 'Suggested'}: ${meaningLabel(chosen)}` : undefined}
        defaultValue={chosen ?? ''}
        choices={[
          { value: '', label: 'Choose' },
          ...ATTENDANCE_CATEGORIES.map((category) => ({
            value: category,
            label: `${CATEGORY_TRAITS[category].label} (${CATEGORY_TRAITS[category].countsAsAbsence ? 'counts as an absence' : 'not an absence'})`,
          })),
          { value: 'NO_EVENT', label: meaningLabel('NO_EVENT') },
        ]}
      />
      <Row>
        <SubmitButton size="small" pendingLabel="Reading its rows…">
          Map
        </SubmitButton>
      </Row>
      {children}
    </ActionForm>
  );
}
