import { expect, test } from 'vitest';
import type { RailLink } from '@/components/layout/rail-links';
import type { PersonWithRole } from '@/lib/server/auth/permissions';
import { districtPlaces } from './district-places';
import { mainPlaces } from './main-places';

const namesOf = (links: readonly RailLink[]): string[] =>
  links.flatMap(({ label, parts }) => [label, ...namesOf(parts ?? [])]);

test.each<PersonWithRole['role']>(['ADMIN', 'IMPLEMENTATION', 'PSM', 'DISTRICT_CONTACT'])(
  'beside a district no two places of %s have one name',
  (role) => {
    const names = namesOf([...districtPlaces({ role }, 'lakeview'), ...mainPlaces({ role }, true)]);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  },
);
