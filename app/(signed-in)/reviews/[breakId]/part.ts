import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';
import { countedEntities, type ChangeAction } from '@/lib/core/change/change';
import type { SliceGroup } from '@/lib/server/reviews/queries/approval-effect';

/** What a reviewer picks; an addition is also whoever comes back. */
export const partActions = ['REMOVE', 'ADD', 'UPDATE'] as const;
export type PartAction = (typeof partActions)[number];

const includes: Record<PartAction, readonly ChangeAction[]> = {
  REMOVE: ['REMOVE'],
  ADD: ['ADD', 'REACTIVATE'],
  UPDATE: ['UPDATE'],
};

/** More groups than a form can name sensibly: whole districts are named without their schools. */
const MOST_CHOICES = 2_000;

const list = <T extends z.ZodType>(item: T) =>
  z
    .union([z.array(item), item.transform((one) => [one])])
    .optional()
    .transform((values) => values ?? []);

export const partFields = {
  scope: z.enum(['ADDITIONS', 'SLICE']).catch('SLICE').default('SLICE'),
  entity: list(z.enum(countedEntities)),
  action: list(z.enum(partActions)),
  /** '-' is what belongs to no school. */
  school: list(z.string().max(255)),
};

const schema = z.object(partFields);

export type Part = z.output<typeof schema>;

export function readPart(params: SearchParams): Part {
  const parsed = schema.safeParse(params);
  return parsed.success ? parsed.data : { scope: 'SLICE', entity: [], action: [], school: [] };
}

/** Every school with every kind of record and change that were ticked; no school ticked means all of them. */
export function groupsOfPart({ entity, action, school }: Part): SliceGroup[] {
  const schools = school.length === 0 ? [null] : school.map((id) => (id === '-' ? '' : id));
  return entity
    .flatMap((each) =>
      action
        .flatMap((one) => includes[one])
        .flatMap((one) =>
          schools.map((schoolSourcedId) => ({ entity: each, action: one, schoolSourcedId })),
        ),
    )
    .slice(0, MOST_CHOICES);
}
