import type { ReactNode } from 'react';
import { FilterBar } from '@/components/data-table/filter-bar';
import type { TableState } from '@/components/data-table/table-state';
import type { SavedViews } from '@/components/data-table/view-options';
import { LinkTabs } from '@/components/layout/link-tabs';
import { ButtonLink } from '@/components/ui/button';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { IssueSchool, ProblemCountsByFile } from '@/lib/server/sync-runs/queries/problems';
import { problemHref } from '../search-params';
import classes from './problems-top.module.css';

/** Above the problems of a run: those of which file and school are shown, and where they can be downloaded. */
export function ProblemsTop({
  path,
  allFilesHref,
  file,
  school,
  state,
  views,
  counts,
  schools,
  csv,
  children,
}: {
  path: string;
  allFilesHref: string;
  file: string | null;
  school: string | null;
  state: TableState;
  views: SavedViews;
  counts: ProblemCountsByFile;
  schools: readonly IssueSchool[];
  csv: string;
  children: ReactNode;
}) {
  // Without filters there is no row for it: it stands beside the files, or the count where there is one file.
  const hasFilters = schools.length > 0;
  const hasTabs = counts.files.length > 1;
  const download = (
    <ButtonLink href={csv} prefetch={false}>
      {file === null && school === null ? 'Download all problems' : 'Download these problems'}
    </ButtonLink>
  );
  return (
    <div className={classes.top}>
      {children}
      {hasTabs || !hasFilters ? (
        <div className={classes.which}>
          {hasTabs ? (
            <LinkTabs
              label="Problems by file"
              tabs={[
                {
                  href: allFilesHref,
                  label: 'All files',
                  count: counts.problems,
                  isCurrent: file === null,
                },
                ...counts.files.map(({ fileName, problems }) => ({
                  href: problemHref(path, { file: fileName, school }),
                  label: fileName || 'Whole set',
                  count: problems,
                  isCurrent: file === fileName,
                })),
              ]}
            />
          ) : (
            <p>{plural(counts.problems, 'problem')}</p>
          )}
          {hasFilters ? null : download}
        </div>
      ) : null}
      {hasFilters ? (
        <FilterBar
          label="Problems by school"
          path={path}
          state={state}
          views={views}
          actions={download}
          fields={[
            {
              kind: 'select',
              name: 'school',
              label: 'School',
              all: 'Any school, or none',
              choices: schools.map(({ sourcedId, name, count }) => ({
                value: sourcedId,
                label: `${name ?? sourcedId} (${formatNumber(count)})`,
              })),
            },
          ]}
        />
      ) : null}
      {counts.stored < counts.found ? (
        <p className={classes.note}>
          The file to download holds {formatNumber(counts.stored)} of {formatNumber(counts.found)}:
          up to 1,000 of each kind are saved. The rest have the same cause.
        </p>
      ) : null}
    </div>
  );
}
