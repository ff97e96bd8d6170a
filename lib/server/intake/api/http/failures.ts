// How a request can fail, told from what Node and undici throw.
import { strictQuery } from './oauth1';
import { errors } from 'undici';
import type { PullFailureCode } from '@/lib/core/pulls/pull-failures';
import type { ApiAnswer } from './exchange';

/**
 * What may be tried next: the same later, the same with fewer rows in a page, the same with a new token, or nothing until a person has
 * changed something.
 */
export type RetryKind = 'LATER' | 'SMALLER_PAGE' | 'NEW_TOKEN' | 'NEVER';

/** The start of an answer that could not be used, for people to look at. It may hold students: masked when shown, never logged. */
export interface FailedAnswer {
  status: number;
  contentType: string | null;
  start: Buffer;
}

const START_BYTES = 2048;
/** Of which proofs are taken out first: one that is only partly in the start is none that can be found. */
const SEARCHED_BYTES = 65_536;

/** What it says, without what proved who asked: some servers repeat that in what they say of an error. */
export function startOf({
  status,
  headers,
  body,
  proofs = [],
}: Pick<ApiAnswer, 'status' | 'headers' | 'body' | 'proofs'>): FailedAnswer {
  let start = body.toString('latin1', 0, SEARCHED_BYTES);
  for (const proof of proofs)
    for (const form of formsOf(proof))
      start = start.replaceAll(
        new RegExp(patternOf(Buffer.from(form).toString('latin1')), 'g'),
        '[secret]',
      );
  return {
    status,
    contentType: headers.get('content-type'),
    start: Buffer.from(start.slice(0, START_BYTES), 'latin1'),
  };
}

/** As it is sent, and as answers write it: in an address, in JSON (PHP escapes slashes), in HTML. */
function formsOf(proof: string): Set<string> {
  const inJson = JSON.stringify(proof).slice(1, -1);
  const inHtml = proof.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const forms = [
    proof,
    encodeURIComponent(proof),
    strictQuery([['', proof]]).slice(1),
    inJson,
    inJson.replaceAll('/', '\\/'),
    inHtml,
    inHtml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    inHtml.replaceAll('"', '&#34;').replaceAll("'", '&#x27;'),
  ];
  return new Set(forms.filter((form) => form !== ''));
}

/** Percent forms are written with large or small letters. */
const patternOf = (form: string): string =>
  form
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%[0-9A-F]{2}/gi, (code) =>
      code.replace(/[A-F]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`),
    );

interface FailureDetails {
  waitMs?: number;
  answer?: FailedAnswer;
}

export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  // Private, so that nothing that prints an error prints it.
  readonly #answer: FailedAnswer | undefined;
  /** What the server asked for. */
  readonly waitMs: number | undefined;

  constructor(
    readonly code: PullFailureCode,
    readonly retry: RetryKind,
    { waitMs, answer }: FailureDetails = {},
  ) {
    super(code);
    this.waitMs = waitMs;
    this.#answer = answer;
  }

  get answer(): FailedAnswer | undefined {
    return this.#answer;
  }
}

/** Where a request was when it failed: before the answer began, or while its body came. */
type Stage = 'CONNECTING' | 'READING';

const NO_NAME = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENODATA',
]);
const NO_WAY = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_SOCKET',
]);
const NO_TRUST = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_NOT_YET_VALID',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);
const NO_ANSWER = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);
const SLOW_ANSWER = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Null for what is no failure of the other side: a mistake of ours, which is thrown on. */
export function failureOfError(error: unknown, stage: Stage): ApiFailure | null {
  if (error instanceof ApiFailure) return error;
  // What came is no HTTP.
  if (error instanceof errors.HTTPParserError) return new ApiFailure('CUT', 'LATER');
  const code = codeOf(error);
  if (code === null) return null;
  if (NO_NAME.has(code)) return new ApiFailure('NAME_NOT_FOUND', 'LATER');
  if (code === 'ECONNREFUSED') return new ApiFailure('CONNECTION_REFUSED', 'LATER');
  if (code === 'CERT_HAS_EXPIRED') return new ApiFailure('TLS_EXPIRED', 'NEVER');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return new ApiFailure('TLS_NAME_MISMATCH', 'NEVER');
  if (NO_TRUST.has(code)) return new ApiFailure('TLS_UNTRUSTED', 'NEVER');
  if (code === 'EPROTO' || /^ERR_(?:SSL|TLS|OSSL)_/.test(code))
    return new ApiFailure('TLS_FAILED', 'LATER');
  if (NO_ANSWER.has(code)) return new ApiFailure('TIMED_OUT', 'LATER');
  if (SLOW_ANSWER.has(code)) return new ApiFailure('TIMED_OUT', 'SMALLER_PAGE');
  if (NO_WAY.has(code)) return new ApiFailure(stage === 'READING' ? 'CUT' : 'UNREACHABLE', 'LATER');
  // What came is less than it announced, or not what it says it is compressed with.
  if (
    /^(?:HPE_|UND_ERR_RES_|UND_ERR_HEADERS_OVERFLOW$|Z_|ERR__?ERROR_|ERR_BROTLI|ERR_STREAM_PREMATURE_CLOSE$)/.test(
      code,
    )
  )
    return new ApiFailure('CUT', 'LATER');
  return null;
}

/** Of several tries to connect, one for each address, what the first met. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
