// The first to see a request: refuses what no page of ours sends, sets the content security policy and tells every page its
// own address. It decides nothing about who may see what: pages, actions and routes check that themselves, where data is
// read. There is no matcher, so that nothing is left out: what is left out is where a form can be sent around the limits.
import { env } from 'node:process';
import { NextResponse, type NextRequest } from 'next/server';
import { readableCookies } from '@/lib/server/auth/callback-url';
import { ASKED_PATH_HEADER } from '@/lib/server/auth/return-to';
import { httpRefusal } from '@/lib/server/http/refusals';
import { refuseRequest, type RequestRefusal } from '@/lib/server/http/refuse-request';
import { ASSET_POLICY, pagePolicy } from '@/lib/server/http/security-headers';
import { hasGallery, readPublicUrl } from '@/lib/server/settings';

const STATIC = '/_next/static/';
/** No page of ours: it shows the page of what does not exist. */
const NOWHERE = '/nowhere';
/** For who works on the pages. Elsewhere its answer must not even have a page's headers. */
const GALLERY = /^\/gallery(?:\/|$)/;

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const publicUrl = readPublicUrl(env);
  const refusal =
    (await refuseRequest(request, publicUrl)) ??
    (GALLERY.test(pathname) && !hasGallery(env) ? 'NOT_FOUND' : null);
  const isApi = pathname.startsWith('/api/');
  if (refusal && (isApi || refusal !== 'NOT_FOUND'))
    return withTransport(request, refuse(refusal, isApi));
  if (pathname.startsWith(STATIC)) return withTransport(request, NextResponse.next());

  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = pagePolicy(nonce, { isDevelopment: env.NODE_ENV === 'development' });
  // Next reads the nonce out of the request's policy: a caller's own must not survive.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const cookie = request.headers.get('cookie');
  if (cookie) headers.set('cookie', readableCookies(cookie, publicUrl));
  const origin = request.headers.get('origin');
  // An action's origin was judged above, by the address people use. Next judges it again by the host it was reached as,
  // which is another name for this machine, or a proxy's: what it refuses ends as a fault of ours.
  if (request.method === 'POST' && origin) headers.set('x-forwarded-host', new URL(origin).host);
  // A layout does not know the address it is part of, and may be what sends somebody to sign in.
  headers.set(ASKED_PATH_HEADER, refusal ? '/' : `${pathname}${search}`);
  const response = refusal
    ? NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return withTransport(request, response);
}

function refuse(code: RequestRefusal, isApi: boolean): NextResponse {
  const { status, message } = httpRefusal(code);
  const headers = { 'cache-control': 'private, no-store', 'content-security-policy': ASSET_POLICY };
  return isApi
    ? NextResponse.json({ error: { code, message } }, { status, headers })
    : new NextResponse(`${message}\n`, {
        status,
        headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
      });
}

function withTransport(request: NextRequest, response: NextResponse): NextResponse {
  if (request.headers.get('x-forwarded-proto') === 'https')
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  return response;
}
