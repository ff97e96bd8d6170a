// Odd forms of the days after the first: what changes, and what only looks as if it did.
import { at } from '../random';
import type { OddKind } from './odd-kind';
import { membership, phoneNumber, type OddPerson, type OddRoster } from './roster';
import { membershipRow, personRow, demographicsRow } from './roster-tables';

const TUESDAY = '2026-10-06T06:00:00.000Z';
const WEDNESDAY = '2026-10-07T06:00:00.000Z';

const find = (roster: OddRoster, sourcedId: string): OddPerson | undefined =>
  roster.people.find((person) => person.sourcedId === sourcedId);

function leave(roster: OddRoster, student: OddPerson): void {
  const gone = new Set([student.sourcedId, ...student.agents]);
  roster.people = roster.people.filter(({ sourcedId }) => !gone.has(sourcedId));
  roster.memberships = roster.memberships.filter(({ userId }) => userId !== student.sourcedId);
}

const OTHER_CHILDREN = [
  [
    { given: 'Wanda', family: 'Zabriskie', birthDate: '2017-03-21', identifier: '89100' },
    { given: 'Yusuf', family: 'Özdemir', birthDate: '2018-01-09', identifier: '89100' },
  ],
  [
    { given: 'Xavier', family: 'Quispe', birthDate: '2013-11-30', identifier: '89101' },
    { given: 'Zoë', family: 'Van der Berg', birthDate: '2014-06-02', identifier: '89101' },
  ],
];

function comeInstead(student: OddPerson, contact: OddPerson, id: string): [OddPerson, OddPerson] {
  const child = { ...student, agents: [id] };
  return [
    child,
    { ...contact, sourcedId: id, given: 'Ulla', family: 'Jorgensen', agents: [child.sourcedId] },
  ];
}

export const LATER_DAY_KINDS: readonly OddKind[] = [
  {
    name: 'several-archives',
    about: 'Two archives of a roster and one of something else: the last to arrive is meant.',
    plant(week) {
      week.sendArchives();
    },
  },
  {
    name: 'files-beside',
    about: 'Marks and logs of an exporter, beside a set and by themselves: they open none.',
    plant(week, draw) {
      week.sendBeside(
        draw
          .shuffle(['upload.done', 'export.log', 'test.txt', 'readme.md', '_SUCCESS'])
          .slice(0, 2),
      );
    },
  },
  {
    name: 'lists-in-another-order',
    about: 'Terms, periods, grades and schools of a list the other way round: the same sets.',
    plant(week) {
      week.onSecondDay((roster) => {
        for (const each of roster.classes) {
          each.terms.reverse();
          each.periods.reverse();
        }
        for (const each of roster.courses) each.grades.reverse();
        for (const each of roster.people) each.orgs.reverse();
      });
    },
  },
  {
    name: 'two-swapped-names',
    about: 'Two names were swapped by mistake and are right now.',
    plant(week) {
      const [one, other] = [week.claimStudent(2).sourcedId, week.claimStudent(2).sourcedId];
      week.onSecondDay((roster) => {
        const [a, b] = [find(roster, one), find(roster, other)];
        if (a && b) [a.given, a.family, b.given, b.family] = [b.given, b.family, a.given, a.family];
      });
    },
  },
  {
    name: 'leavers',
    about: 'Students leave; the year-to-date file still has their days.',
    plant(week, draw) {
      for (let i = 0; i < 3; i += 1) {
        const student = week.claimStudent(i);
        const text = draw.pick(['Unexcused Absence', 'Excused Absence', 'Tardy']);
        week.addFact({ student, dayIndex: 0, text });
        week.onSecondDay((roster) => leave(roster, student));
      }
    },
  },
  {
    name: 'identifiers-reassigned',
    about: 'An identifier goes to another student, or to a second one, between two files.',
    plant(week) {
      const [moved, heir] = [week.claimStudent(0), week.claimStudent(0)];
      week.addFact({ student: moved, dayIndex: 0, text: 'Unexcused Absence' });
      week.addFact({ student: moved, dayIndex: 3, text: 'Tardy' });
      week.addFact({ student: heir, dayIndex: 1, text: 'Excused Absence' });
      const [first, second] = [week.claimStudent(2), week.claimStudent(2)];
      // Sent again at the end, when two have it: whose day it was is known from before.
      week.addFact({ student: first, dayIndex: 0, text: 'Excused Absence' });
      week.onSecondDay((roster) => {
        const of = (person: OddPerson) => find(roster, person.sourcedId);
        const [a, b, c] = [of(moved), of(heir), of(second)];
        if (a && b) [a.identifier, b.identifier] = ['89001', a.identifier];
        if (c) c.identifier = first.identifier;
      });
    },
  },
  {
    name: 'id-used-again',
    about:
      "Leavers' ids come back with other children, one of whom has no first day: they came with their files.",
    plant(week, draw) {
      week.holdDelta();
      for (const [i, begin] of ['2026-10-08', ''].entries()) {
        const student = week.claimStudent(i);
        const [home] = week.membershipsOf(student);
        const [child, contact] = comeInstead(student, week.contactOf(student), `again-${i}`);
        Object.assign(child, draw.pick(OTHER_CHILDREN[i] ?? []), { since: begin || '2026-10-07' });
        contact.sms = phoneNumber(draw);
        week.addFact({ student, dayIndex: 0, text: 'Unexcused Absence' });
        week.addFact({ student: child, dayIndex: 4, text: 'Excused Absence' });
        week.useIdAgain(student.sourcedId);
        week.onSecondDay((roster) => leave(roster, student));
        week.onDelta((roster, rows) => {
          const state = { status: 'active', modified: WEDNESDAY };
          const joined = membership(`joined-${i}`, home?.classId ?? '', student.mainSchool, {
            userId: child.sourcedId,
            begin,
          });
          roster.people.push(child, contact);
          roster.memberships.push(joined);
          rows.users.push(personRow(child, state), personRow(contact, state));
          rows.enrollments.push(membershipRow(joined, state));
          rows.demographics.push(demographicsRow(child, state));
        });
      }
    },
  },
  {
    name: 'two-states-in-a-delta',
    about: 'A delta has two states of one record: the one modified last is meant.',
    plant(week, draw) {
      const [removed, restored, lost] = [0, 1, 2].map((school) =>
        week.contactOf(week.claimStudent(school)),
      );
      week.onDelta((roster, rows) => {
        const say = (contact: OddPerson | undefined, states: readonly [string, OddPerson][]) => {
          if (!contact) return;
          const written = states.map(([status, person], i) =>
            personRow(person, { status, modified: at([TUESDAY, WEDNESDAY], i) }),
          );
          rows.users.push(...draw.shuffle(written));
        };
        const of = (person: OddPerson | undefined) => find(roster, person?.sourcedId ?? '');
        const [gone, back, silent] = [of(removed), of(restored), of(lost)];
        if (!gone || !back || !silent) return;
        say(gone, [
          ['active', { ...gone, sms: phoneNumber(draw) }],
          ['tobedeleted', gone],
        ]);
        roster.people = roster.people.filter((person) => person !== gone);
        Object.assign(back, { sms: phoneNumber(draw), mail: '' });
        say(back, [
          ['active', { ...back, sms: 'N/A' }],
          ['active', back],
        ]);
        const before = { ...silent };
        Object.assign(silent, { sms: '999-999-9999', mail: '', isReachable: false });
        say(silent, [
          ['active', before],
          ['active', silent],
        ]);
      });
    },
  },
];
