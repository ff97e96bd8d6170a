// Records of OneRoster 1.1 that are made here from other APIs, to become lines by recordsToCsv: references are bare ids, and what
// is empty is left out.

export interface OrgRecord {
  sourcedId: string;
  name: string;
  type: 'school' | 'district';
  identifier?: string;
  parent?: string;
}

export interface AcademicSessionRecord {
  sourcedId: string;
  title: string;
  type: 'schoolYear' | 'semester' | 'term';
  startDate: string;
  endDate: string;
  parent?: string;
  schoolYear: number;
}

export interface CourseRecord {
  sourcedId: string;
  title: string;
  courseCode: string;
  org: string;
  grades: string[];
  subjects: string[];
}

export interface ClassRecord {
  sourcedId: string;
  title: string;
  classCode: string;
  classType: 'homeroom' | 'scheduled';
  location?: string;
  course: string;
  school: string;
  terms: string[];
  grades: string[];
  subjects: string[];
  periods: string[];
}

export interface UserRecord {
  sourcedId: string;
  enabledUser: boolean;
  orgs: string[];
  role: 'student' | 'teacher' | 'administrator' | 'aide' | 'guardian' | 'parent' | 'relative';
  username?: string;
  givenName: string;
  familyName: string;
  middleName?: string;
  identifier: string;
  email?: string;
  sms?: string;
  phone?: string;
  agents: string[];
  grades: string[];
  metadata: { language?: string; ell?: string };
}

export interface EnrollmentRecord {
  sourcedId: string;
  class: string;
  school: string;
  user: string;
  role: 'student' | 'teacher' | 'proctor';
  primary: boolean;
  beginDate?: string;
  endDate?: string;
}

export interface DemographicsRecord {
  sourcedId: string;
  birthDate?: string;
  sex?: 'male' | 'female';
  americanIndianOrAlaskaNative?: boolean;
  asian?: boolean;
  blackOrAfricanAmerican?: boolean;
  nativeHawaiianOrOtherPacificIslander?: boolean;
  white?: boolean;
  demographicRaceTwoOrMoreRaces?: boolean;
  hispanicOrLatinoEthnicity?: boolean;
  countryOfBirthCode?: string;
  stateOfBirthAbbreviation?: string;
  cityOfBirth?: string;
}
