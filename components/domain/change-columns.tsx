import { changeLabels, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import { entityNouns, type RosterEntity } from '@/lib/core/change/entity-nouns';
import { columnName } from '@/lib/core/oneroster/column-name';
import { fieldLabel } from '@/lib/core/oneroster/field-labels';
import type { Column } from '../data-table/data-table';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './change-columns.module.css';

export type ShownChange = {
  seq: number;
  entity: RosterEntity;
  countedAs: CountedEntity;
  action: ChangeAction;
  sourcedId: string;
  schoolName: string | null;
  schoolSourcedId: string;
  isCascade: boolean;
  label: string | null;
  fields: readonly { field: string; before: string | null; after: string | null }[];
};

const looks: Record<ChangeAction, string | undefined> = {
  ADD: classes.added,
  REACTIVATE: classes.added,
  UPDATE: classes.changed,
  REMOVE: classes.removed,
};

export const changeColumns: readonly Column<ShownChange>[] = [
  {
    id: 'record',
    header: 'Record',
    cell: ({ label, sourcedId, countedAs }) => (
      <>
        {label ? <span className={classes.label}>{label}</span> : null}
        <span className={classes.id}>
          {entityNouns[countedAs].one} <code>{sourcedId.replace('\n', ' – ')}</code>
        </span>
      </>
    ),
  },
  {
    id: 'change',
    header: 'Change',
    nowrap: true,
    cell: ({ action, isCascade }) => (
      <span className={looks[action]}>
        <span aria-hidden="true">{changeLabels[action].glyph} </span>
        {changeLabels[action].word}
        {isCascade ? <span className={classes.id}>with its parent</span> : null}
      </span>
    ),
  },
  {
    id: 'fields',
    header: 'Before → after',
    cell: (change) => <ChangedFields change={change} />,
  },
  {
    id: 'school',
    header: 'School',
    cell: ({ schoolName, schoolSourcedId }) => schoolName ?? schoolSourcedId,
  },
];

/** Only what differs, before and after. */
export function ChangedFields({
  change: { entity, fields, action },
}: {
  change: Pick<ShownChange, 'entity' | 'fields' | 'action'>;
}) {
  if (fields.length === 0)
    return (
      <span className={classes.id}>{action === 'UPDATE' ? 'hidden' : 'the whole record'}</span>
    );
  return (
    <ul className={classes.fields}>
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <span className={classes.field}>
            {fieldLabel(field) ?? columnName(entity, field) ?? field}:
          </span>{' '}
          <Value text={before} what="before" /> <span aria-hidden="true">→</span>{' '}
          <Value text={after} what="after" />
        </li>
      ))}
    </ul>
  );
}

function Value({ text, what }: { text: string | null; what: string }) {
  return (
    <span className={what === 'before' ? classes.before : classes.after}>
      <VisuallyHidden>{what}: </VisuallyHidden>
      {text === null ? 'empty' : text}
    </span>
  );
}
