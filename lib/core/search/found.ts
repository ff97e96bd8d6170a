// What a search finds, before it has words and addresses.
import type { RunStatusFacts } from '../sync-run/status-labels';

export interface FoundDistrict {
  slug: string;
  name: string;
  state: string;
}

/** Districts to go to from another. */
export interface DistrictChoice {
  text: string;
  /** Where nothing was typed: those opened last. */
  recent: FoundDistrict[];
  districts: FoundDistrict[];
}

/** A page, or the place on one where something is done. */
export interface FoundPlace {
  label: string;
  href: string;
  /** Null for a place of no district. */
  districtName: string | null;
}

export interface FoundPerson {
  slug: string;
  districtName: string;
  sourcedId: string;
  role: string;
  givenName: string;
  familyName: string;
  grades: string[];
  schoolName: string | null;
  /** There is a page of their attendance, and the person who asks may open it. */
  hasAttendance: boolean;
}

export interface FoundSchool {
  slug: string;
  districtName: string;
  sourcedId: string;
  name: string;
  /** As of a person. */
  hasAttendance: boolean;
}

export interface FoundRun extends RunStatusFacts {
  number: number;
  slug: string;
  districtName: string;
  timeZone: string;
  lastArrivalAt: Date;
}

export interface FoundFile {
  fileName: string;
  slug: string;
  districtName: string;
  timeZone: string;
  startedAt: Date;
  /** What became of it: a run of the roster, or one of attendance; null while it waits, or belongs to neither. */
  runNumber: number | null;
  attendanceFileNumber: number | null;
}

/** Everybody of one district who matches, as the address of that list names it. */
export interface AllPeople {
  slug: string;
  districtName: string;
  /** What they match: the typed text without words such as "attendance of". */
  text: string;
  /** The same, sealed: no name stands in an address. */
  find: string;
}

/** Where people were looked for. */
export interface SearchedPeople {
  /** The district, where it was one alone. */
  districtName: string | null;
  districtCount: number;
  /** Districts with a roster whose people were not looked at. */
  leftOut: number;
}

export interface Found {
  text: string;
  /** The open district, where the person may know of it. */
  district: FoundDistrict | null;
  /** Where nothing was typed: the districts that were opened last. */
  recent: FoundDistrict[];
  districts: FoundDistrict[];
  pages: FoundPlace[];
  actions: FoundPlace[];
  schools: FoundSchool[];
  people: FoundPerson[];
  allPeople: AllPeople | null;
  runs: FoundRun[];
  files: FoundFile[];
  /** Null for whoever may not see people, and where the text is too short. */
  searchedPeople: SearchedPeople | null;
  /** The text is too short to look for people, who would otherwise be looked for. */
  isTooShortForPeople: boolean;
  /** Runs and files were looked for: a district is open or named. */
  hasLookedInRuns: boolean;
}
