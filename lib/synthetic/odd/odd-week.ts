/**
 * A small district and a school week with every odd form at once: three rosters, a calendar, and twenty-two attendance
 * files, with what is right to become of them. The generator knows what it meant; it asks nothing of the product, so
 * that its answers can be compared with the product's. Another kind of odd form is one more entry in kinds.ts.
 */
import { at } from '../random';
import { csvText } from './csv';
import { dailyFiles } from './daily-files';
import { createDraw, type Draw } from './draw';
import { expectedOf, type Expected } from './expected';
import { dayIndexOf, YEAR_TO_DATE } from './facts';
import { ODD_KINDS } from './kinds';
import type { DeltaRows, RosterDay } from './odd-kind';
import { WEEK, type OddRoster } from './roster';
import {
  headerOf,
  manifestText,
  ROSTER_FILES,
  rosterTables,
  type RosterTables,
} from './roster-tables';
import type { Step, Upload } from './sending';
import { Plan } from './week-plan';
import { zipBytes } from './zip-bytes';

export interface OddWeek {
  timeZone: string;
  /** How the district's files are read beyond the standard. */
  settings: Readonly<Record<string, boolean>>;
  /** Names of the odd forms in it. */
  kinds: string[];
  /** Whom and which daily files they are about. */
  claims: Readonly<Record<string, { students: string[]; files: string[] }>>;
  steps: Step[];
  expected: Expected;
}

export interface OddWeekOptions {
  seed: string;
  /** Kinds that are left out. */
  without?: readonly string[];
}

const TIME_ZONE = 'America/Los_Angeles';
const FRIDAY_BEFORE = '2026-10-02';
const SATURDAY_BEFORE = '2026-10-03';
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY] = WEEK;

export async function createOddWeek({ seed, without = [] }: OddWeekOptions): Promise<OddWeek> {
  const unknown = without.filter((name) => !ODD_KINDS.some((kind) => kind.name === name));
  if (unknown.length > 0) throw new RangeError(`Not a kind of odd form: ${unknown.join(', ')}`);
  const kinds = ODD_KINDS.filter(({ name }) => !without.includes(name));
  const draw = createDraw(seed);
  const plan = new Plan(draw);
  for (const kind of kinds) plan.plant(kind);
  plan.addPlainFacts();
  plan.addPlainChanges();

  const first = plan.roster;
  const second = structuredClone(first);
  for (const change of plan.secondDay) change(second);
  const third = structuredClone(second);
  const delta: DeltaRows = { users: [], enrollments: [], demographics: [] };
  for (const change of plan.delta) change(third, delta);

  const daily = dailyFiles(plan, [first, second, third], draw.of('daily'));
  const steps: Step[] = [
    {
      kind: 'roster',
      at: `${FRIDAY_BEFORE}T18:00`,
      outcome: 'HELD',
      uploads: setUploads(plan, 1, rosterTables(first), 'bulk'),
    },
    {
      kind: 'calendar',
      at: `${SATURDAY_BEFORE}T09:00`,
      outcome: 'APPLIED',
      uploads: [{ name: 'calendar.csv', bytes: calendarBytes(plan, draw.of('calendar')) }],
    },
    {
      kind: 'roster',
      at: `${MONDAY}T18:00`,
      outcome: 'APPLIED',
      uploads: plan.hasArchives
        ? await zipped(plan, [first, second], draw.of('archives'))
        : setUploads(plan, 2, rosterTables(second), 'bulk'),
    },
    {
      kind: 'roster',
      at: `${WEDNESDAY}T18:00`,
      outcome: plan.isDeltaHeld ? 'HELD' : 'APPLIED',
      uploads: [
        ...plan.beside.map(besideUpload),
        ...setUploads(plan, 3, deltaTables(delta), 'delta'),
      ],
    },
    ...plan.beside.map((name): Step => {
      const uploads = [besideUpload(name)];
      return { kind: 'roster', at: `${TUESDAY}T19:00`, outcome: 'NOTHING', uploads };
    }),
    ...plan.words.map((word) => ({
      kind: 'mapping' as const,
      at: `${THURSDAY}T19:00`,
      ...word,
    })),
    ...daily.map(({ grouping, slot, upload }): Step => {
      const minute = grouping === 'secondary' ? '40' : '50';
      const at =
        slot === YEAR_TO_DATE
          ? `${FRIDAY}T15:${minute}`
          : `${String(WEEK[dayIndexOf(slot)])}T${slot % 2 === 0 ? '08' : '12'}:${minute}`;
      return { kind: 'attendance', at, uploads: [upload], outcome: 'APPLIED' };
    }),
  ];
  return {
    timeZone: TIME_ZONE,
    settings: plan.settings,
    kinds: kinds.map(({ name }) => name),
    claims: plan.claims,
    steps: steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    expected: expectedOf(plan, third),
  };
}

function besideUpload(name: string): Upload {
  return { name, bytes: Buffer.from('finished\n') };
}

function deltaTables(rows: DeltaRows): RosterTables {
  return new Map(
    (['users', 'enrollments', 'demographics'] as const)
      .filter((file) => rows[file].length > 0)
      .map((file) => [file, { header: headerOf(file), rows: rows[file] }]),
  );
}

function setUploads(
  plan: Plan,
  day: RosterDay,
  tables: RosterTables,
  mode: 'bulk' | 'delta',
): Upload[] {
  for (const write of plan.tableWriters) write(day, tables);
  const files = ROSTER_FILES.flatMap((file) => {
    const table = tables.get(file);
    if (!table) return [];
    let text = csvText(table);
    for (const write of plan.textWriters) text = write(day, file, text);
    return [{ name: `${file}.csv`, bytes: Buffer.from(text) }];
  });
  const modes = new Map([...tables.keys()].map((file) => [file, mode] as const));
  return [{ name: 'manifest.csv', bytes: Buffer.from(manifestText(modes)) }, ...files];
}

/** An archive of the evening before that lies there too, the one that is meant, and one that is none of ours. */
async function zipped(
  plan: Plan,
  [before, meant]: readonly [OddRoster, OddRoster],
  draw: Draw,
): Promise<Upload[]> {
  const zipOf = async (roster: OddRoster): Promise<Buffer> =>
    zipBytes(
      new Map(
        setUploads(plan, 2, rosterTables(roster), 'bulk').map(({ name, bytes }) => [name, bytes]),
      ),
    );
  const names = draw.pick([
    ['oneroster_2026-10-04.zip', 'oneroster_2026-10-05.zip'],
    ['roster.zip', 'export.zip'],
  ]);
  const photos = {
    name: 'photos.zip',
    bytes: await zipBytes(new Map([['1001.jpg', Buffer.from('no picture')]])),
  };
  const older = { name: at(names, 0), bytes: await zipOf(before) };
  const newer = { name: at(names, 1), bytes: await zipOf(meant) };
  return draw.pick([
    [photos, older, newer],
    [older, photos, newer],
    [older, newer, photos],
  ]);
}

function calendarBytes(plan: Plan, draw: Draw): Buffer {
  const rows = plan.roster.schools.flatMap(({ sourcedId, identifier }) =>
    WEEK.map((date) => {
      const isClosed = plan.closed.some((day) => day.schoolId === sourcedId && day.date === date);
      const said = isClosed ? '["Not In Session"]' : '["In Session"]';
      return [identifier, plan.calendarDate(date, draw), said, '2027'];
    }),
  );
  const header = ['school_id', 'calendar_date', 'calendar_events', 'school_year_id'];
  return Buffer.from(csvText({ header, rows: draw.shuffle(rows) }));
}
