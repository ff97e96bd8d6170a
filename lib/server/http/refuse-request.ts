/** What every request has to be before a page, an action or a route sees it. Who may see what is not asked here. */
import { BODY_LIMIT_BYTES, findBodyProblem } from './action-body';
import type { HttpRefusalCode } from './refusals';
import { isReadableAddress } from './readable-address';
import { isFromOurPages } from './same-origin';

export type RequestRefusal = Extract<
  HttpRefusalCode,
  'WRONG_ORIGIN' | 'WRONG_METHOD' | 'NOT_FOUND' | 'TOO_LARGE' | 'UNREADABLE'
>;

interface RequestHead {
  method: string;
  header: (name: string) => string | null;
}

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Why a request goes no further, as far as its head says. */
export function refuseHead(
  { method, header }: RequestHead,
  publicUrl: string,
): RequestRefusal | null {
  if (HARMLESS.has(method)) return null;
  if (!isFromOurPages({ get: header }, publicUrl)) return 'WRONG_ORIGIN';
  if (method !== 'POST') return 'WRONG_METHOD';
  return Number(header('content-length')) > BODY_LIMIT_BYTES ? 'TOO_LARGE' : null;
}

/** Why a request goes no further; null where it may. Reads the body, so it is given a copy of it. */
export async function refuseRequest(
  request: Pick<Request, 'method' | 'headers' | 'url' | 'body'>,
  publicUrl: string,
): Promise<RequestRefusal | null> {
  const { method, headers, body } = request;
  const refusal = refuseHead({ method, header: (name) => headers.get(name) }, publicUrl);
  if (refusal) return refusal;
  if (!isReadableAddress(new URL(request.url))) return 'NOT_FOUND';
  if (HARMLESS.has(method) || !body) return null;
  const bytes = await readBytes(body);
  if (!bytes) return 'TOO_LARGE';
  return findBodyProblem({
    contentType: headers.get('content-type') ?? '',
    isFetchAction: headers.has('next-action'),
    bytes,
  });
}

/** Null as soon as there are more than may be: a body without a length says so only by coming. */
async function readBytes(
  body: ReadableStream<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return new Uint8Array(Buffer.concat(chunks, byteCount));
    byteCount += value.byteLength;
    if (byteCount > BODY_LIMIT_BYTES) return null;
    chunks.push(value);
  }
}
