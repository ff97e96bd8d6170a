/** The headers of every answer. `next.config.ts` sets them, `proxy.ts` puts a page's own policy in the place of the last. */
/** For what is no page: files, data, refusals, and the pages of Next's own that come where ours fail. */
export const ASSET_POLICY = [
  "default-src 'none'",
  // The icon, opened by itself, and the pages of Next's own style themselves.
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * For the script that a worker begins with, whose policy is that of the worker: it loads the rest of itself, and has no way to
 * send anything.
 *
 * @reference of next.config.ts
 */
export const WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: a form sent without JavaScript would then say "Origin: null", which is refused.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': ASSET_POLICY,
};

export function pagePolicy(nonce: string, { isDevelopment }: { isDevelopment: boolean }): string {
  // React's development build evaluates strings to rebuild stack traces.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // Components set inline style attributes, which a nonce cannot allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
