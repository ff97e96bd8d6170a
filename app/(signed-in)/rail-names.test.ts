import { expect, test } from 'vitest';
import type { RailLink } from '@/components/layout/rail-links';
import type { PersonWithRole } from '@/lib/server/auth/permissions';
import { districtPlaces } from './district-places';
import { mainPlaces } from './main-places';

const namesOf = (links: readonly RailLink[]): string[] =>
  links.flatMap(({ label, parts }) => [label, ...namesOf(parts ?? [])]);

const roles = ['ADMIN', 'IMPLEMENTATION', 'PSM', 'DISTRICT_CONTACT'] as const;

test.each<[PersonWithRole['role'], boolean]>(
  roles.flatMap((role) =>
    [true, false].map((isFetched): [typeof role, boolean] => [role, isFetched]),
  ),
)('beside a district no two places of %s have one name, fetched from: %s', (role, isFetched) => {
  const names = namesOf([
    ...districtPlaces({ role }, 'lakeview', isFetched),
    ...mainPlaces({ role }, true),
  ]);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
