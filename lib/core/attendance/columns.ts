// The columns of attendance and calendar files, once. Parser, checks, help pages and docs/attendance.md read this table.

export type AttendanceColumnName =
  | 'school_id'
  | 'student_id'
  | 'attendance_event_date'
  | 'attendance_event_category'
  | 'attendance_event_reason'
  | 'attendance_event_duration'
  | 'attendance_event_description';

export type CalendarColumnName =
  | 'school_id'
  | 'calendar_date'
  | 'calendar_events'
  | 'school_year_id'
  | 'calendarCode'
  | 'description';

export interface DailyColumn<Name extends string = string> {
  name: Name;
  need: 'required' | 'recommended' | 'optional';
  /** What the value is, in a few words. */
  form: string;
  example: string;
  /** One plain sentence for a school's tech lead. */
  help: string;
  maxLength: number;
  /** The column has to be there, its values do not. */
  mayBeEmpty?: true;
  /** Names in other exports that mean this column. Compared without capitals, blanks and marks. */
  otherNames: readonly string[];
}

export interface DailyFile<Name extends string = string> {
  kind: 'ATTENDANCE' | 'CALENDAR';
  columns: readonly DailyColumn<Name>[];
}

const ID_LENGTH = 255;

export const ATTENDANCE_FILE: DailyFile<AttendanceColumnName> = {
  kind: 'ATTENDANCE',
  columns: [
    {
      name: 'school_id',
      need: 'required',
      form: 'id of a school',
      example: '123',
      help: 'The sourcedId or the identifier the school has in orgs.csv.',
      maxLength: ID_LENGTH,
      otherNames: ['schoolsourcedid', 'schoolnumber'],
    },
    {
      name: 'student_id',
      need: 'required',
      form: 'id of a student',
      example: '1552',
      help: 'The sourcedId or the identifier the student has in users.csv.',
      maxLength: ID_LENGTH,
      otherNames: ['studentsourcedid', 'studentuniqueid', 'studentnumber'],
    },
    {
      name: 'attendance_event_date',
      need: 'required',
      form: 'date, YYYY-MM-DD',
      example: '2023-11-26',
      help: 'The school day the row is about. Not in the future, and within the school year.',
      maxLength: 40,
      otherNames: ['eventdate', 'attendancedate'],
    },
    {
      name: 'attendance_event_category',
      need: 'required',
      form: 'one of the four categories, or a word that can be mapped to one',
      example: 'Unexcused Absence',
      help: 'The status of the whole day: Excused Absence, Unexcused Absence, Tardy or Excused Present.',
      maxLength: 255,
      otherNames: ['eventcategory', 'attendanceeventcategorydescriptor', 'attendancecategory'],
    },
    {
      name: 'attendance_event_reason',
      need: 'required',
      form: 'text',
      example: 'Family Matter',
      help: 'The reason, in your SIS’s words. Shown to staff. The column is required, but values can be empty.',
      maxLength: 255,
      mayBeEmpty: true,
      otherNames: ['eventreason', 'attendancereason'],
    },
    {
      name: 'attendance_event_duration',
      need: 'recommended',
      form: 'share of the day, from 0 to 1',
      example: '0.35',
      help: '1 is a whole day, 0.5 is half a day. Not minutes or percent. An absence without a value counts as a whole day.',
      maxLength: 40,
      otherNames: ['eventduration', 'attendanceduration'],
    },
    {
      name: 'attendance_event_description',
      need: 'recommended',
      form: 'text',
      example: 'Unexcused Absent - Do Not Call',
      help: 'Internal notes. Shown to our staff only, never to families.',
      maxLength: 4000,
      otherNames: ['eventdescription', 'attendancedescription'],
    },
  ],
};

export const CALENDAR_FILE: DailyFile<CalendarColumnName> = {
  kind: 'CALENDAR',
  columns: [
    {
      name: 'school_id',
      need: 'required',
      form: 'id of a school',
      example: '123',
      help: 'The sourcedId or the identifier the school has in orgs.csv.',
      maxLength: ID_LENGTH,
      otherNames: ['schoolsourcedid', 'schoolnumber'],
    },
    {
      name: 'calendar_date',
      need: 'required',
      form: 'date, YYYY-MM-DD',
      example: '2026-11-26',
      help: 'The day the row is about.',
      maxLength: 40,
      otherNames: ['date'],
    },
    {
      name: 'calendar_events',
      need: 'required',
      form: '["In Session"] or ["Not In Session"]',
      example: '["Not In Session"]',
      help: 'Whether there is school on this day.',
      maxLength: 255,
      otherNames: ['calendarevent'],
    },
    {
      name: 'school_year_id',
      need: 'required',
      form: 'year in which the school year ends',
      example: '2027',
      help: 'The school year the day belongs to.',
      maxLength: 40,
      mayBeEmpty: true,
      otherNames: ['schoolyear'],
    },
    {
      name: 'calendarCode',
      need: 'optional',
      form: 'text',
      example: '',
      help: 'A code from your SIS. Not used.',
      maxLength: 255,
      otherNames: [],
    },
    {
      name: 'description',
      need: 'optional',
      form: 'text',
      example: 'Thanksgiving',
      help: 'The name of the day, shown beside it.',
      maxLength: 255,
      otherNames: [],
    },
  ],
};

/** Columns that only period attendance has. */
export const PERIOD_COLUMNS: readonly string[] = [
  'period',
  'periods',
  'periodid',
  'classperiod',
  'classperiodname',
  'section',
  'sectionid',
  'sectionidentifier',
  'sectionreference',
  'classid',
  'classsourcedid',
  'coursesection',
  'meetingtime',
];
