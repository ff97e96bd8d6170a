import type { CountedEntity } from '@/lib/core/change/change';

/** Counted school by school, of a first roster too. */
export const perSchool: readonly CountedEntity[] = ['students', 'contacts', 'staff', 'classes'];

/** A chart of fewer runs says nothing. */
export const fewestRuns = 2;

export type PageSection = { id: string; label: string };

type Counts = { added: number; changed: number; removed: number };

/** The parts of the page in their order, for the index beside it: only those that are there. */
export function sectionsOf({
  review: { kind, state, version },
  sizes,
  hasLooks,
  hasGate,
  runCount,
}: {
  review: { kind: string; state: string; version: number };
  sizes: {
    entities: readonly Counts[];
    schools: readonly { entity: CountedEntity }[];
  };
  hasLooks: boolean;
  hasGate: boolean;
  runCount: number;
}): PageSection[] {
  const isFirst = kind === 'ONBOARDING';
  const isTouched = sizes.entities.some(
    ({ added, changed, removed }) => added + changed + removed > 0,
  );
  const looks = { id: 'findings', label: 'What it looks like', isThere: hasLooks };
  const all = [
    ...(isFirst ? [] : [looks]),
    { id: 'gate', label: 'Checks', isThere: hasGate },
    ...(isFirst ? [looks] : []),
    { id: 'affected', label: 'Who is affected', isThere: !isFirst && isTouched },
    { id: 'why', label: 'Why it was held', isThere: !isFirst },
    { id: 'sizes', label: sizesTitle(state, isFirst), isThere: true },
    {
      id: 'schools',
      label: 'By school',
      isThere: schoolKinds(sizes.schools, isFirst).length > 0,
    },
    { id: 'versions', label: `Since version ${version - 1}`, isThere: version > 1 && !isFirst },
    {
      id: isFirst ? 'sample-students' : 'samples',
      label: 'Samples',
      isThere: isFirst || isTouched,
    },
    { id: 'problems', label: 'Problems in the files', isThere: true },
    { id: 'history', label: 'The last runs', isThere: runCount >= fewestRuns },
  ];
  return all.filter(({ isThere }) => isThere);
}

export function sizesTitle(state: string, isFirst: boolean): string {
  if (state !== 'OPEN') return 'What it was';
  return isFirst ? 'What would be there' : 'What would change';
}

/** What is counted at some school. */
export function schoolKinds(
  schools: readonly { entity: CountedEntity }[],
  isFirst: boolean,
): CountedEntity[] {
  const kinds = isFirst ? perSchool : [...perSchool, 'studentEnrollments' as const];
  return kinds.filter((kind) => schools.some(({ entity }) => entity === kind));
}
