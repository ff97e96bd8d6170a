import type { Column } from '@/components/data-table/data-table';
import { ChangedFields } from '@/components/domain/change-columns';
import { entityNouns } from '@/lib/core/change/entity-nouns';
import type { CountedEntity, ChangeAction } from '@/lib/core/change/change';
import { capital } from '@/lib/core/format/capital';
import { listed } from '@/lib/core/format/numbers';
import type { SampledPerson } from '@/lib/server/reviews/queries/people-of-samples';
import type { Sample } from '@/lib/server/reviews/queries/samples';
import classes from './sample-group.module.css';

export type SampleRow = Sample['rows'][number] & { person: SampledPerson | undefined };

const SHOWN_CLASSES = 1;

const school: Column<SampleRow> = {
  id: 'school',
  header: 'School',
  nowrap: true,
  cell: ({ schoolName, schoolSourcedId }) => schoolName ?? (schoolSourcedId || '—'),
};

const grade: Column<SampleRow> = {
  id: 'grade',
  header: 'Grade',
  nowrap: true,
  cell: ({ person }) => person?.grades.join(', ') || '—',
};

const theirClasses: Column<SampleRow> = {
  id: 'classes',
  header: 'Classes',
  nowrap: true,
  cell: ({ person }) => listed(person?.classes ?? [], SHOWN_CLASSES) || '—',
};

const fields: Column<SampleRow> = {
  id: 'fields',
  header: 'Before → after',
  isRoomy: true,
  cell: (row) => <ChangedFields change={row} />,
};

/** One line for each: who or what it is, with the grade and classes of people, and what changes of it. */
export function sampleColumns(entity: CountedEntity, action: ChangeAction): Column<SampleRow>[] {
  const record: Column<SampleRow> = {
    id: 'record',
    header: capital(entityNouns[entity].one),
    cell: ({ label, sourcedId }) => (
      <>
        {label ? `${label} ` : null}
        <code className={classes.id}>{sourcedId.replace('\n', ' – ')}</code>
      </>
    ),
  };
  const isStudent = entity === 'students';
  // Beside what changes there is room for the others only where they may wrap.
  const isUpdate = action === 'UPDATE';
  return [
    record,
    ...(isStudent ? [grade] : []),
    ...(isStudent || entity === 'staff' ? [{ ...theirClasses, nowrap: !isUpdate }] : []),
    ...(isUpdate ? [fields] : []),
    { ...school, nowrap: !isUpdate },
  ];
}
