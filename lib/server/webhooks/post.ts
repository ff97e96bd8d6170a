// One request to an endpoint, and what its answer means. Redirects are not followed and answers are read a little way only:
// the address is somebody else's program.
import { z } from 'zod';

export const TIMEOUT_MS = 15_000;
const MOST_BYTES_READ = 2_048;
const MOST_ERROR_CHARACTERS = 300;
const LONGEST_WAIT_SECONDS = 24 * 3600;

export type PostResult =
  | { ok: true; status: number }
  | {
      ok: false;
      /** Null where no answer came. */
      status: number | null;
      /** One line without control characters. */
      error: string;
      /** 410: its receiver wants no more of this. */
      isGone: boolean;
      /** What the receiver asks for; null where it asks for nothing. */
      retryAfterSeconds: number | null;
    };

export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs = TIMEOUT_MS,
): Promise<PostResult> {
  const signal = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'user-agent': 'TalkingPoints-Connector',
      },
      body,
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    const said = signal.aborted ? 'No answer in time.' : networkError(error);
    return { ok: false, status: null, error: said, isGone: false, retryAfterSeconds: null };
  }
  const { status } = response;
  if (status >= 200 && status < 300) {
    // What a receiver says beside "taken" is of no use.
    await response.body?.cancel().catch(() => {});
    return { ok: true, status };
  }
  const isRedirect = status >= 300 && status < 400;
  const text = isRedirect ? 'It redirects elsewhere.' : await readStart(response);
  if (isRedirect) await response.body?.cancel().catch(() => {});
  return {
    ok: false,
    status,
    error: asOneLine(text),
    isGone: status === 410,
    retryAfterSeconds: readRetryAfter(response.headers.get('retry-after')),
  };
}

async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  try {
    while (byteCount < MOST_BYTES_READ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      byteCount += value.byteLength;
    }
  } catch {
    // Cut off or too slow: its status says enough.
  }
  await reader.cancel().catch(() => {});
  return Buffer.concat(parts).subarray(0, MOST_BYTES_READ).toString('utf8');
}

/** Bounded, and without what a terminal or a reader could take for something else. */
export function asOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  return Array.from(line).slice(0, MOST_ERROR_CHARACTERS).join('').trim();
}

const failure = z.object({ cause: z.object({ code: z.string() }) });

/** The code alone: the text of some errors names more than the address. */
function networkError(error: unknown): string {
  const parsed = failure.safeParse(error);
  return parsed.success ? parsed.data.cause.code : 'The connection failed.';
}

/** Seconds only; a date would depend on the clock of another machine. */
function readRetryAfter(header: string | null): number | null {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return null;
  return Math.min(Number(header), LONGEST_WAIT_SECONDS);
}
