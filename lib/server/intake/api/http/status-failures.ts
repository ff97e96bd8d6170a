// What a status means for whoever asked for a page.
import { readWaitHint } from '@/lib/core/pulls/wait-hint';
import { ApiFailure, startOf, type RetryKind } from './failures';
import type { ApiAnswer } from './exchange';
import type { PullFailureCode } from '@/lib/core/pulls/pull-failures';

/** How requests prove who asks: a token can be renewed, a signature is right or wrong. */
export type SignInKind = 'TOKEN' | 'SIGNATURE';

/** Null for an answer that may be read. `now`: a date in Retry-After counts from it. */
export function failureOfStatus(
  answer: ApiAnswer,
  signIn: SignInKind,
  now: Date,
): ApiFailure | null {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return null;
  const [code, retry] = meaningOf(status, signIn);
  const waitMs = readWaitHint(
    {
      retryAfter: headers.get('retry-after'),
      retryAfterMs: headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms'),
      rateLimitReset: status === 429 ? headers.get('x-ratelimit-reset') : null,
      text: code === 'BUSY' ? body.toString('utf8', 0, 2048) : '',
    },
    now,
  );
  return new ApiFailure(code, retry, {
    waitMs: waitMs ?? undefined,
    answer: startOf(answer),
  });
}

function meaningOf(status: number, signIn: SignInKind): [PullFailureCode, RetryKind] {
  switch (status) {
    case 401:
      return signIn === 'TOKEN' ? ['WRONG_SECRET', 'NEW_TOKEN'] : ['SIGNATURE_REFUSED', 'NEVER'];
    case 403:
      return ['NOT_PERMITTED', 'NEVER'];
    case 404:
    case 410:
      return ['NOT_FOUND', 'NEVER'];
    // A proxy whose patience ended before ours did.
    case 408:
    case 504:
      return ['TIMED_OUT', 'SMALLER_PAGE'];
    case 413:
      return ['BAD_REQUEST', 'SMALLER_PAGE'];
    case 429:
    case 503:
      return ['BUSY', 'LATER'];
    default:
      return status >= 500 ? ['SERVER_ERROR', 'LATER'] : ['BAD_REQUEST', 'NEVER'];
  }
}
