// The reports that every account can read in /results. A report is written when it is asked for and is never stale: what is
// remembered of it are its sizes, which `ls -l` asks for all at once, and only for as long as nothing about its run changed.
import type { Attributes, FileEntry } from 'ssh2';
import {
  isInResults,
  parseReportName,
  reportFileName,
  RESULTS_FOLDER,
  type ReportForm,
} from '@/lib/core/results/report-name';
import type { AppContext } from '../../app-context';
import { listReports, type ListedReport, type ReportSource } from '../../results/list-reports';
import { writeReport } from '../../results/write-report';
import type { ConnectionKey } from '../deliveries';
import { listedEntry, readOnlyFileAttributes } from './entries';

const FORMS: readonly ReportForm[] = ['txt', 'csv'];
const MAX_REMEMBERED = 5_000;

/** Opened for reading: the whole of it, as it was then. */
export class OpenReport {
  constructor(
    private readonly content: Buffer,
    readonly attributes: Attributes,
  ) {}

  /** Null at its end. */
  read(offset: number, length: number): Buffer | null {
    return offset >= this.content.length ? null : this.content.subarray(offset, offset + length);
  }
}

type Sizes = Readonly<Record<ReportForm, number>>;

export class ResultsFolder {
  private readonly sizes = new Map<string, { version: string; sizes: Sizes }>();

  constructor(private readonly ctx: AppContext) {}

  /** Null where there is no report of this name. */
  async open(key: ConnectionKey, name: string): Promise<OpenReport | null> {
    const found = await this.find(key, name);
    if (!found) return null;
    const content = (await writeReport(this.ctx, found.report))?.[found.form];
    if (!content) return null;
    return new OpenReport(content, readOnlyFileAttributes(content.length, found.report.changedAt));
  }

  async attributesOf(key: ConnectionKey, name: string): Promise<Attributes | null> {
    const found = await this.find(key, name);
    const sizes = found && (await this.sizesOf(found.report));
    return sizes ? readOnlyFileAttributes(sizes[found.form], found.report.changedAt) : null;
  }

  async entries(key: ConnectionKey): Promise<FileEntry[]> {
    const entries: FileEntry[] = [];
    for (const report of await listReports(this.ctx, sourceOf(key))) {
      const sizes = await this.sizesOf(report);
      for (const form of sizes ? FORMS : [])
        entries.push(
          listedEntry(
            reportFileName({ ...report, form }),
            readOnlyFileAttributes(sizes?.[form] ?? 0, report.changedAt),
          ),
        );
    }
    return entries;
  }

  private async find(
    key: ConnectionKey,
    name: string,
  ): Promise<{ report: ListedReport; form: ReportForm } | null> {
    const inFolder = isInResults(name) ? name.slice(RESULTS_FOLDER.length + 1) : '';
    const parsed = parseReportName(inFolder);
    if (!parsed) return null;
    const [report] = await listReports(this.ctx, sourceOf(key), parsed);
    const { form } = parsed;
    return report && reportFileName({ ...report, form }) === inFolder ? { report, form } : null;
  }

  private async sizesOf(report: ListedReport): Promise<Sizes | null> {
    const name = `${report.subject} ${report.id}`;
    const known = this.sizes.get(name);
    if (known?.version === report.version) return known.sizes;
    const written = await writeReport(this.ctx, report);
    if (!written) return null;
    const sizes = { txt: written.txt.length, csv: written.csv.length };
    if (this.sizes.size >= MAX_REMEMBERED) this.sizes.clear();
    this.sizes.set(name, { version: report.version, sizes });
    return sizes;
  }
}

/** A caller may hold a richer object; a query gets these two and no more. */
const sourceOf = ({ tenantId, connectionId }: ConnectionKey): ReportSource => ({
  tenantId,
  connectionId,
});
