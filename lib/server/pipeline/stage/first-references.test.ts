import { describe, expect, test } from 'vitest';
import { storedColumns, type RosterEntity } from '@/lib/core/oneroster';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';
import type { KeptLine } from '@/lib/core/oneroster/file-reading/row-keeper';
import { BinaryRows } from '../../db/binary-rows';
import { FirstReferences } from './first-references';
import { IdIndex } from '@/lib/core/csv/bytes/id-index';
import { PeopleLinks } from './people-links';

/** Of the format. */
const BYTES_BEFORE_ROWS = 19;
const BYTES_OF_LENGTH = 4;
const BYTES_OF_END = 2;

const row = (entity: RosterEntity, values: Record<string, CellValue>): CellValue[] =>
  storedColumns(entity).map(({ field }) => values[field] ?? null);

const person = (id: string, role: string, agents: string[] = [], school = 's1'): CellValue[] =>
  row('user', {
    sourced_id: id,
    role,
    agent_sourced_ids: agents,
    org_sourced_ids: [school],
    school_sourced_id: school,
  });

function linksOf(...people: CellValue[][]): PeopleLinks {
  const links = new PeopleLinks();
  for (const each of people) links.add(each);
  return links;
}

/** A line of enrollments.csv whose columns stand in the order of `values`. */
function lineOf(values: Record<string, string>): KeptLine {
  const cells = Object.entries(values);
  const bytes = Buffer.from(cells.map(([, text]) => text).join(','));
  const bounds = new Int32Array(2 * cells.length);
  let at = 0;
  for (const [i, [, text]] of cells.entries()) {
    bounds[2 * i] = at;
    bounds[2 * i + 1] = at + text.length;
    at += text.length + 1;
  }
  const fields = cells.map(([field]) => field);
  const cellIndexes = storedColumns('enrollment').map(({ field }) => fields.indexOf(field));
  return { bytes, bounds, cellIndexes };
}

/** Each link as it is staged. */
function written(people: PeopleLinks): string[] {
  const ids: string[] = [];
  for (const { student, contact } of people.links()) {
    ids.push(`${writtenId(people, student)} ${writtenId(people, contact)}`);
  }
  return ids.sort();
}

function writtenId(people: PeopleLinks, person: number): string {
  const chunks: Buffer[] = [];
  const rows = new BinaryRows((chunk) => chunks.push(chunk));
  const before = BYTES_BEFORE_ROWS + BYTES_OF_LENGTH;
  people.writeId(person, rows);
  rows.end();
  return Buffer.concat(chunks).subarray(before, -BYTES_OF_END).toString();
}

test('an index of ids keeps them apart, and grows', () => {
  const index = new IdIndex();
  for (let n = 0; n < 20_000; n += 1) expect(index.placeOf(`id-${n}`)).toBe(n);
  expect(index.placeOf('id-77')).toBe(77);
  expect(index.size).toBe(20_000);
  for (let n = 0; n < 20_000; n += 1) expect(index.find(`id-${n}`)).toBe(n);
  expect(index.find('id-20000')).toBe(-1);
  index.placeOf('id-20000');
  expect(index.find('id-20000')).toBe(20_000);
});

describe('links of people', () => {
  test('stand once, whichever side names the other, and count for the school of the student', () => {
    const links = linksOf(
      person('mother', 'parent', ['ann', 'bob']),
      person('ann', 'student', ['mother', 'åunt\\1']),
      person('bob', 'student', [], 's2'),
      person('åunt\\1', 'relative', ['ann']),
      person('teacher', 'teacher'),
    );
    expect(links.isWhole()).toBe(true);
    expect(written(links)).toEqual(['ann mother', 'ann åunt\\1', 'bob mother']);
    expect(links.countBySchool()).toEqual(
      new Map([
        ['s1', 2],
        ['s2', 1],
      ]),
    );
  });

  test.each([
    ['somebody who is not there', [person('ann', 'student', ['nobody'])]],
    ['a student', [person('ann', 'student', ['bob']), person('bob', 'student')]],
    ['a teacher', [person('ann', 'student', ['kim']), person('kim', 'teacher')]],
    ['themselves', [person('ann', 'student', ['ann'])]],
  ])('are for the database where one names %s', (_, people) => {
    expect(linksOf(...people).isWhole()).toBe(false);
  });

  test('are for the database where a person stands twice', () => {
    const twice = [
      person('ann', 'student', ['mum']),
      person('ann', 'student'),
      person('mum', 'parent'),
    ];
    expect(linksOf(...twice).isWhole()).toBe(false);
  });
});

