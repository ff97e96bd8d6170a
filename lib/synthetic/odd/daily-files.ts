// The daily files of a week: which rows each has, and what the kinds make of them.
import { at } from '../random';
import { csvText } from './csv';
import type { Draw } from './draw';
import { dayIndexOf, isInFile, SLOTS, type Fact } from './facts';
import type { DailyDraft } from './odd-kind';
import { WEEK, type Grouping, type OddRoster } from './roster';
import type { Upload } from './sending';
import { fileKey, type Plan } from './week-plan';

const HEADER = [
  ...['school_id', 'student_id', 'attendance_event_date', 'attendance_event_category'],
  ...['attendance_event_reason', 'attendance_event_duration', 'attendance_event_description'],
];

export const dateOfSlot = (slot: number): string => at(WEEK, dayIndexOf(slot));

export interface DailyFile {
  grouping: Grouping;
  slot: number;
  upload: Upload;
}

/** In the order in which they are sent. */
export function dailyFiles(plan: Plan, rosters: readonly OddRoster[], draw: Draw): DailyFile[] {
  const files: DailyFile[] = [];
  for (let slot = 0; slot < SLOTS; slot += 1)
    for (const grouping of ['secondary', 'elementary'] as const) {
      const upload = writeFile(plan, rosters, { grouping, slot }, draw.of(`${grouping} ${slot}`));
      files.push({ grouping, slot, upload });
    }
  return files;
}

function writeFile(
  plan: Plan,
  rosters: readonly OddRoster[],
  file: { grouping: Grouping; slot: number },
  draw: Draw,
): Upload {
  const facts = draw.shuffle(plan.facts.filter((each) => isInFile(each, file, dateOfSlot)));
  const draft: DailyDraft = {
    header: [...HEADER],
    facts,
    rows: facts.map((each) => rowOf(each, plan.roster, rostersAt(rosters, file.slot))),
    lineEnd: '\n',
    edit: (text) => text,
    encode: (text) => Buffer.from(text),
    temporaryName: null,
  };
  for (const write of plan.fileWriters.get(fileKey(file)) ?? []) write(draft);
  const name = `attendance_${file.grouping}.csv`;
  const bytes = draft.encode(draft.edit(csvText(draft, draft.lineEnd)));
  if (draft.temporaryName === null) return { name, bytes };
  return { name: name.replace(/\.csv$/, draft.temporaryName), renameTo: name, bytes };
}

/** Newest first: who has left is still written with the last identifier they had. */
function rostersAt(rosters: readonly OddRoster[], slot: number): OddRoster[] {
  const applied = slot < 2 ? 1 : slot < 6 ? 2 : 3;
  return rosters.slice(0, applied).reverse();
}

function rowOf(of: Fact, first: OddRoster, rosters: readonly OddRoster[]): string[] {
  const school = first.schools.find(({ sourcedId }) => sourcedId === of.schoolId);
  const student = rosters
    .flatMap(({ people }) => people)
    .find(({ sourcedId, since }) => sourcedId === of.studentId && since <= of.date);
  return [
    ...[school?.identifier ?? '', student?.identifier ?? '', of.date, of.text],
    ...[of.reason, of.duration, of.description],
  ];
}
