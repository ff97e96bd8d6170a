import { fileSpecForEntity, ROSTER_ENTITIES, type RosterEntity } from './files';

export interface RosterReference {
  entity: RosterEntity;
  /** Column in the file. */
  column: string;
  /** Column in the database. */
  field: string;
  target: RosterEntity;
  many: boolean;
  required: boolean;
  /** `reject`: the row is set aside (for a list: when no id of it is left). `warn`: the value is cleared. */
  onMissing: 'reject' | 'warn';
}

/** Every reference between stored records, in load order, as the column tables state them. */
export const REFERENCES: readonly RosterReference[] = ROSTER_ENTITIES.flatMap((entity) =>
  fileSpecForEntity(entity).columns.flatMap((spec) =>
    spec.references
      ? [
          {
            entity,
            column: spec.name,
            field: spec.field,
            target: spec.references.entity,
            many: spec.references.many,
            required: spec.required,
            onMissing: spec.references.onMissing,
          },
        ]
      : [],
  ),
);

export function referencesFrom(entity: RosterEntity): readonly RosterReference[] {
  return REFERENCES.filter((reference) => reference.entity === entity);
}
