import type { Trip } from './evaluate';

type Reached = Pick<Trip, 'ruleId' | 'scope' | 'entity' | 'changeType' | 'subject'>;

export type ReasonGroup<R> = {
  /** The rule that stands for all of them. */
  readonly ruleId: string;
  /** In the whole district: one, as a rule; none where only schools reached it. */
  readonly ofDistrict: readonly R[];
  /** By school, the gravest first; one school may have reached several limits at once. */
  readonly ofSchools: readonly {
    readonly schoolSourcedId: string;
    readonly reasons: readonly R[];
  }[];
};

/**
 * Limits reached, those about the same thing together: a district loses students, and seven of its schools
 * do. The order is that of `reasons`, with `lead` before the others.
 */
export function groupByRule<R extends { readonly trip: Reached }>(
  reasons: readonly R[],
  lead?: R,
): ReasonGroup<R>[] {
  const groups = new Map<string, R[]>();
  for (const reason of lead ? [lead, ...reasons.filter((each) => each !== lead)] : reasons) {
    const key = whatItIsAbout(reason.trip);
    groups.set(key, [...(groups.get(key) ?? []), reason]);
  }
  return [...groups.values()].map((group) => {
    const ofDistrict = group.filter(({ trip }) => trip.scope.kind === 'district');
    const schools = new Map<string, R[]>();
    for (const reason of group) {
      const { scope } = reason.trip;
      if (scope.kind !== 'school') continue;
      const id = scope.schoolSourcedId;
      schools.set(id, [...(schools.get(id) ?? []), reason]);
    }
    return {
      ruleId: (ofDistrict[0] ?? group[0])?.trip.ruleId ?? '',
      ofDistrict,
      ofSchools: [...schools].map(([schoolSourcedId, all]) => ({ schoolSourcedId, reasons: all })),
    };
  });
}

/** "students REMOVE", whatever the rule: a school may have limits of its own for what the district has one for as well. */
function whatItIsAbout({ ruleId, entity, changeType, subject = '' }: Reached): string {
  const [first, second, watched = ''] = ruleId.split('.');
  const isMeasure = second === undefined;
  return [isMeasure ? first : '', entity, changeType, watched, subject].join(' ');
}
