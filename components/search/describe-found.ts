import { personName, roleLabel } from '../domain/roster/labels';
import { schoolPath, studentPath } from '../domain/attendance/addresses';
import { recordPath, rosterPath, withParams } from '../domain/roster/addresses';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type {
  Found,
  FoundDistrict,
  FoundFile,
  FoundPerson,
  FoundPlace,
  FoundRun,
  FoundSchool,
} from '@/lib/core/search/found';
import { MIN_PERSON_LETTERS } from '@/lib/core/search/search-text';
import { runPath } from '@/lib/core/sync-run/run-address';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import { isUsState, US_STATES } from '@/lib/core/tenants/us-states';
import type { Hit, HitGroup, SearchAnswer } from './answer';

/** What was found, in words: the most likely group first. */
export function describeFound(found: Found, now: Date): SearchAnswer {
  const open = found.district;
  const districts = group('Districts', found.districts.map(districtHit));
  const pages = group(
    'Pages',
    found.pages.map((place) => placeHit('page', place)),
  );
  const actions = group(
    'Actions',
    found.actions.map((place) => placeHit('action', place)),
  );
  const runs = group(
    'Runs',
    found.runs.map((run) => runHit(run, now)),
  );
  const people = group('People', [...found.people.flatMap(personHits), ...allPeopleHits(found)]);
  const schools = group('Schools', found.schools.flatMap(schoolHits));
  const files = group(
    'Files',
    found.files.map((file) => fileHit(file, now)),
  );
  const recent = group('Recently opened', found.recent.map(districtHit));
  const arePlacesMeant = [...found.pages, ...found.actions].some(({ label }) =>
    label.toLowerCase().startsWith(found.text.toLowerCase()),
  );
  const places = [pages, actions];
  // A school is rarely also a person's name, and several words seldom meet one by chance.
  const ofRoster = found.text.includes(' ') ? [schools, people] : [people, schools];
  const rest = open ? [...ofRoster, files, districts] : [districts, ...ofRoster, files];
  const groups =
    found.text === ''
      ? [recent, pages]
      : arePlacesMeant
        ? [runs, ...places, ...rest]
        : [runs, ...rest, ...places];
  return { groups: groups.filter(({ hits }) => hits.length > 0), note: noteOf(found) };
}

const group = (title: string, hits: Hit[]): HitGroup => ({ title, hits });

const detailOf = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');

export function districtHit({ slug, name, state }: FoundDistrict): Hit {
  return {
    kind: 'district',
    href: `/districts/${slug}`,
    title: name,
    detail: isUsState(state) ? US_STATES[state] : state,
    isMarked: true,
  };
}

function placeHit(kind: 'page' | 'action', { label, href, districtName }: FoundPlace): Hit {
  return { kind, href, title: label, detail: districtName ?? '', isMarked: true };
}

function personHits(person: FoundPerson): Hit[] {
  const { slug, sourcedId, role, grades, schoolName, districtName, hasAttendance } = person;
  const hit: Hit = {
    kind: 'person',
    href: recordPath(slug, 'people', sourcedId),
    title: personName(person),
    detail: detailOf(
      roleLabel(role),
      grades.length > 0 ? `Grade ${grades.join(', ')}` : null,
      schoolName,
      districtName,
      `id ${sourcedId}`,
    ),
    isMarked: true,
  };
  return hasAttendance
    ? [
        hit,
        attendanceHit(
          studentPath(slug, sourcedId),
          `${person.givenName} ${person.familyName}`,
          'Absent or not, day by day',
        ),
      ]
    : [hit];
}

function schoolHits({ slug, sourcedId, name, districtName, hasAttendance }: FoundSchool): Hit[] {
  const hit: Hit = {
    kind: 'school',
    href: recordPath(slug, 'orgs', sourcedId),
    title: name,
    detail: detailOf('School', districtName, `id ${sourcedId}`),
    isMarked: true,
  };
  return hasAttendance
    ? [hit, attendanceHit(schoolPath(slug, sourcedId), name, 'All students, day by day')]
    : [hit];
}

/** Stands below the one it is of. */
function attendanceHit(href: string, name: string, detail: string): Hit {
  return { kind: 'attendance', href, title: `Attendance of ${name}`, detail, isMarked: false };
}

function allPeopleHits({ allPeople }: Found): Hit[] {
  if (!allPeople) return [];
  const { slug, districtName, text, find } = allPeople;
  return [
    {
      kind: 'list',
      href: withParams(rosterPath(slug, 'people'), { find }),
      title: `All people who match “${text}”`,
      detail: districtName,
      isMarked: false,
    },
  ];
}

function runHit(run: FoundRun, now: Date): Hit {
  return {
    kind: 'run',
    href: runPath(run.slug, run.number),
    title: `Run ${run.number}`,
    detail: detailOf(
      runLabel(run).word,
      formatInstant(run.lastArrivalAt, run.timeZone, now),
      run.districtName,
    ),
    isMarked: true,
  };
}

function fileHit(file: FoundFile, now: Date): Hit {
  const { slug, runNumber, attendanceFileNumber, fileName } = file;
  return {
    kind: 'file',
    href:
      runNumber !== null
        ? `${runPath(slug, runNumber)}/files`
        : attendanceFileNumber !== null
          ? attendanceFilePath(slug, attendanceFileNumber)
          : `/districts/${slug}/connection`,
    title: fileName,
    detail: detailOf(
      `newest, ${formatInstant(file.startedAt, file.timeZone, now)}`,
      runNumber === null ? null : `run ${runNumber}`,
      file.districtName,
    ),
    isMarked: true,
  };
}

function noteOf(found: Found): string {
  if (found.text === '') return '';
  return [peopleNote(found), found.hasLookedInRuns ? '' : runsNote].filter(Boolean).join(' ');
}

const runsNote = 'To find runs and files, open a district or add its name.';

function peopleNote({ searchedPeople, isTooShortForPeople }: Found): string {
  if (isTooShortForPeople) return `Type at least ${MIN_PERSON_LETTERS} letters to find people.`;
  if (!searchedPeople) return '';
  const { districtName, districtCount, leftOut } = searchedPeople;
  if (districtName !== null) return `Searched people in ${districtName}.`;
  if (leftOut === 0) return `Searched people in ${plural(districtCount, 'district')}.`;
  return `Searched people in ${formatNumber(districtCount)} of ${plural(districtCount + leftOut, 'district')}, those you opened recently first. To search another one, add its name.`;
}
