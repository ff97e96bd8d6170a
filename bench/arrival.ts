// npm run bench -- --only arrival: fifty files sent by OpenSSH's sftp into the real SFTP process, one after the other, while the
// stream of the connection page is read as a browser reads it. Seconds from the moment a file was received until the stream said
// that something happened and the log and the table of that page had it.
import { fileOfSet } from '@/lib/core/sync-run/set-files';
import { listSftpEvents } from '@/lib/server/connections/queries/sftp-events';
import { pulseStream } from '@/lib/server/http/pulse-stream';
import { assembleSyncRuns } from '@/lib/server/sync-runs/assemble';
import { findConnectionPulse } from '@/lib/server/tenants/queries/connection-pulse';
import { loadConnectionView } from '@/lib/server/tenants/queries/connection-view';
import { createClientFolder, runOpenSshSftp } from '@/lib/testing/sftp';
import { percentiles, round } from './numbers';
import { createSender, withSftpServer, type Login, type SftpProcess } from './sftp-server';

const TIMES = 50;
const BAR_SECONDS = 5;
const FILES = ['orgs.csv', 'users.csv', 'classes.csv', 'courses.csv', 'enrollments.csv'];

const line = await withSftpServer(measure);
process.stdout.write(`${JSON.stringify(line)}\n`);

async function measure({ ctx, port }: SftpProcess) {
  const folder = await createClientFolder();
  const sender = await createSender(ctx, 0);
  const connection = await ctx.db.prisma.connection.findUniqueOrThrow({
    where: { id: sender.connectionId },
  });
  const seconds: number[] = [];
  for (let i = 0; i < TIMES; i += 1) seconds.push(await sendOne(i));
  await folder.remove();
  const { p50, p95, max } = percentiles(seconds.map((each) => each * 1000));
  return {
    case: 'a file received until its page says so',
    files: TIMES,
    p50Seconds: round(p50 / 1000),
    p95Seconds: round(p95 / 1000),
    maxSeconds: round(max / 1000),
    bar: BAR_SECONDS,
    isWithinBar: p95 / 1000 <= BAR_SECONDS,
  };

  async function sendOne(number: number): Promise<number> {
    const fileName = FILES[number % FILES.length] ?? '';
    const content = `sourcedId\n${'row\n'.repeat(1000 + number)}`;
    const file = await folder.write(`sent-${number}.csv`, content);
    const leaves = new AbortController();
    const request = new Request('http://localhost/', { signal: leaves.signal });
    const stream = pulseStream(
      request,
      () => ctx.clock.now(),
      async () => ({
        text: await findConnectionPulse(ctx, connection.tenantId, connection.id),
        isLast: false,
      }),
    );
    const reader = stream.body?.getReader();
    await reader?.read();
    const sent = runOpenSshSftp(folder, loginOf(sender), [`put ${file} ${fileName}`]);
    // As the worker does every two seconds, woken by the delivery.
    const assembled = sent.then(() => assembleSyncRuns(ctx));
    for (;;) {
      const pulse = await reader?.read();
      if (!pulse || pulse.done) throw new Error('the stream ended');
      if (!new TextDecoder().decode(pulse.value).startsWith('data:')) continue;
      const receivedAt = await shownAt(fileName, content.length);
      if (receivedAt === null) continue;
      const waited = (Date.now() - receivedAt.getTime()) / 1000;
      leaves.abort();
      await reader?.cancel();
      const { code, output } = await sent;
      if (code !== 0) throw new Error(output);
      await assembled;
      return waited;
    }
  }

  /** When the file was received, once both parts of the page show it whole. */
  async function shownAt(fileName: string, byteCount: number): Promise<Date | null> {
    const events = await listSftpEvents(ctx, connection.tenantId, connection.id, { limit: 10 });
    const { current } = await loadConnectionView(ctx, connection);
    const shown = fileOfSet(current, fileName);
    const received = events?.find(
      (event) => event.kind === 'UPLOAD_RECEIVED' && event.fileName === fileName,
    );
    return received && shown.state === 'received' && shown.byteCount === byteCount
      ? received.at
      : null;
  }

  function loginOf({ userName, password }: Login) {
    return { port, userName, password };
  }
}
