// One report, as text and as CSV, from what the database knows of its run now. Both are written together: they are of the same
// rows, and a client that lists the folder wants the size of both.
import { ATTENDANCE_RUN_LABELS } from '@/lib/core/attendance/run-states';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { helpText } from '@/lib/core/attendance/help-of-file';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { CSV_BYTE_ORDER_MARK, toCsvRow, type CsvValue } from '@/lib/core/csv';
import { formatNumber } from '@/lib/core/format/numbers';
import { reportText, type Report, type ReportedGroup } from '@/lib/core/results/report-text';
import type { ReportForm } from '@/lib/core/results/report-name';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import { runPath } from '@/lib/core/sync-run/run-address';
import { runLabel, type Owner } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '../app-context';
import { findAttendanceRun } from '../attendance/queries/runs';
import {
  ATTENDANCE_PROBLEM_COLUMNS,
  attendanceProblemCsvRow,
  streamAttendanceProblems,
} from '../attendance/queries/problems-csv';
import { findRun, listRunFiles } from '../sync-runs/queries/get-run';
import { listIssueGroups, streamProblems } from '../sync-runs/queries/problems';
import { PROBLEM_COLUMNS, problemCsvRow } from '../sync-runs/queries/problems-csv';
import type { ListedReport } from './list-reports';
import { REPORTED_LINES, REPORTED_PROBLEMS } from './results-limits';

export type WrittenReport = Readonly<Record<ReportForm, Buffer>>;

interface Tenant {
  name: string;
  slug: string;
  timeZone: string;
}

/** Null where its run is gone. */
export async function writeReport(
  ctx: AppContext,
  report: ListedReport,
): Promise<WrittenReport | null> {
  const tenant = await ctx.db.prisma.tenant.findUnique({
    where: { id: report.tenantId },
    select: { name: true, slug: true, timeZone: true },
  });
  if (!tenant) return null;
  return report.subject === 'run'
    ? writeRunReport(ctx, report, tenant)
    : writeFileReport(ctx, report, tenant);
}

const nextSteps: Readonly<Record<Owner, string>> = {
  district: 'yours',
  TalkingPoints: 'TalkingPoints',
  nobody: 'nothing to do',
};

async function writeRunReport(
  ctx: AppContext,
  { tenantId, id, number }: ListedReport,
  tenant: Tenant,
): Promise<WrittenReport | null> {
  const run = await findRun(ctx, tenantId, id);
  if (!run) return null;
  const label = runLabel(run);
  const list = new ProblemList(PROBLEM_COLUMNS);
  for await (const problem of streamProblems(ctx, tenantId, id))
    list.add(`${problem.fileName} ${problem.code}`, problem.line, problemCsvRow(problem));
  const pageUrl = `${ctx.settings.publicUrl}${runPath(tenant.slug, number)}`;
  const groups = await listIssueGroups(ctx, tenantId, id);
  const files = await listRunFiles(ctx, tenantId, id);
  const text: Report = {
    title: `${tenant.name}, run ${number}`,
    facts: [
      ['Last file received', wholeInstant(run.lastArrivalAt, tenant)],
      ['State', `${label.glyph} ${label.word}`],
      ['Next step', nextSteps[label.owner]],
    ],
    sentences: [
      label.explanation,
      ...(run.state === 'INCOMPLETE' && run.missingFiles ? [`Missing: ${run.missingFiles}.`] : []),
      // A time in a hint is given with its year: what is read in January may be of December.
      ...run.fileHints.map((hint) => fileHintSentence(hint, ANOTHER_YEAR, tenant.timeZone)),
      ...(run.rejectionReason === null ? [] : ['The reviewer’s reason is on the page of the run.']),
    ],
    files: files.filter(({ isLeftAside }) => !isLeftAside),
    groups: groups.map((group) => withLines(group, list)),
    pageUrl: `${pageUrl}/problems`,
  };
  return list.written(text);
}

async function writeFileReport(
  ctx: AppContext,
  { tenantId, id, number }: ListedReport,
  tenant: Tenant,
): Promise<WrittenReport | null> {
  const run = await findAttendanceRun(ctx, tenantId, id);
  if (!run) return null;
  const list = new ProblemList(ATTENDANCE_PROBLEM_COLUMNS);
  for await (const problem of streamAttendanceProblems(ctx, tenantId, id))
    list.add(
      `${run.fileName} ${problem.code}`,
      problem.line,
      attendanceProblemCsvRow(run.fileName, problem),
    );
  const { partnerSupportEmail } = ctx.settings;
  const reader = { isStaff: false, partnerSupportEmail, timeZone: tenant.timeZone };
  const text: Report = {
    title: `${tenant.name}, ${run.fileName} (file ${number})`,
    facts: [
      ['Received', wholeInstant(run.receivedAt, tenant)],
      ['State', ATTENDANCE_RUN_LABELS[run.state]],
      ...(run.rowsKept > 0 ? [['Rows that wait', formatNumber(run.rowsKept)] as const] : []),
    ],
    sentences: run.state === 'NOTHING_USED' ? helpText(run.use, reader).sentences : [],
    files: [run],
    groups: run.groups.map((group) => withLines({ ...group, fileName: run.fileName }, list)),
    pageUrl: `${ctx.settings.publicUrl}${attendanceFilePath(tenant.slug, number)}`,
  };
  return list.written(text);
}

function withLines(
  group: Omit<ReportedGroup, 'lines'> & { code: string },
  list: ProblemList,
): ReportedGroup {
  return { ...group, lines: list.linesOf(`${group.fileName} ${group.code}`) };
}

const ANOTHER_YEAR = new Date(0);
const wholeInstant = (at: Date, { timeZone }: Tenant): string =>
  formatInstant(at, timeZone, ANOTHER_YEAR);

/** The CSV as far as it goes, and of each kind of problem the first lines for the text. */
class ProblemList {
  private readonly rows: string[];
  private readonly lines = new Map<string, Set<number>>();
  private count = 0;

  constructor(private readonly columns: readonly string[]) {
    this.rows = [CSV_BYTE_ORDER_MARK + toCsvRow(columns)];
  }

  add(group: string, line: number | null, row: readonly CsvValue[]): void {
    this.count += 1;
    if (this.count <= REPORTED_PROBLEMS) this.rows.push(toCsvRow(row));
    if (line === null) return;
    const lines = this.lines.get(group) ?? new Set<number>();
    if (lines.size < REPORTED_LINES) lines.add(line);
    this.lines.set(group, lines);
  }

  linesOf(group: string): number[] {
    return [...(this.lines.get(group) ?? [])];
  }

  written(text: Report): WrittenReport {
    const more = this.count - REPORTED_PROBLEMS;
    if (more > 0) {
      const says = `${formatNumber(more)} more: ${text.pageUrl}`;
      this.rows.push(toCsvRow(this.columns.map((column) => (column === 'message' ? says : null))));
    }
    return { txt: Buffer.from(reportText(text)), csv: Buffer.from(this.rows.join('')) };
  }
}
