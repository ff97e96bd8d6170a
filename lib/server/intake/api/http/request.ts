// One request to a district's API: whole answer or a failure with its code. Whether and when it is made again is decided by who
// asks, since the position in a pull is theirs.
import { Agent, request as send, type Dispatcher } from 'undici';
import {
  guardedConnector,
  hostAndPort,
  requireAllowedUrl,
  type ConnectOptions,
  type TestHosts,
} from './addresses';
import type { ApiAnswer, ApiRequest } from './exchange';
import { ApiFailure, failureOfError, startOf } from './failures';
import { readWhole } from './whole-body';

export interface ApiLimits {
  /** Decompressed. */
  maxBytes: number;
  connectMs: number;
  /** Until an answer begins. */
  answerMs: number;
  /** Between two parts of an answer. */
  silenceMs: number;
  /** From the request to the end of its answer. */
  totalMs: number;
}

/** Deep pages of large districts were seen to take half a minute. */
export const API_LIMITS: ApiLimits = {
  maxBytes: 64 * 1024 * 1024,
  connectMs: 15_000,
  answerMs: 120_000,
  silenceMs: 60_000,
  totalMs: 300_000,
};

const KEEP_ALIVE_MS = 10_000;
const USER_AGENT = 'TalkingPoints-Connector/1 (+https://talkingpts.org)';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Of token addresses; one that leads on more often leads in a circle. */
const MAX_REDIRECTS = 3;
const NOWHERE: ReadonlySet<string> = new Set();

export interface RequestOptions {
  signal?: AbortSignal;
  /** Hosts, as `hostAndPort` writes them, to which a redirect that keeps the method may lead. No other is followed. */
  redirectHosts?: ReadonlySet<string>;
}

export interface ApiHttp {
  request(request: ApiRequest, options?: RequestOptions): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export interface ApiHttpOptions extends Pick<ConnectOptions, 'ca' | 'lookup'> {
  testHosts: TestHosts;
  limits?: Partial<ApiLimits>;
}

/** One for a process: it keeps connections open for the next page. */
export function openApiHttp({ testHosts, limits: given, ca, lookup }: ApiHttpOptions): ApiHttp {
  const limits = { ...API_LIMITS, ...given };
  const agent = new Agent({
    connect: guardedConnector({ testHosts, timeoutMs: limits.connectMs, ca, lookup }),
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.silenceMs,
  });
  const once = (request: ApiRequest, signal: AbortSignal | undefined): Promise<ApiAnswer> => {
    requireAllowedUrl(request.url, testHosts);
    return sendOnce(agent, limits, request, signal);
  };
  return {
    async request(request, { signal, redirectHosts = NOWHERE } = {}) {
      let url = request.url;
      for (let followed = 0; ; followed += 1) {
        const answer = await once({ ...request, url }, signal);
        if (!REDIRECTS.has(answer.status)) return answer;
        const next = followed < MAX_REDIRECTS ? nextUrl(answer, redirectHosts) : null;
        if (!next) throw new ApiFailure('REDIRECTED', 'NEVER', { answer: startOf(answer) });
        url = next;
      }
    },
    // Whoever closes waits for nobody's answer.
    close: () => agent.destroy(),
  };
}

/** Only what asks for the same again, and only where somebody named the host. */
function nextUrl({ status, headers, url }: ApiAnswer, hosts: ReadonlySet<string>): URL | null {
  const location = headers.get('location');
  if ((status !== 307 && status !== 308) || !location || !URL.canParse(location, url)) return null;
  const next = new URL(location, url);
  return hosts.has(hostAndPort(next)) ? next : null;
}

async function sendOnce(
  agent: Dispatcher,
  { maxBytes, totalMs }: ApiLimits,
  { url, headers, method = 'GET', body, proofs }: ApiRequest,
  signal: AbortSignal | undefined,
): Promise<ApiAnswer> {
  // By hand: what AbortSignal.timeout and .any leave behind lives as long as the limit, and there are many pages in five minutes.
  const stop = new AbortController();
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    stop.abort();
  }, totalMs);
  const stopToo = (): void => stop.abort();
  signal?.addEventListener('abort', stopToo);
  let stage: 'CONNECTING' | 'READING' = 'CONNECTING';
  try {
    signal?.throwIfAborted();
    const answer = await send(url, {
      dispatcher: agent,
      method,
      body,
      signal: stop.signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, br',
        'user-agent': USER_AGENT,
        ...headers,
      },
    });
    stage = 'READING';
    const known = headersOf(answer.headers);
    const whole = await readWhole(answer.body, known.get('content-encoding'), maxBytes);
    return { status: answer.statusCode, headers: known, body: whole, url, proofs };
  } catch (error) {
    // Who asked to stop gets what they stopped with.
    signal?.throwIfAborted();
    if (isLate) throw new ApiFailure('TIMED_OUT', 'SMALLER_PAGE');
    // Without its cause: what undici throws may hold the socket, and that holds what was sent.
    throw failureOfError(error, stage) ?? error;
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', stopToo);
  }
}

function headersOf(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(given))
    for (const value of [values ?? []].flat()) headers.append(name, value);
  return headers;
}
