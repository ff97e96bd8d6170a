// A district as the command line makes and operates it, and as its SFTP program sends.
import { z } from 'zod';
import type { FileSet } from '@/lib/demo/day-edits';
import { createClientFolder, runOpenSshSftp, type SftpLogin } from '@/lib/testing/sftp';

export type Connector = (...args: string[]) => Promise<unknown>;

const tenantAnswer = z.object({ id: z.number(), slug: z.string(), name: z.string() });
const connectionAnswer = z.object({
  port: z.number(),
  userName: z.string(),
  password: z.string(),
});
const runAnswer = z.object({
  /** Within the district. */
  number: z.number(),
  /** The key of its row, as forms and the addresses of earlier versions have it. */
  runId: z.number(),
  status: z.string(),
  reviewId: z.number().nullable(),
});
const reviewAnswer = z.object({
  id: z.number(),
  version: z.number(),
  fingerprint: z.string(),
  runNumber: z.number(),
});

const runsAnswer = z.object({
  rows: z.array(z.object({ number: z.number(), status: z.string() })),
});

export type Run = z.infer<typeof runAnswer>;

export class District {
  private constructor(
    readonly id: number,
    readonly slug: string,
    readonly name: string,
    readonly login: SftpLogin,
    private readonly connector: Connector,
  ) {}

  static async create(
    connector: Connector,
    name = `Test district ${crypto.randomUUID().slice(0, 8)}`,
    more: readonly string[] = [],
  ): Promise<District> {
    const where = ['--state', 'OR', '--time-zone', 'America/Los_Angeles'];
    const tenant = tenantAnswer.parse(
      await connector('tenant', 'create', '--name', name, ...where, ...more),
    );
    const login = connectionAnswer.parse(
      await connector('connection', 'create', '--tenant', tenant.slug, '--apply', 'on-arrival'),
    );
    return new District(tenant.id, tenant.slug, tenant.name, login, connector);
  }

  /** Sends a set and waits until it was decided what becomes of it. */
  async send(files: FileSet): Promise<Run> {
    const [newest] = await this.runs();
    await sendWithOpenSsh(this.login, files);
    return this.waitForRun(...(newest ? ['--after', String(newest.number)] : []));
  }

  /** Of every run, newest first. */
  async statuses(): Promise<string[]> {
    return (await this.runs()).map(({ status }) => status);
  }

  private async runs() {
    const listed = await this.connector('run', 'list', '--tenant', this.slug);
    return runsAnswer.parse(listed).rows;
  }

  async statusOf({ number }: Run): Promise<string> {
    const shown = await this.connector('run', 'show', String(number), '--tenant', this.slug);
    return runAnswer.parse(shown).status;
  }

  private async waitForRun(...which: string[]): Promise<Run> {
    return runAnswer.parse(
      await this.connector('run', 'wait', ...which, '--tenant', this.slug, '--timeout', '120'),
    );
  }

  /** The newest run, once it was decided what becomes of it. */
  async newest(): Promise<Run> {
    return this.waitForRun();
  }

  /** Approves the newest version of a held run's review and waits until it is applied. */
  async approve({ reviewId }: Run): Promise<Run> {
    const review = reviewAnswer.parse(await this.connector('review', 'show', String(reviewId)));
    await this.connector(
      ...['review', 'approve', String(review.id), '--version', String(review.version)],
      ...['--fingerprint', review.fingerprint, '--comment', 'As expected.'],
    );
    return this.waitForRun(String(review.runNumber));
  }
}

/** As a district's night job: OpenSSH's sftp with a batch of commands. */
export async function sendWithOpenSsh(login: SftpLogin, files: FileSet): Promise<void> {
  const folder = await createClientFolder();
  try {
    for (const [name, content] of files) await folder.write(name, content);
    const { code, output } = await runOpenSshSftp(
      folder,
      login,
      [...files.keys()].map((name) => `put ${name}`),
    );
    if (code !== 0) throw new Error(`sftp ended with ${code}: ${output}`);
  } finally {
    await folder.remove();
  }
}