describe('references of a first roster', () => {
  const read = (references: FirstReferences, classOfEnrollment: string): void => {
    references.follow('org').take(row('org', { sourced_id: 's1' }));
    references.follow('course').take(row('course', { sourced_id: 'k1', org_sourced_id: 's1' }));
    references.follow('class').take(
      row('class', {
        sourced_id: 'c1',
        course_sourced_id: 'k1',
        school_sourced_id: 's1',
        term_sourced_ids: [],
      }),
    );
    references.follow('user').take(person('ann', 'student', ['later']));
    references.follow('enrollment').take(
      row('enrollment', {
        sourced_id: 'e1',
        class_sourced_id: classOfEnrollment,
        school_sourced_id: 's1',
        user_sourced_id: 'ann',
      }),
    );
  };

  test('lead to what was read before', () => {
    const references = new FirstReferences('2026-11-19');
    read(references, 'c1');
    expect(references.isResolved('class')).toBe(true);
    expect(references.isResolved('enrollment')).toBe(true);
    expect(references.arePeopleWhole()).toBe(false);
  });

  test('are looked for by the database where one leads nowhere', () => {
    const references = new FirstReferences('2026-11-19');
    read(references, 'c2');
    expect(references.isResolved('class')).toBe(true);
    expect(references.isResolved('enrollment')).toBe(false);
  });

  test('do not lead to somebody who is only named', () => {
    const references = new FirstReferences('2026-11-19');
    read(references, 'c1');
    references.follow('demographics').take(row('demographics', { sourced_id: 'later' }));
    expect(references.isResolved('demographics')).toBe(false);
  });

  test('may lead nowhere once a check has taken rows out', () => {
    const references = new FirstReferences('2026-11-19');
    read(references, 'c1');
    references.noteTakenOut('user');
    expect(references.isResolved('enrollment')).toBe(false);
  });

  test('lead somewhere still when what nobody points to was taken out', () => {
    const references = new FirstReferences('2026-11-19');
    read(references, 'c1');
    references.noteTakenOut('enrollment');
    expect(references.isResolved('enrollment')).toBe(false);
    expect(references.isResolved('class')).toBe(true);
  });

  test.each(['student', 'teacher', 'administrator'])(
    'of a line that is kept as it stands are followed as those of values: %s',
    (role) => {
      for (const [klass, user] of [
        ['c1', 'ann'],
        ['c2', 'ann'],
        ['c1', 'later'],
      ] as const) {
        const [read, kept, early] = Array.from(
          { length: 3 },
          () => new FirstReferences('2026-11-19'),
        ) as [FirstReferences, FirstReferences, FirstReferences];
        for (const each of [read, kept, early]) {
          each.follow('org').take(row('org', { sourced_id: 's1' }));
          each.follow('class').take(row('class', { sourced_id: 'c1', school_sourced_id: 's1' }));
        }
        for (const each of [read, kept]) each.follow('user').take(person('ann', 'student'));
        const values = {
          class_sourced_id: klass,
          school_sourced_id: 's1',
          user_sourced_id: user,
          role,
        };
        read.follow('enrollment').take(row('enrollment', { sourced_id: 'e1', ...values }));
        kept.follow('enrollment').takeLine(lineOf({ sourced_id: 'e1', ...values }));
        early.follow('enrollment').takeLine(lineOf({ sourced_id: 'e1', ...values }));
        early.follow('user').take(person('ann', 'student'));
        for (const other of [kept, early]) {
          expect(other.isResolved('enrollment')).toBe(read.isResolved('enrollment'));
          expect(other.arePeopleWhole()).toBe(read.arePeopleWhole());
          expect(other.classFacts()).toEqual(read.classFacts());
        }
        if (klass === 'c1' && user === 'ann') {
          expect(kept.classFacts()).toEqual({
            classes: 1,
            studentsInClass: role === 'student' ? 1 : 0,
            classesWithTeacher: role === 'teacher' ? 1 : 0,
          });
        } else expect(kept.classFacts()).toBeNull();
      }
    },
  );

  test.each(['before', 'after'])('of people who are enrolled %s their own row came', (when) => {
    const references = new FirstReferences('2026-11-19');
    references.follow('org').take(row('org', { sourced_id: 's1' }));
    references.follow('class').take(row('class', { sourced_id: 'c1', school_sourced_id: 's1' }));
    const people = (): void => {
      const { take } = references.follow('user');
      for (const each of [
        person('mum', 'parent', ['bob']),
        person('ann', 'student', ['mum']),
        person('bob', 'student'),
        person('tom', 'teacher'),
      ]) {
        take(each);
      }
    };
    if (when === 'after') people();
    const { take } = references.follow('enrollment');
    for (const [user, role] of [
      ['bob', 'student'],
      ['tom', 'teacher'],
      // Counted as what the own row says.
      ['tom', 'student'],
      ['bob', 'student'],
    ]) {
      take(
        row('enrollment', {
          sourced_id: `${user} ${role}`,
          class_sourced_id: 'c1',
          school_sourced_id: 's1',
          user_sourced_id: user ?? null,
          role: role ?? null,
        }),
      );
    }
    if (when === 'before') people();
    expect(references.isResolved('enrollment')).toBe(true);
    expect(references.classFacts()).toEqual({
      classes: 1,
      studentsInClass: 1,
      classesWithTeacher: 1,
    });
    expect(references.peopleFacts()).toMatchObject({ students: 2, staff: 1, studentsReachable: 0 });
    expect(written(references.people)).toEqual(['ann mum', 'bob mum']);
  });
});
