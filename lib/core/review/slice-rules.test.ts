import { describe, expect, test } from 'vitest';
import { closeLeftOut, closeSlice, type PlannedChange } from './slice-rules';

type Given = [text: string, staged?: Record<string, string[]>, live?: Record<string, string[]>];

/** "user ADD u1"; an update of people who may be linked anew is written "user RELINK u1". */
function planned([text, staged = {}, live = {}]: Given): PlannedChange {
  const [entity = '', action = '', sourcedId = ''] = text.split(' ');
  const isRelink = action === 'RELINK';
  return {
    entity: entity as PlannedChange['entity'],
    action: (isRelink ? 'UPDATE' : action) as PlannedChange['action'],
    sourcedId: sourcedId.replace('+', '\n'),
    changedFields: isRelink ? ['agent_sourced_ids'] : ['phone'],
    staged,
    live,
  };
}

const nameOf = ({ entity, action, sourcedId }: PlannedChange) =>
  `${entity} ${action} ${sourcedId.replace('\n', '+')}`;

const enrolled = (user: string, of: string) => ({
  user_sourced_id: [user],
  class_sourced_id: [of],
});

function run(close: typeof closeSlice, given: readonly Given[], start: readonly string[]) {
  const changes = given.map(planned);
  const chosen = new Set(changes.filter((change) => start.includes(nameOf(change))));
  const found = close(changes, chosen);
  return changes.filter((change) => found.has(change)).map(nameOf);
}

const newSchool: Given[] = [
  ['org ADD s1'],
  ['academicSession ADD t1'],
  ['course ADD k1', { org_sourced_id: ['s1'], school_year_sourced_id: ['t1'] }],
  [
    'class ADD c1',
    { course_sourced_id: ['k1'], school_sourced_id: ['s1'], term_sourced_ids: ['t1'] },
  ],
  ['user ADD u1', { org_sourced_ids: ['s1'] }],
  ['enrollment ADD e1', enrolled('u1', 'c1')],
  ['demographics ADD u1'],
  ['user ADD other', { org_sourced_ids: ['s2'] }],
];

const leaving: Given[] = [
  ['user REMOVE u1'],
  ['enrollment REMOVE e1', {}, enrolled('u1', 'c1')],
  ['demographics REMOVE u1'],
  ['link REMOVE u1+p1'],
  ['class REMOVE c1'],
  ['enrollment UPDATE e2', enrolled('u2', 'c2'), enrolled('u2', 'c1')],
];

const family: Given[] = [
  ['user RELINK u1'],
  ['link ADD u1+p1'],
  ['link REMOVE u1+p2'],
  ['user ADD p1'],
  ['user REMOVE p2'],
  ['link ADD u2+p1'],
  ['user UPDATE u2'],
  ['user ADD p3'],
];

describe('a slice with what it needs', () => {
  test.each<[string, Given[], string[], string[]]>([
    [
      'an enrollment brings its student, class, course, school and term',
      newSchool,
      ['enrollment ADD e1'],
      [
        'org ADD s1',
        'academicSession ADD t1',
        'course ADD k1',
        'class ADD c1',
        'user ADD u1',
        'enrollment ADD e1',
      ],
    ],
    ['a school alone brings nobody', newSchool, ['org ADD s1'], ['org ADD s1']],
    [
      'demographics bring their person',
      newSchool,
      ['demographics ADD u1'],
      ['org ADD s1', 'user ADD u1', 'demographics ADD u1'],
    ],
    [
      'a student who leaves takes what hangs on them',
      leaving,
      ['user REMOVE u1'],
      ['user REMOVE u1', 'enrollment REMOVE e1', 'demographics REMOVE u1', 'link REMOVE u1+p1'],
    ],
    [
      'a class that goes takes its enrollments, or moves them',
      leaving,
      ['class REMOVE c1'],
      ['enrollment REMOVE e1', 'class REMOVE c1', 'enrollment UPDATE e2'],
    ],
    ['an enrollment leaves alone', leaving, ['enrollment REMOVE e1'], ['enrollment REMOVE e1']],
    [
      'a link needs both people, and people their links',
      family,
      ['link ADD u1+p1'],
      [
        'user RELINK u1',
        'link ADD u1+p1',
        'link REMOVE u1+p2',
        'user ADD p1',
        'user REMOVE p2',
        'link ADD u2+p1',
      ].map((name) => name.replace('RELINK', 'UPDATE')),
    ],
    ['an update that links nobody anew goes alone', family, ['user UPDATE u2'], ['user UPDATE u2']],
    ['somebody without links comes alone', family, ['user ADD p3'], ['user ADD p3']],
    ['nothing chosen, nothing pulled in', family, [], []],
  ])('%s', (_, given, start, expected) => {
    expect(run(closeSlice, given, start)).toEqual(expected);
  });
});

describe('what has to be left out with removals', () => {
  test.each<[string, Given[], string[], string[]]>([
    [
      'nothing needs a student to go',
      leaving,
      ['user REMOVE u1', 'link REMOVE u1+p1'],
      ['user REMOVE u1', 'link REMOVE u1+p1'],
    ],
    [
      'a link that goes keeps back the row that dropped it, and what else that row links',
      family,
      ['link REMOVE u1+p2', 'user REMOVE p2'],
      [
        'user UPDATE u1',
        'link ADD u1+p1',
        'link REMOVE u1+p2',
        'user ADD p1',
        'user REMOVE p2',
        'link ADD u2+p1',
      ],
    ],
    [
      'additions have no need of removals',
      [...newSchool, ...leaving.slice(4)],
      ['class REMOVE c1'],
      ['class REMOVE c1'],
    ],
  ])('%s', (_, given, start, expected) => {
    expect(run(closeLeftOut, given, start)).toEqual(expected);
  });
});

test('closing is idempotent and grows with what is chosen, and the two ways are each other backwards', () => {
  const changes = [...newSchool, ...leaving, ...family].map(planned);
  for (let picked = 0; picked < changes.length; picked += 1) {
    const start = new Set(changes.slice(picked, picked + 2));
    const closed = closeSlice(changes, start);
    expect(closeSlice(changes, closed)).toEqual(closed);
    for (const one of start) {
      for (const each of closeSlice(changes, new Set([one]))) expect(closed.has(each)).toBe(true);
    }
    // What a left-out change drags along leaves a rest that is whole.
    const leftOut = closeLeftOut(changes, start);
    const rest = new Set(changes.filter((change) => !leftOut.has(change)));
    expect(closeSlice(changes, rest)).toEqual(rest);
  }
});
