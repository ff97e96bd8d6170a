// Odd forms of the first full roster.
import type { OddKind } from './odd-kind';
import { DISTRICT_ID, membership, phoneNumber, session, YEAR_START } from './roster';
import { at } from '../random';

const PLACEHOLDER_PHONES = [
  ...['999-999-9999', '000-0000', '0000000000', 'N/A', 'none', 'NULL', '-', '(000) 000-0000'],
];
const PLACEHOLDER_MAILS = ['none', 'NULL', 'n/a', 'noemail', 'unknown'];

export const ROSTER_KINDS: readonly OddKind[] = [
  {
    name: 'shared-identifiers',
    about: "A student's identifier is another one's sourcedId, and a school's as well.",
    plant(week, draw) {
      const [, second, third] = week.roster.schools;
      if (second && third) second.identifier = third.sourcedId;
      for (const [i, school] of [0, 1, 2, draw.number(3)].entries()) {
        const [one, other] = [week.claimStudent(school), week.claimStudent(draw.number(3))];
        one.identifier = other.sourcedId;
        week.addFact({ student: one, dayIndex: i, text: 'Unexcused Absence' });
        week.addFact({ student: other, dayIndex: i + 1, text: 'Excused Absence' });
      }
      // A row about both on one day.
      const [one, other] = [week.claimStudent(1), week.claimStudent(2)];
      one.identifier = other.sourcedId;
      week.addFact({ student: one, dayIndex: 2, text: 'Tardy' });
      week.addFact({ student: other, dayIndex: 2, text: 'Unexcused Absence' });
    },
  },
  {
    name: 'one-identifier-two-students',
    about: 'Two students have the same identifier: no one can tell whose row it is.',
    plant(week, draw) {
      const school = draw.number(3);
      const [one, other] = [week.claimStudent(school), week.claimStudent(school)];
      other.identifier = one.identifier;
      week.addFact({
        student: one,
        dayIndex: 1 + draw.number(4),
        text: 'Unexcused Absence',
        counts: null,
      });
    },
  },
  {
    name: 'district-first',
    about: 'The district stands before the school in the list of every student of a school.',
    plant(week, draw) {
      const [school] = week.roster.schools;
      for (const person of week.roster.people)
        if (person.role === 'student' && person.mainSchool === school?.sourcedId)
          person.orgs = [DISTRICT_ID, ...person.orgs];
      week.flu(0, 2 + draw.number(2), 22);
    },
  },
  {
    name: 'placeholders',
    about: 'Phones and mail addresses that are none.',
    plant(week, draw) {
      const contact = (school: number) => week.contactOf(week.claimStudent(school));
      for (let i = 0; i < 8; i += 1) {
        const nobody = contact(i % 3);
        nobody.sms = i % 2 === 0 ? draw.pick(PLACEHOLDER_PHONES) : '';
        nobody.phone = i % 2 === 1 || draw.chance(0.5) ? draw.pick(PLACEHOLDER_PHONES) : '';
        nobody.mail = draw.chance(0.5) ? draw.pick(PLACEHOLDER_MAILS) : '';
        nobody.isReachable = false;
      }
      const byMail = contact(0);
      byMail.sms = draw.pick(PLACEHOLDER_PHONES);
      byMail.mail = 'a.parent@example.com';
      const byPhone = contact(1);
      byPhone.sms = draw.pick(PLACEHOLDER_PHONES);
      byPhone.phone = phoneNumber(draw);
      byPhone.mail = draw.pick(PLACEHOLDER_MAILS);
    },
  },
  {
    name: 'ended-and-coming-memberships',
    about: 'Memberships that have ended, that begin later, and a change of section within a year.',
    plant(week, draw) {
      const { memberships, classes } = week.roster;
      for (const [i, school] of [0, 1, 2, draw.number(3)].entries()) {
        const student = week.claimStudent(school);
        const own = new Set(week.membershipsOf(student).map(({ classId }) => classId));
        const [former, later, lastYear] = draw.shuffle(
          classes.filter(
            ({ sourcedId, schoolId }) => schoolId === student.mainSchool && !own.has(sourcedId),
          ),
        );
        const of = (name: string, classId: string | undefined, values: object) =>
          memberships.push(
            membership(`${name}-${i}`, classId ?? '', student.mainSchool, {
              userId: student.sourcedId,
              ...values,
            }),
          );
        // From another section: the days before belong to the same year at the same school.
        for (const current of week.membershipsOf(student)) current.begin = '2026-10-01';
        of('former', former?.sourcedId, { end: '2026-09-30', time: 'past' });
        of('later', later?.sourcedId, { begin: '2026-10-19', time: 'coming' });
        of('last-year', lastYear?.sourcedId, {
          begin: '2025-08-18',
          end: '2026-06-05',
          time: 'past',
        });
      }
    },
  },
  {
    name: 'doubled-memberships',
    about: 'The same membership under two ids.',
    plant(week) {
      for (let i = 0; i < 4; i += 1) {
        const [first] = week.membershipsOf(week.claimStudent(i % 3));
        if (!first) continue;
        const again = { ...first, sourcedId: `again-${i}`, isRepetition: true };
        week.roster.memberships.splice(i % 2 === 0 ? 0 : week.roster.memberships.length, 0, again);
      }
    },
  },
  {
    name: 'overlapping-years',
    about: "The next school year's first session begins while this one runs.",
    plant(week) {
      const begin = '2026-10-07';
      week.roster.sessions.push(
        session('year-2028', 'schoolYear', '2027-28', begin, '2028-06-02', '', '2028'),
        session('fall-2028', 'term', 'Fall 2027', begin, '2027-12-17', 'year-2028', '2028'),
      );
    },
  },
  {
    name: 'dates-in-the-roster',
    about: 'First days of memberships in every form, another one each night.',
    plant(week, draw) {
      const plain = YEAR_START.replaceAll('-', '');
      const forms = [plain, `${YEAR_START}T00:00:00-07:00`, `${YEAR_START} 00:00:00`];
      if (week.acceptsUsDates)
        forms.push('8/17/2026', '8/17/2026 12:00:00 AM', '08/17/2026 0:00', '8/17/2026 00:00:00');
      week.writeTables((day, tables) => {
        const own = draw.of(`day ${day}`);
        for (const row of tables.get('enrollments')?.rows ?? [])
          if (row[8] === YEAR_START && own.chance(0.2)) row[8] = own.pick(forms);
      });
    },
  },
  {
    name: 'long-lists',
    about: 'A cell that holds more ids than fit a usual one.',
    plant(week, draw) {
      for (let i = 0; i < 2; i += 1)
        week.claimStudent().userIds = Array.from(
          { length: 320 },
          (_, n) => `{system-${n}:${String(draw.number(1_000_000_000)).padStart(20, '0')}}`,
        );
    },
  },
  {
    name: 'double-encoded-names',
    about: 'Names that were read as Latin-1 and written as UTF-8 once more.',
    plant(week) {
      for (const name of ['José', 'Tuyết', 'Peña']) {
        const student = week.claimStudent();
        student.given = Buffer.from(name).toString('latin1');
      }
    },
  },
  {
    name: 'marks-and-nuls-in-the-roster',
    about: 'A byte order mark before users.csv; NUL where enrollments.csv has nothing.',
    plant(week) {
      week.writeText((day, file, text) => (file === 'users' && day !== 3 ? `\uFEFF${text}` : text));
      week.writeTables((day, tables) => {
        if (day !== 1) return;
        for (const row of tables.get('enrollments')?.rows ?? [])
          for (const column of [1, 2, 9]) if (at(row, column) === '') row[column] = '\0';
      });
    },
  },
  {
    name: 'two-schools',
    about:
      'Students of two schools, the other one first in the list: memberships say which is the main one.',
    plant(week, draw) {
      const own = (school: number, other: number) => {
        const student = week.claimStudent(school);
        const otherId = at(week.roster.schools, other).sourcedId;
        student.orgs = draw.chance(0.5)
          ? [otherId, student.mainSchool]
          : [DISTRICT_ID, otherId, student.mainSchool];
        const elsewhere = draw.pick(
          week.roster.classes.filter(({ schoolId }) => schoolId === otherId),
        );
        week.roster.memberships.push(
          membership(`other-school-${student.sourcedId}`, elsewhere.sourcedId, otherId, {
            userId: student.sourcedId,
          }),
        );
        return { student, otherId };
      };
      for (let i = 0; i < 3; i += 1) {
        const { student, otherId } = own(1, 2);
        const dayIndex = draw.number(5);
        const said = draw.shuffle([student.mainSchool, otherId]);
        // One status a day, whichever school it comes from.
        week.addFact({
          student,
          dayIndex,
          text: 'Unexcused Absence',
          schoolId: at(said, 0),
          isSchoolOpen: true,
        });
        week.addFact({
          student,
          dayIndex,
          schoolId: at(said, 1),
          counts: null,
          text: draw.pick(['Excused Absence', 'Tardy', 'Excused Present']),
        });
      }
      for (let i = 0; i < 2; i += 1) {
        const { student, otherId } = own(0, 1);
        const dayIndex = draw.pick([0, 1, 4]);
        const isOwnWorse = draw.chance(0.5);
        const worse = { text: 'Unexcused Absence', isSchoolOpen: true };
        const better = { text: draw.pick(['Excused Absence', 'Tardy']), counts: null };
        week.addFact({ student, dayIndex, ...(isOwnWorse ? worse : better) });
        week.addFact({
          student,
          dayIndex,
          schoolId: otherId,
          grouping: 'secondary',
          ...(isOwnWorse ? better : worse),
        });
      }
    },
  },
];
