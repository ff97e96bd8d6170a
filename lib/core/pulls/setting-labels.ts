// What the values of an API connection are called on screen.
import type { ApiAuthorization } from '../connections/kinds';
import type { PullSettings } from './pull-settings';

export const AUTHORIZATION_LABELS: Record<ApiAuthorization, string> = {
  OAUTH2: 'OAuth 2',
  OAUTH1_SHA256: 'OAuth 1 (HMAC-SHA256)',
  OAUTH1_SHA1: 'OAuth 1 (HMAC-SHA1)',
};

export const USER_NAME_LABELS: Record<PullSettings['userNameFrom'], string> = {
  username: 'User name of the SIS',
  email: 'Email address',
  identifier: 'Identifier',
  sourcedId: 'sourcedId',
};

export const MERGE_LABELS: Record<PullSettings['mergeStaffBy'], string> = {
  none: 'Leave them as they are',
  identifier: 'Join those with the same identifier',
  email: 'Join those with the same email address',
};
