import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { changeColumns } from '@/components/domain/change-columns';
import { capital } from '@/components/domain/change-totals';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import {
  changeActions,
  changeWords,
  countedEntities,
  type ChangeAction,
  type CountedEntity,
} from '@/lib/core/change/change';
import { entityWords } from '@/lib/core/format/entity-words';
import { formatNumber } from '@/lib/core/format/numbers';
import { languageName } from '@/lib/core/languages';
import { groupKey } from '@/lib/core/review/group-hashes';
import { getAppContext } from '@/lib/server/http/context';
import { listViewed } from '@/lib/server/reviews/presence';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import {
  samplePeople,
  type SampleKind,
  type SamplePerson,
} from '@/lib/server/reviews/queries/first-roster-people';
import { SAMPLE_SIZE, sampleGroup, type Sample } from '@/lib/server/reviews/queries/samples';
import { listChangeCounts, type ChangeCountRow } from '@/lib/server/sync-runs/queries/get-run';
import { ReviewIds } from './_components/ids';
import classes from './_components/samples.module.css';
import { setGroupViewed } from './actions';
import type { LoadedReview } from './load-review';

const SAMPLE = 10;
const OPEN_GROUPS = 2;

interface Group {
  entity: CountedEntity;
  action: ChangeAction;
  count: number;
  cascadeCount: number;
}

/** What silences families comes first; what only follows from it comes last. */
const ORDER: readonly CountedEntity[] = [
  ...(['students', 'contacts', 'staff', 'orgs', 'classes', 'sessions', 'courses'] as const),
  ...(['studentEnrollments', 'staffEnrollments', 'links', 'demographics'] as const),
];
const ACTIONS: readonly ChangeAction[] = ['REMOVE', 'UPDATE', 'ADD', 'REACTIVATE'];

function groupsOf(counts: readonly ChangeCountRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { entity, action, count, cascadeCount } of counts) {
    const key = groupKey(entity, action);
    const known = groups.get(key) ?? { entity, action, count: 0, cascadeCount: 0 };
    groups.set(key, {
      ...known,
      count: known.count + count,
      cascadeCount: known.cascadeCount + cascadeCount,
    });
  }
  const follows = ({ count, cascadeCount }: Group) => Number(count === cascadeCount);
  return [...groups.values()]
    .filter(({ entity, action, count }) => isKnown(entity, action) && count > 0)
    .sort(
      (a, b) =>
        follows(a) - follows(b) ||
        ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) ||
        ORDER.indexOf(a.entity) - ORDER.indexOf(b.entity),
    );
}

const isKnown = (entity: string, action: string): boolean =>
  countedEntities.some((each) => each === entity) && changeActions.some((each) => each === action);

/** Some changes of each group, chosen by chance; the seed is said, so that two people see the same. */
export async function ChangeSamples({
  loaded,
  seed,
  anotherHref,
}: {
  loaded: LoadedReview;
  seed: number;
  anotherHref: string;
}) {
  const { ctx, review, path, person } = loaded;
  const { tenantId, breakId, version, runId } = review;
  const groups = groupsOf(await listChangeCounts(ctx, tenantId, runId));
  const [{ viewed }, samples] = await Promise.all([
    listViewed(ctx, { tenantId, breakId, version, userId: person.userId }),
    Promise.all(groups.map((group) => sampleGroup(ctx, { id: runId, tenantId }, group, { seed }))),
  ]);
  if (groups.length === 0) return null;
  const ticked = groups.filter(({ entity, action }) => viewed.includes(groupKey(entity, action)));
  return (
    <Section
      title="Samples"
      id="samples"
      description={`${formatNumber(ticked.length)} of ${formatNumber(groups.length)} groups viewed. Up to ${SAMPLE_SIZE} of each, chosen at random with seed ${seed}.`}
      actions={
        <Link href={`${anotherHref}#samples`} prefetch={false} scroll={false}>
          Another {SAMPLE_SIZE}
        </Link>
      }
      flush
    >
      {groups.map((group, index) => (
        <SampleGroup
          key={groupKey(group.entity, group.action)}
          review={review}
          path={path}
          group={group}
          sample={samples[index]}
          isOpen={index < OPEN_GROUPS}
          isViewed={ticked.includes(group)}
        />
      ))}
    </Section>
  );
}

function SampleGroup({
  review,
  path,
  group: { entity, action, count, cascadeCount },
  sample,
  isOpen,
  isViewed,
}: {
  review: ReviewDetail;
  path: string;
  group: Group;
  sample: Sample | undefined;
  isOpen: boolean;
  isViewed: boolean;
}) {
  const words = `${capital(entityWords[entity].many)} ${changeWords[action].word.toLowerCase()}`;
  const rows = sample?.rows ?? [];
  const all = new URLSearchParams({ entity, action });
  if (review.version !== review.latestVersion) all.set('version', String(review.version));
  return (
    <details className={classes.group} data-group open={isOpen && !isViewed}>
      <summary>
        <h3>
          {changeWords[action].glyph} {words} ({formatNumber(count)})
        </h3>
        <span className={classes.state}>
          {isViewed ? '✓ Viewed' : ''}
          {count === cascadeCount ? ' follows from other changes' : ''}
        </span>
      </summary>
      <div className={classes.acts}>
        <div data-viewed={isViewed}>
          <ActionForm action={setGroupViewed} label={`Viewed: ${words}`}>
            <ReviewIds review={review} />
            <input type="hidden" name="version" value={review.version} />
            <input type="hidden" name="entity" value={entity} />
            <input type="hidden" name="action" value={action} />
            <input type="hidden" name="isViewed" value={isViewed ? 'no' : 'yes'} />
            <SubmitButton variant="secondary" size="small" aria-pressed={isViewed}>
              {isViewed ? '✓ Viewed' : 'Mark as viewed'}
            </SubmitButton>
          </ActionForm>
        </div>
        <span className={classes.state}>
          {rows.length < count
            ? `${formatNumber(rows.length)} of ${formatNumber(count)}, chosen at random`
            : 'All of them'}
        </span>
        <Link href={`${path}/changes?${all}`} prefetch={false}>
          Show all
        </Link>
      </div>
      <DataTable
        caption={`Sample: ${words}`}
        rows={rows}
        rowKey={(row) => row.seq}
        columns={changeColumns.filter(({ id }) =>
          action === 'UPDATE' ? id !== 'change' : id !== 'fields' && id !== 'change',
        )}
        empty={
          <EmptyState headingLevel={3} title="The rows of this update are not kept any more" />
        }
      />
    </details>
  );
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
