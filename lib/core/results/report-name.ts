// The folder of reports in an SFTP account, and the names in it: a day, then the name that people call the run or the file.
import { folderOf } from '../names/path';
import type { PlainDate } from '../calendar/plain-date';

export const RESULTS_FOLDER = 'results';

export type ReportForm = 'txt' | 'csv';

/** An attendance or calendar file is a "file" in both of these. */
export type ReportSubject = 'run' | 'attendance-file' | 'calendar-file';

export interface ReportName {
  /** In the district's zone: the day on which the last of its files came. */
  date: PlainDate;
  subject: ReportSubject;
  number: number;
  form: ReportForm;
}

/** "2026-11-30_run-1042.txt" */
export const reportFileName = ({ date, subject, number, form }: ReportName): string =>
  `${date}_${subject}-${number}.${form}`;

const NAME = /^(\d{4}-\d{2}-\d{2})_(run|attendance-file|calendar-file)-([1-9]\d{0,8})\.(txt|csv)$/;

/** Null for a name that no report has. */
export function parseReportName(text: string): ReportName | null {
  const [, date, subject, number, form] = NAME.exec(text) ?? [];
  if (date === undefined || !isSubject(subject) || !isForm(form)) return null;
  return { date, subject, number: Number(number), form };
}

const isSubject = (text: string | undefined): text is ReportSubject =>
  text === 'run' || text === 'attendance-file' || text === 'calendar-file';
const isForm = (text: string | undefined): text is ReportForm => text === 'txt' || text === 'csv';

/** The folder itself, or something in it. */
export const isInResults = (name: string): boolean =>
  name === RESULTS_FOLDER || folderOf(name) === RESULTS_FOLDER;
