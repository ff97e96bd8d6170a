// What a search offers exists, asks for the permission that is said here, and shows what its address points at.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mayOpen, districtActions, districtPages, productActions, productPages } from './places';
import type { Place } from './places';

const all: [place: Place, root: string][] = [
  ...[...productPages, ...productActions].map((place): [Place, string] => [place, '']),
  ...[...districtPages, ...districtActions].map((place): [Place, string] => [
    place,
    '/districts/[slug]',
  ]),
];

const named = all.map(([place, root]) => ({ name: place.label, place, root }));

/** Folders in parentheses group pages and are in no address. */
const withoutGroups = (folder: string): string =>
  folder.replace(/(^|\/)\([^)]*\)/g, '').replace(/^\//, '');

const folders = globSync('**/page.tsx', { cwd: 'app' }).map((file) => path.dirname(file));

function folderOf(root: string, { path: address }: Place): string {
  const sought = path.join(root, address.split('#')[0] ?? '').replace(/^\/|\/$/g, '');
  const found = folders.find((folder) => withoutGroups(folder) === sought);
  return path.join('app', found ?? `no page: ${sought}`);
}

test.each(named)('$name is a page', ({ place, root }) => {
  expect(globSync('page.tsx', { cwd: folderOf(root, place) })).toEqual(['page.tsx']);
});

test.each(named)('$name: its place on the page is there', ({ place, root }) => {
  const id = place.path.split('#')[1];
  if (id === undefined) return;
  const folder = folderOf(root, place);
  const texts = globSync(['*.tsx', '_components/*.tsx', '../*.tsx', '../../*.tsx'], {
    cwd: folder,
  }).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  expect(texts.some((text) => text.includes(`id="${id}"`))).toBe(true);
});

test.each(named.filter(({ place }) => ![...productActions, ...districtActions].includes(place)))(
  '$name: whoever may not open the page is not offered it',
  ({ place, root }) => {
    const text = readFileSync(path.join(folderOf(root, place), 'page.tsx'), 'utf8');
    const asked = /require(?:Tenant\(slug, |Permission\()'([a-z.]+)'/.exec(text)?.[1];
    // The other page of attendance sends who may not see students on to the files.
    const expected = place.path === '/attendance' ? 'attendance.files' : place.permission;
    if (asked !== undefined) expect(asked).toBe(expected);
    if (text.includes('requireStaff(')) expect(place.only).toBe('staff');
  },
);

test('every district page that can be opened by its address alone is offered', () => {
  const root = 'app/(signed-in)/districts/[slug]';
  const pages = globSync('**/page.tsx', { cwd: root })
    .map((file) => path.dirname(file).replace(/^\.$/, ''))
    .filter((folder) => !folder.includes('['))
    .map((folder) => (folder === '' ? '' : `/${folder}`));
  expect(new Set(districtPages.map((place) => place.path))).toEqual(new Set(pages));
});

test('the overview of a district is for its contacts too', () => {
  const overview = districtPages.find(({ path: at }) => at === '');
  expect(overview && mayOpen({ role: 'DISTRICT_CONTACT' }, overview)).toBe(true);
});

test('a page for staff alone is none for a contact, and the other way round', () => {
  const ofStaff = districtPages.find(({ only }) => only === 'staff');
  const setUp = districtPages.find(({ only }) => only === 'contact');
  if (!ofStaff || !setUp) throw new Error('both are listed');
  expect(mayOpen({ role: 'PSM' }, ofStaff)).toBe(true);
  expect(mayOpen({ role: 'DISTRICT_CONTACT' }, ofStaff)).toBe(false);
  expect(mayOpen({ role: 'DISTRICT_CONTACT' }, setUp)).toBe(true);
  expect(mayOpen({ role: 'PSM' }, setUp)).toBe(false);
});
