// Pages of attendance.
import { sendForm } from './acts';
import type { Look, LookArea } from './look';

const ATTENDANCE = '(signed-in)/districts/[slug]/attendance';

type Address = Look['address'];
const ofToday =
  (rest = ''): Address =>
  async ({ attendance }) =>
    (await attendance()).attendance + rest;
const beforeFiles =
  (rest = ''): Address =>
  async ({ waiting }) =>
    `${(await waiting()).home}/attendance${rest}`;
const withHistory =
  (rest = ''): Address =>
  async ({ history }) =>
    `${(await history()).home}/attendance${rest}`;

export const attendanceLooks: LookArea = {
  area: 'Attendance',
  looks: [
    {
      page: ATTENDANCE,
      what: 'Attendance of a first day, when one school has reported',
      state: 'partial',
      who: 'staff',
      address: ofToday(),
      isSampled: true,
    },
    {
      page: ATTENDANCE,
      what: 'Attendance of a semester',
      state: 'data',
      who: 'staff',
      address: withHistory(),
      isPrinted: true,
    },
    {
      page: ATTENDANCE,
      what: 'No attendance yet',
      state: 'first-use',
      who: 'staff',
      address: beforeFiles(),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/schools`,
      what: 'Schools',
      state: 'data',
      who: 'staff',
      address: withHistory('/schools'),
    },
    {
      page: `${ATTENDANCE}/schools`,
      what: 'Schools of a first day, when one has reported',
      state: 'partial',
      who: 'staff',
      address: ofToday('/schools'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/schools`,
      what: 'No schools yet',
      state: 'first-use',
      who: 'staff',
      address: beforeFiles('/schools'),
    },
    {
      page: `${ATTENDANCE}/schools/[schoolId]`,
      what: 'Students of a school by day',
      state: 'paged',
      who: 'staff',
      address: async ({ attendance }) => (await attendance()).grid,
      isSampled: true,
      isPrinted: true,
    },
    {
      page: `${ATTENDANCE}/schools/[schoolId]`,
      what: 'A month of a school',
      state: 'data',
      who: 'staff',
      address: async ({ history }) => `${(await history()).grid}?view=month`,
      isPrinted: true,
    },
    {
      page: `${ATTENDANCE}/schools/[schoolId]`,
      what: 'A month of a school that began, most absences first',
      state: 'paged',
      who: 'staff',
      address: async ({ attendance }) =>
        `${(await attendance()).grid}?view=month&sort=absences&direction=desc`,
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/schools/[schoolId]`,
      what: 'No student of this grade',
      state: 'no-match',
      who: 'staff',
      address: async ({ attendance }) => `${(await attendance()).grid}?grade=none`,
    },
    {
      page: `${ATTENDANCE}/schools/[schoolId]`,
      what: 'A school that is not there',
      state: 'not-found',
      who: 'staff',
      address: ofToday('/schools/no-such-school'),
    },
    {
      page: `${ATTENDANCE}/students/[studentId]`,
      what: 'A student after a first day',
      state: 'data',
      who: 'staff',
      address: async ({ attendance }) => (await attendance()).student,
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/students/[studentId]`,
      what: 'A student after a semester',
      state: 'data',
      who: 'staff',
      address: async ({ history }) => (await history()).student,
      isPrinted: true,
    },
    {
      page: `${ATTENDANCE}/students/[studentId]`,
      what: 'A student who is not there',
      state: 'not-found',
      who: 'staff',
      address: ofToday('/students/no-such-student'),
    },
    {
      page: `${ATTENDANCE}/notices`,
      what: 'Notices that are held',
      state: 'data',
      who: 'staff',
      address: ofToday('/notices'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/notices`,
      what: 'No notices on another day',
      state: 'good-news',
      who: 'staff',
      address: async ({ attendance }) => {
        const { attendance: path, otherDay } = await attendance();
        return `${path}/notices?date=${otherDay}`;
      },
    },
    {
      page: `${ATTENDANCE}/notices`,
      what: 'Notices before any file',
      state: 'first-use',
      who: 'staff',
      address: beforeFiles('/notices'),
    },
    {
      page: `${ATTENDANCE}/feeds`,
      what: 'Today’s files, one with a name that is almost right',
      state: 'data',
      who: 'contact',
      address: ofToday('/feeds'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/feeds`,
      what: 'No file has arrived',
      state: 'first-use',
      who: 'contact',
      address: beforeFiles('/feeds'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/files`,
      what: 'Files',
      state: 'data',
      who: 'staff',
      address: ofToday('/files'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/files`,
      what: 'Files of a semester',
      state: 'paged',
      who: 'staff',
      address: withHistory('/files'),
    },
    {
      page: `${ATTENDANCE}/files`,
      what: 'No file failed',
      state: 'no-match',
      who: 'staff',
      address: ofToday('/files?state=FAILED'),
    },
    {
      page: `${ATTENDANCE}/files`,
      what: 'No files yet',
      state: 'first-use',
      who: 'contact',
      address: beforeFiles('/files'),
    },
    {
      page: `${ATTENDANCE}/files/[runId]`,
      what: 'A file with a word nobody knows',
      state: 'data',
      who: 'staff',
      address: async ({ attendance }) => (await attendance()).file,
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/files/[runId]`,
      what: 'A file that waits for the roster',
      state: 'data',
      who: 'contact',
      address: async ({ attendanceWaits }) => (await attendanceWaits()).file,
    },
    {
      page: `${ATTENDANCE}/files/[runId]`,
      what: 'A file that could not be read from the database',
      state: 'error',
      who: 'staff',
      address: async ({ failing }) => (await failing()).attendanceFile,
    },
    {
      page: `${ATTENDANCE}/files/[runId]`,
      what: 'A file that is not there',
      state: 'not-found',
      who: 'staff',
      address: ofToday('/files/file-999999999'),
    },
    {
      page: `${ATTENDANCE}/mapping`,
      what: 'A word to map',
      state: 'data',
      who: 'contact',
      address: ofToday('/mapping'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/mapping`,
      what: 'Every word is mapped',
      state: 'good-news',
      who: 'staff',
      address: beforeFiles('/mapping'),
    },
    {
      page: `${ATTENDANCE}/calendar`,
      what: 'Calendar',
      state: 'data',
      who: 'staff',
      address: ofToday('/calendar'),
      isSampled: true,
    },
    {
      page: `${ATTENDANCE}/calendar`,
      what: 'No calendar is known',
      state: 'first-use',
      who: 'staff',
      address: beforeFiles('/calendar'),
    },
    {
      page: `${ATTENDANCE}/calendar`,
      what: 'A day that is none',
      state: 'form-errors',
      who: 'staff',
      address: ofToday('/calendar'),
      act: sendForm('Mark the day', { Day: '' }),
    },
    {
      page: `${ATTENDANCE}/format`,
      what: 'Format of the files',
      state: 'data',
      who: 'contact',
      address: ofToday('/format'),
      isSampled: true,
    },
  ],
};
