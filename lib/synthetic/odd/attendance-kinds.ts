// Odd forms of daily files: how rows, dates, lines and bytes are written, and several rows of one day.
import { at } from '../random';
import type { Draw } from './draw';
import { CATEGORIES, dayIndexOf } from './facts';
import type { DailyDraft, FileKey, OddKind, WeekPlan } from './odd-kind';
import type { OddPerson } from './roster';

const DATE_COLUMN = 2;

function studentOf(week: WeekPlan, { grouping }: FileKey, draw: Draw): OddPerson {
  return week.claimStudent(grouping === 'elementary' ? 0 : 1 + draw.number(2));
}

function plainForms(date: string): string[] {
  const digits = date.replaceAll('-', '');
  return [digits, `${date}T00:00:00-07:00`, `${date}T00:00:00`, `${date} 00:00`, `${date} 0:00:00`];
}

function usForms(date: string): string[] {
  const [year, month, day] = date.split('-').map(Number);
  const plain = `${month}/${day}/${year}`;
  return [plain, `${plain} 12:00:00 AM`, `${plain} 0:00`, `${plain} 00:00:00`];
}

const rewrite = (draft: DailyDraft, write: (row: string[]) => string[]): void => {
  draft.rows = draft.rows.map(write);
};

/** A kind that only changes how one file is written. */
const form = (
  name: string,
  about: string,
  write: (draft: DailyDraft, draw: Draw) => void,
): OddKind => ({
  name,
  about,
  plant(week, draw) {
    week.writeFile(week.claimFile(), (draft) => write(draft, draw));
  },
});

