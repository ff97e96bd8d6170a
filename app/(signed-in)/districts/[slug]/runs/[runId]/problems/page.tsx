import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from '@/components/data-table/table-state';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageKeys } from '@/components/ui/page-keys';
import { Section, Stack } from '@/components/ui/section';
import { ISSUE_BANDS, ISSUE_LEVELS } from '@/lib/core/issues';
import { runName } from '@/lib/core/sync-run/run-address';
import { isFinal } from '@/lib/core/sync-run/states';
import { can } from '@/lib/server/auth/permissions';
import { listRunFiles } from '@/lib/server/sync-runs/queries/get-run';
import {
  countProblemsByFile,
  listIssueGroups,
  listIssues,
  listIssueSchools,
  listProblemHistory,
} from '@/lib/server/sync-runs/queries/problems';
import { readRawLine } from '@/lib/server/sync-runs/queries/raw-line';
import { loadRun, type RunParams } from '../load-run';
import { ProblemHistory } from '../_components/problem-history';
import { openList, withoutViewHref } from '../../../../../open-list';
import { NoProblems } from './_components/no-problems';
import { ProblemGroup } from './_components/problem-group';
import { ProblemsOfGroup } from './_components/problems-of-group';
import { ProblemsTop } from './_components/problems-top';
import { problemHref, readProblemParams, type ProblemAddress } from './search-params';

export const metadata: Metadata = { title: 'Problems' };

const PAGE_SIZE = 50;
const EXAMPLES = 5;
const HISTORY_RUNS = 30;

export default async function ProblemsPage({
  params,
  searchParams,
}: {
  params: RunParams;
  searchParams: Promise<SearchParams>;
}) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const asked = await searchParams;
  const { group: groupId, raw, file, school, page, state: asAsked } = readProblemParams(asked);
  const groups = await listIssueGroups(ctx, tenant.id, run.id);
  const here = `${path}/problems`;
  const csv = problemHref(`/api/exports/runs/${tenant.slug}/${runName(run.number)}/problems`, {
    file,
    school,
  });
  // A line holds names: it is for whoever may read the roster.
  const mayReadLines = can(person, 'roster.view');
  if (groupId !== null) {
    const group = groups.find(({ id }) => id === groupId);
    if (!group) notFound();
    if (raw !== null && !mayReadLines) notFound();
    const [issues, rawLine] = await Promise.all([
      listIssues(
        ctx,
        tenant.id,
        group,
        { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
        school,
      ),
      raw === null ? null : readRawLine(ctx, tenant.id, run.id, raw),
    ]);
    if (rawLine?.ok === false && rawLine.code === 'NO_SUCH_PROBLEM') notFound();
    const address = (to: ProblemAddress) =>
      problemHref(here, { file, school, group: group.id, page, ...to });
    return (
      <ProblemsOfGroup
        group={group}
        issues={issues}
        page={page}
        pageSize={PAGE_SIZE}
        allHref={`${file || school ? problemHref(here, { file, school }) : withoutViewHref(here)}#group-${group.id}`}
        hrefOf={(to) => address({ page: to })}
        csv={csv}
        rawHref={mayReadLines ? (id) => `${address({ raw: id })}#raw` : null}
        rawLine={rawLine}
      />
    );
  }
  const history = (
    <ProblemHistory
      points={await listProblemHistory(ctx, tenant.id, run.id, HISTORY_RUNS)}
      timeZone={tenant.timeZone}
      now={ctx.clock.now()}
    />
  );
  if (groups.length === 0)
    return (
      <NoProblems
        wasRead={(await listRunFiles(ctx, tenant.id, run.id)).length > 0}
        isFinal={isFinal(run.state)}
      >
        {history}
      </NoProblems>
    );
  const { state, views, hrefOf } = await openList({
    list: 'run-problems',
    path: here,
    state: asAsked,
    params: asked,
    person,
    tenant,
  });
  const [schools, counts] = await Promise.all([
    listIssueSchools(ctx, tenant.id, run.id),
    countProblemsByFile(ctx, tenant.id, run.id),
  ]);
  const atSchool = schools.find(({ sourcedId }) => sourcedId === school)?.countOfGroup;
  const shown = groups
    .filter(({ fileName }) => file === null || fileName === file)
    .filter(({ id }) => school === null || atSchool?.has(id));
  const examples = await Promise.all(
    shown.map((group) => listIssues(ctx, tenant.id, group, { offset: 0, limit: EXAMPLES }, school)),
  );
  return (
    <Stack>
      <ProblemsTop
        path={here}
        allFilesHref={hrefOf(problemHref(here, { school }))}
        file={file}
        school={school}
        state={state}
        views={views}
        counts={counts}
        schools={schools}
        csv={csv}
      >
        {history}
      </ProblemsTop>
      {shown.length === 0 ? (
        <Section title="Problems">
          <EmptyState
            headingLevel={3}
            look="no-match"
            title="No problems match"
            action={<ButtonLink href={hrefOf(here)}>Clear filters</ButtonLink>}
          >
            <p>No saved problem matches this school and file.</p>
          </EmptyState>
        </Section>
      ) : null}
      {ISSUE_BANDS.map((band) => {
        const ofBand = shown.flatMap((group, index) => {
          const found = examples[index];
          return group.band === band && found ? [{ group, examples: found.rows }] : [];
        });
        if (ofBand.length === 0) return null;
        return (
          <Section
            key={band}
            title={ISSUE_LEVELS[band].label}
            description={ISSUE_LEVELS[band].meaning}
            flush
          >
            {ofBand.map(({ group, examples: rows }) => (
              <ProblemGroup
                key={group.id}
                group={group}
                rows={rows}
                schoolCount={school === null ? null : (atSchool?.get(group.id) ?? 0)}
                href={problemHref(here, { file, school, group: group.id })}
                rawHref={
                  mayReadLines
                    ? (id) => `${problemHref(here, { file, school, group: group.id, raw: id })}#raw`
                    : null
                }
                isOpen={band === 'blocking' || band === 'file' || ofBand.length === 1}
              />
            ))}
          </Section>
        );
      })}
      <PageKeys />
    </Stack>
  );
}
