import type { ApiAuthorization } from './kinds';

/** How requests are authorized, as people know it. */
export const AUTHORIZATION_LABELS: Record<ApiAuthorization, string> = {
  OAUTH2: 'OAuth 2',
  OAUTH1_SHA256: 'OAuth 1 (HMAC-SHA256)',
  OAUTH1_SHA1: 'OAuth 1 (HMAC-SHA1)',
};