export const ATTENDANCE_KINDS: readonly OddKind[] = [
  {
    name: 'mapped-beside-unmapped',
    about: 'Two rows of a student-day: a category, and a word that no one mapped.',
    plant(week, draw) {
      for (let i = 0; i < 3; i += 1) {
        const student = week.claimStudent(i);
        const dayIndex = draw.number(5);
        week.addFact({ student, dayIndex, text: draw.pick(CATEGORIES) });
        week.addFact({ student, dayIndex, text: `Zeta ${i}` });
      }
    },
  },
  {
    name: 'several-categories',
    about: 'Several rows of a student-day with different categories.',
    plant(week, draw) {
      for (let i = 0; i < 4; i += 1) {
        const student = week.claimStudent(i % 3);
        const dayIndex = draw.number(5);
        const from = draw.number(2);
        const said = CATEGORIES.filter((_, n) => n >= from && (n === from || draw.chance(0.6)));
        const texts = said.length > 1 ? said : CATEGORIES;
        for (const [n, text] of texts.entries())
          week.addFact({ student, dayIndex, text, counts: n === 0 ? text : null });
      }
    },
  },
  {
    name: 'two-lengths',
    about: 'Two rows of a student-day with one category and two durations.',
    plant(week, draw) {
      for (let i = 0; i < 2; i += 1) {
        const student = week.claimStudent(i);
        const of = { student, dayIndex: draw.number(5), text: 'Excused Absence' };
        week.addFact({ ...of, duration: '0.25', counts: null });
        week.addFact({ ...of, duration: '0.5' });
      }
    },
  },
  {
    name: 'mapped-later',
    about: 'A word is mapped after its day: the rank of that day is taken again.',
    plant(week, draw) {
      const text = 'Omega Day';
      week.mapWord(text, 'Unexcused Absence');
      const later = { text, counts: 'Unexcused Absence', isMappedLater: true } as const;
      for (let i = 0; i < 2; i += 1) {
        const of = { student: week.claimStudent(i), dayIndex: draw.number(3) };
        week.addFact({ ...of, ...later });
        week.addFact({ ...of, text: draw.pick(['Tardy', 'Excused Present']), counts: null });
      }
      week.addFact({ student: week.claimStudent(2), dayIndex: draw.number(3), ...later });
      const weaker = { student: week.claimStudent(2), dayIndex: draw.number(3) };
      week.mapWord('Omicron Day', 'Excused Present');
      week.addFact({ ...weaker, text: 'Omicron Day', counts: null });
      week.addFact({ ...weaker, text: 'Tardy' });
    },
  },
  {
    name: 'us-dates',
    about:
      'Dates as Excel writes them: read where the district says so, else the row is set aside.',
    plant(week, draw) {
      const file = week.claimFile();
      if (week.acceptsUsDates) {
        week.writeFile(file, (draft) =>
          rewrite(draft, (row) => row.with(DATE_COLUMN, draw.pick(usForms(at(row, DATE_COLUMN))))),
        );
        return;
      }
      week.withholdCorrections(file);
      const { grouping, slot } = file;
      const facts = [1, 2].map(() =>
        week.addFact({
          student: studentOf(week, file, draw),
          dayIndex: dayIndexOf(slot),
          grouping,
          text: 'Unexcused Absence',
          counts: null,
          from: slot,
          until: slot,
        }),
      );
      week.writeFile(file, (draft) => {
        for (const [i, each] of draft.facts.entries()) {
          const row = at(draft.rows, i);
          if (facts.includes(each)) row[DATE_COLUMN] = draw.pick(usForms(each.date));
        }
      });
    },
  },
  form('other-dates', 'Dates without hyphens, with a midnight, with a zone.', (draft, draw) =>
    rewrite(draft, (row) => row.with(DATE_COLUMN, draw.pick(plainForms(at(row, DATE_COLUMN))))),
  ),
  form('rulers-and-footers', 'What a query tool prints around the rows.', (draft, draw) => {
    const width = draft.header.length;
    const line = (cells: string[]): string => `${cells.join(',')}${draft.lineEnd}`;
    const ruler = line(draft.header.map(() => '-'.repeat(3 + draw.number(9))));
    const count = draft.rows.length;
    const footer = draw.pick([
      `${draft.lineEnd}(${count} rows affected)${draft.lineEnd}`,
      line([`Total: ${count}`, ...Array.from({ length: width - 1 }, () => '')]),
      `Total: ${count}${draft.lineEnd}`,
    ]);
    const end = draw.chance(0.5) ? '\x1a' : '';
    draft.edit = (text) => {
      const body = text.indexOf(draft.lineEnd) + draft.lineEnd.length;
      return text.slice(0, body) + ruler + text.slice(body) + footer + end;
    };
  }),
  form(
    'repeated-header',
    'Two exports put together: the header again in the middle.',
    (draft, draw) => {
      const place = 1 + draw.number(draft.rows.length - 1);
      draft.rows.splice(place, 0, [...draft.header]);
    },
  ),
  form('unpadded-rows', 'Excel leaves out the commas at the end of a row.', (draft) =>
    rewrite(draft, (row) => {
      let width = row.length;
      while (row[width - 1] === '') width -= 1;
      return row.slice(0, width);
    }),
  ),
  form('padded-rows', 'A spreadsheet leaves commas behind the last column.', (draft, draw) =>
    rewrite(draft, (row) => [...row, ...Array.from({ length: draw.number(4) }, () => '')]),
  ),
  form('long-notes', 'Notes of thirty lines, in quotes.', (draft, draw) => {
    const column = draft.header.indexOf('attendance_event_description');
    for (let i = 0; i < 2; i += 1)
      at(draft.rows, draw.number(draft.rows.length))[column] = Array.from(
        { length: 30 },
        (_, n) => `Called, line ${n + 1}`,
      ).join('\n');
  }),
  form('utf-16', 'UTF-16 with its mark.', (draft, draw) => {
    const isBig = draw.chance(0.5);
    draft.encode = (text) => {
      const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
      return isBig ? bytes.swap16() : bytes;
    };
  }),
  form('utf-16-without-mark', 'UTF-16 that does not say so.', (draft, draw) => {
    const isBig = draw.chance(0.3);
    draft.encode = (text) => {
      const bytes = Buffer.from(text, 'utf16le');
      return isBig ? bytes.swap16() : bytes;
    };
  }),
  form(
    'mark-and-line-ends',
    'A byte order mark, and lines that end as on an old Mac or in Windows.',
    (draft, draw) => {
      draft.lineEnd = draw.pick(['\r\n', '\r']);
      draft.edit = (text) => `\uFEFF${text}`;
    },
  ),
  form('nul-for-empty', 'NUL where there is nothing.', (draft) =>
    rewrite(draft, (row) => row.map((cell) => (cell === '' ? '\0' : cell))),
  ),
  form('columns-in-another-order', 'Columns and capitals as the SIS likes them.', (draft, draw) => {
    const order = draw.shuffle(draft.header.map((_, i) => i));
    const move = (row: string[]): string[] => order.map((i) => row[i] ?? '');
    rewrite(draft, move);
    draft.header = move(draft.header).map((name) => name.replace(/^./, (c) => c.toUpperCase()));
  }),
  {
    name: 'temporary-names',
    about: 'Sent under another name and renamed once it is whole, each time under a new one.',
    plant(week, draw) {
      for (let i = 0; i < 3; i += 1)
        week.writeFile(week.claimFile(), (draft) => {
          const suffix = Array.from({ length: 8 }, () => draw.pick([...'aBcD3fGh7jK'])).join('');
          draft.temporaryName = draw.pick([`.csv-${suffix}`, `.csv.${suffix}`, `.csv.filepart`]);
        });
    },
  },
  {
    name: 'calendar-in-odd-forms',
    about: 'calendar.csv with other dates; a school is closed on a day on which it sends rows.',
    plant(week, draw) {
      week.close(2, draw.number(5));
      week.writeCalendarDates((date, own) => own.pick([date, ...plainForms(date)]));
    },
  },
];
