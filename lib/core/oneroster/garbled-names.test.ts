import { expect, test } from 'vitest';
import { ISSUE_KINDS } from '@/lib/core/issues';
import { createLanguageMapper } from '@/lib/core/languages';
import { fileSpecForEntity, storedColumns, type RosterEntity } from './files';
import { readHeader } from './header';
import { createRowReader } from './row';

function read(entity: RosterEntity, row: Readonly<Record<string, string>>) {
  const spec = fileSpecForEntity(entity);
  const names = spec.columns.map((column) => column.name);
  const reader = createRowReader(spec, readHeader(spec, names), {
    mode: 'bulk',
    languages: createLanguageMapper(),
    acceptUsDates: false,
    readOtherRolesAsStaff: false,
    readAidesAsProctors: false,
    allowMissingCourse: false,
  });
  const outcome = reader.read(names.map((name) => row[name] ?? ''));
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
  return outcome;
}

const person = {
  sourcedId: 'u1',
  enabledUser: 'true',
  orgSourcedIds: 's1',
  role: 'student',
  username: 'u1',
  givenName: 'Ana',
  familyName: 'Lopez',
};

test.each([
  ['givenName', 'JosÃ©', 'NAME_GARBLED'],
  ['familyName', 'PeÃ±a', 'NAME_GARBLED'],
  ['familyName', 'NÃ\u009Aez', 'NAME_GARBLED'],
  ['middleName', 'Mar\uFFFDa', 'NAME_GARBLED'],
  ['givenName', 'Jos&eacute;', 'NAME_GARBLED'],
  ['familyName', 'O&#39;Brien', 'NAME_GARBLED'],
  ['familyName', 'Mu¿oz', 'NAME_GARBLED'],
  ['familyName', 'Mu%C3%B1oz', 'NAME_GARBLED'],
  ['familyName', 'Mu\\u00f1oz', 'NAME_GARBLED'],
  ['familyName', 'Nu├▒ez', 'NAME_GARBLED'],
  ['familyName', 'Mu?oz', 'NAME_QUESTION_MARK'],
])('%s %s is told as %s, without the name', (column, text, code) => {
  const { issues, values } = read('user', { ...person, [column]: text });
  expect(issues).toMatchObject([{ code, column, value: `${[...text].length} characters` }]);
  const [issue] = issues ?? [];
  const words = ISSUE_KINDS[issue?.code ?? 'NAME_GARBLED'].sentence({
    ...issue?.params,
    column,
    value: issue?.value ?? '',
  });
  expect(words).not.toContain(text);
  expect(words).not.toContain('…');
  // The row itself is read.
  expect(values[storedColumns('user').findIndex(({ field }) => field === 'sourced_id')]).toBe('u1');
});

test.each([
  ['Ângela', 'de Ávila'],
  ['JOÃO', 'MUÑOZ'],
  ['Sean', "O'Brien"],
  ['Ann & Joe', 'R&D'],
  ['Renée', 'Smith?'],
  ['Nguyễn', 'Kříž'],
  ['小明', '王'],
])('%s %s are names', (givenName, familyName) => {
  expect(read('user', { ...person, givenName, familyName }).issues).toBeNull();
});

test('what people read as the name of a school or a class is a name too', () => {
  const { issues } = read('org', { sourcedId: 's1', type: 'school', name: 'JosÃ© MartÃ­ School' });
  expect(issues).toMatchObject([{ code: 'NAME_GARBLED', column: 'name' }]);
  expect(
    read('org', { sourcedId: 's1', type: 'school', name: 'Peña Academy (K-8) & Annex' }).issues,
  ).toBeNull();
});
