import type { ApiProtocol } from './vendor-profiles';

/** Demographics are in neither of the others. */
const ONEROSTER_SCOPES = [
  'roster-core.readonly',
  'roster.readonly',
  'roster-demographics.readonly',
] as const;

/** What a token is asked for. A server that knows no scopes, or not all of these, is asked again without. */
export function tokenScopes(protocol: ApiProtocol, baseUrl: string): string[] {
  if (protocol !== 'oneroster-rest') return [];
  const version = /\/v1p2(?:\/|$)/.test(baseUrl) ? 'v1p2' : 'v1p1';
  return ONEROSTER_SCOPES.map(
    (name) => `https://purl.imsglobal.org/spec/or/${version}/scope/${name}`,
  );
}
