/**
 * The OneRoster server of the demo's fourth district. It serves the day that it was told last, also after a restart: the nightly
 * pulls go on when the demo has been played.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { DemoApiFile } from '@/lib/server/local/demo-api-file';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import type { Misbehavior } from '@/lib/simulators/parts/misbehavior';
import { servedDaySchema, type ApiAddresses, type ServedDay } from './served-day';
import { fetchedStory, type Trouble } from './story';

export interface ServingDemoApi {
  close(): Promise<void>;
}

const TROUBLES: Record<Trouble, Misbehavior> = {
  BUSY: {
    kind: 'busy',
    collection: 'classes',
    times: 1,
    status: 429,
    seconds: 240,
    says: 'seconds',
  },
  OUTAGE: { kind: 'failure', status: 500 },
};

export async function serveDemoApi(
  { port, ordersPort, key, secret }: DemoApiFile,
  /** Remembers the day. */
  dayFile: string,
): Promise<ServingDemoApi> {
  let served: ServedDay | null = null;
  let simulator: OneRosterSimulator | null = null;

  async function serve(wanted: ServedDay): Promise<ApiAddresses> {
    const { days } = fetchedStory(new Date(wanted.startedAt), wanted.students);
    const isLater =
      served?.startedAt === wanted.startedAt &&
      served.students === wanted.students &&
      served.day <= wanted.day;
    if (!isLater) await simulator?.close();
    const [first] = days;
    if (!first) throw new RangeError('a story has a first day');
    const api =
      (isLater && simulator) ||
      // Rows that are gone are told as such, so that changes alone are enough to follow it.
      (await startOneRosterSimulator({ day: first, port, key, secret, goneRows: 'tobedeleted' }));
    const from = isLater && served ? served.day : 0;
    for (const day of days.slice(from + 1, wanted.day + 1)) api.setDay(day);
    api.behave();
    if (wanted.trouble) api.misbehave(TROUBLES[wanted.trouble]);
    simulator = api;
    served = wanted;
    remember(dayFile, wanted);
    return { base: api.base, tokenAddress: api.tokenAddress };
  }

  const orders = createServer((request, response) => {
    const answer = async (): Promise<[number, object]> => {
      if (request.headers.authorization !== `Bearer ${secret}`) return [401, {}];
      return [200, await serve(servedDaySchema.parse(JSON.parse(await bodyOf(request))))];
    };
    void answer()
      .catch((error: unknown): [number, object] => [500, { error: String(error) }])
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
  });
  const known = recall(dayFile);
  if (known) await serve({ ...known, trouble: null });
  await new Promise<void>((resolve, reject) => {
    orders.once('error', reject);
    orders.listen(ordersPort, '127.0.0.1', resolve);
  });
  return {
    async close() {
      orders.closeAllConnections();
      await new Promise((resolve) => orders.close(resolve));
      await simulator?.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += String(part);
  return body;
}

function remember(file: string, day: ServedDay): void {
  writeFileSync(`${file}.new`, JSON.stringify(day), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function recall(file: string): ServedDay | null {
  try {
    return servedDaySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
