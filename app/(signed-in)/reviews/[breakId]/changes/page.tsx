import type { Metadata } from 'next';
import { tableParams, type SearchParams } from '@/components/data-table/table-state';
import { ChangeList } from '@/components/domain/change-list';
import { capital } from '@/lib/core/format/capital';
import { plural } from '@/lib/core/format/numbers';
import { GRADE_CODES, USER_ROLES } from '@/lib/core/oneroster';
import { fieldLabel } from '@/lib/core/oneroster/field-labels';
import { can } from '@/lib/server/auth/permissions';
import {
  countChanges,
  listChangedFields,
  listChanges,
} from '@/lib/server/sync-runs/queries/changes';
import { ReviewLayout } from '../_components/review-layout';
import { loadReview, loadReviewName, type ReviewParams } from '../load-review';
import { rightsOf } from '../rights';
import { readChangesParams } from '../search-params';

const PAGE = 50;

export async function generateMetadata({ params }: { params: ReviewParams }): Promise<Metadata> {
  const review = await loadReviewName(params);
  return { title: `All changes – ${review.tenantName}` };
}

/** Every change, a page at a time. */
export default async function ReviewChangesPage({
  params,
  searchParams,
}: {
  params: ReviewParams;
  searchParams: Promise<SearchParams>;
}) {
  const { state, filter, version, after, before } = readChangesParams(await searchParams);
  const loaded = await loadReview(params, version);
  const { ctx, person, path, review, sizes } = loaded;
  const run = { id: review.runId, tenantId: review.tenantId };
  const [page, fields, matching] = await Promise.all([
    listChanges(ctx, run.tenantId, run.id, filter, {
      after,
      before,
      size: PAGE,
      withNames: can(person, 'roster.view'),
      withSchoolNames: true,
    }),
    listChangedFields(ctx, run),
    countChanges(ctx, run.tenantId, run.id, filter),
  ]);
  const exported = new URLSearchParams([
    ['version', String(review.version)],
    ...tableParams(state).filter(([name]) => name !== 'version'),
  ]);
  const { field, grade, role } = state.filters;
  return (
    <ReviewLayout loaded={loaded} current="changes" rights={rightsOf(person)}>
      <ChangeList
        title="All changes"
        description="In file order. Only our staff see names; addresses and phone numbers are hidden."
        path={`${path}/changes`}
        state={state}
        page={page}
        // The counts stored with the plan know nothing of fields, grades and roles.
        matching={(field ?? grade ?? role) ? 'matching changes' : plural(matching, 'change')}
        entities={sizes.entities
          .filter((size) => size.added + size.changed + size.removed > 0)
          .map(({ entity }) => entity)}
        schools={
          new Map(
            sizes.schools.map(({ schoolSourcedId: id, schoolName }) => [id, schoolName ?? id]),
          )
        }
        csvHref={
          can(person, 'roster.export')
            ? `/api/exports/reviews/${review.tenantSlug}/${review.breakId}/changes?${exported}`
            : null
        }
        moreFilters={[
          {
            kind: 'select',
            name: 'grade',
            label: 'Grade',
            all: 'Any grade',
            choices: GRADE_CODES.map((value) => ({ value, label: value })),
          },
          {
            kind: 'select',
            name: 'role',
            label: 'Role',
            all: 'Any role',
            choices: USER_ROLES.map((value) => ({ value, label: capital(value) })),
          },
          {
            kind: 'select',
            name: 'field',
            label: 'Field that changed',
            all: 'Any field',
            choices: fields.map((value) => ({
              value,
              label: fieldLabel(value) ?? value.replaceAll('_', ' '),
            })),
          },
        ]}
      />
    </ReviewLayout>
  );
}
