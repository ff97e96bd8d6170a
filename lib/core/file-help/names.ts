import { CALENDAR_NAME } from '../attendance/names';

/** The plainest of the names an attendance file can have. */
export const ATTENDANCE_FILE_NAME = 'attendance.csv';
export const CALENDAR_FILE_NAME = CALENDAR_NAME;

export const filesHelpPath = '/help/files';
export const fileHelpPath = (fileName: string): string => `${filesHelpPath}/${fileName}`;
export const templatePath = (fileName: string): string => `/templates/${fileName}`;
export const checkFilesPath = '/help/check';
