// What strangers and other sites send to the running product, and what every answer carries.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { runName } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay, withEnrollmentOfUnknownClass } from './data/small-district';
import { expect, test } from './fixtures';

const NO_PAGE = 'text/plain;charset=UTF-8';

test('an address that cannot be one of ours shows the page of what does not exist', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const home = `/districts/${district.slug}`;
  const nowhere = [
    ...['/%00', '/%E0%A4%A', '/districts/%', '/districts/ma%00ple', '/districts/%FF/runs'],
    ...[`${home}?q=%00`, `${home}/roster/people?q=%00`, `/runs?status=%00`, `/outbox/%00`],
    ...['/outbox/2147483648', '/reviews/9999999999', `${home}/runs/4294967296`],
    ...[`${home}/runs/run-2147483648`, `${home}/runs/run-0`, `${home}/runs/run-01`],
    ...[
      `${home}/attendance/files/2147483648`,
      `${home}/attendance/files/file-2147483648`,
      `${home}/roster/people/%00`,
      '/no-such-page',
    ],
  ];
  for (const address of nowhere) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(404);
    expect(await answer.text(), address).toContain('Page not found');
    // What a page asks for while it stays says in its data that there is none.
    const data = await page.request.get(address, { headers: { rsc: '1' } });
    expect(data.status(), address).toBeLessThan(500);
    expect(await data.text(), address).toMatch(/404|Page not found/);
    expect((await page.request.head(address)).status(), address).toBe(404);
  }
  const api = `/api/exports/runs/${district.slug}`;
  for (const address of [
    ...[`${api}/2147483648/problems`, `${api}/1e3/changes`, `${api}/%00/problems`],
    ...['/api/runs/%00/1/live', `/api/runs/${district.slug}/99999999999/live`],
    ...[`${api}/run-2147483648/problems`, `/api/runs/${district.slug}/run-0/live`],
  ]) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  }
  // What is asked for beside the address falls back, as an old bookmark does.
  for (const address of ['/reviews?assignee=2147483648', `${home}/runs?page=99999999999`]) {
    expect((await page.request.get(address)).status(), address).toBe(200);
  }
});

test('the gallery is answered as an address that cannot be one of ours', async ({
  page,
  signInAs,
}) => {
  for (const who of ['visitor', 'ADMIN'] as const) {
    if (who !== 'visitor') await signInAs(who);
    const answers = await Promise.all(
      ['/%00', '/gallery', '/gallery/parts', '/gallery/broken-page', '/gallery?by=state'].map(
        async (address) => {
          const answer = await page.request.get(address);
          return { status: answer.status(), headers: Object.keys(answer.headers()).sort() };
        },
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.status).toBe(404);
    const shown: string[] = [];
    for (const address of ['/%00', '/gallery', '/gallery/parts', '/gallery/broken-page']) {
      await page.goto(address);
      // Title and text are there when the scripts have run.
      await page.waitForLoadState('networkidle');
      await expect(page).toHaveTitle(/TalkingPoints/);
      shown.push(`${await page.title()} ${await page.locator('body').innerText()}`);
    }
    expect(shown).toEqual(shown.map(() => shown[0]));
  }
});

test('floods and other sites are refused at once, and everybody else is served meanwhile', async ({
  product,
}) => {
  const { publicUrl } = product.settings;
  const keys = Object.fromEntries(Array.from({ length: 30_000 }, (_unused, i) => [`k${i}`, '']));
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${publicUrl}/sign-in`, {
      method: 'POST',
      body,
      headers: { origin: publicUrl, ...headers },
    });
  const asAction = { 'next-action': 'a'.repeat(42), 'content-type': NO_PAGE };
  const asForm = { 'content-type': 'multipart/form-data; boundary=x' };
  const floods: [string, () => Promise<number>][] = [
    // Of what is too long nothing is read: its head is enough, and the rest would meet a closed connection.
    ['a body too long', () => statusOfHead(publicUrl, asForm, 4 << 20)],
    ['an action too long', () => statusOfHead(publicUrl, asAction, 1 << 20)],
    ['fields without end', async () => (await post(JSON.stringify([{}, keys]), asAction)).status],
  ];
  for (const [name, flood] of floods) {
    const [statuses, other] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, flood)),
      fetch(`${publicUrl}/sign-in`),
    ]);
    expect(statuses, name).toEqual(Array(10).fill(413));
    expect(other.status, name).toBe(200);
  }
  for (const body of ['null', '[{},null]', '[', '[{},{"a":"$9"}]']) {
    expect((await post(body, asAction)).status, body).toBe(400);
  }
  for (const origin of ['https://evil.example', 'null', `${publicUrl}.evil.example`]) {
    expect((await post('[{},{}]', { ...asAction, origin })).status, origin).toBe(403);
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin };
    expect((await post('a=b', form)).status, origin).toBe(403);
  }
  const named = { ...asAction, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
  expect((await post('[{},{}]', named)).status).toBe(403);
});

/** The answer to a request of which only the head ever comes. */
async function statusOfHead(
  publicUrl: string,
  headers: Record<string, string>,
  byteCount: number,
): Promise<number> {
  const call = request(`${publicUrl}/sign-in`, {
    method: 'POST',
    headers: { ...headers, origin: publicUrl, 'content-length': byteCount },
  });
  call.flushHeaders();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  call.on('error', () => undefined).destroy();
  return response.statusCode ?? 0;
}

test('every answer carries a content security policy', async ({ product }) => {
  const { publicUrl } = product.settings;
  const [chunk] = readdirSync('.next/static/chunks').filter((name) => name.endsWith('.js'));
  const addresses = [
    ...['/sign-in', '/icon.svg', '/favicon.ico', '/api/health', '/no-such-page', '/%00', '/api/x'],
    ...[`/_next/static/chunks/${chunk}`, '/_next/static/none.js', '/_next/none', '//sign-in'],
  ];
  for (const address of addresses) {
    const answer = await fetch(`${publicUrl}${address}`, { redirect: 'manual' });
    expect(answer.headers.get('content-security-policy'), address).toContain(
      "frame-ancestors 'none'",
    );
    expect(answer.headers.get('x-content-type-options'), address).toBe('nosniff');
  }
  // A failure of Next's own: it knows no such part of a file.
  const failed = await fetch(`${publicUrl}/_next/static/chunks/${chunk}`, {
    headers: { range: 'bytes=999999999-' },
  });
  expect(failed.ok).toBe(false);
  expect(failed.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('icons, the manifest and robots.txt answer whoever asks', async ({ page, product }) => {
  const { publicUrl } = product.settings;
  const files: [address: string, type: string][] = [
    ['/icon.svg', 'image/svg+xml'],
    ['/favicon.ico', 'image/x-icon'],
    ['/apple-icon.png', 'image/png'],
    ['/icons/app-icon.svg', 'image/svg+xml'],
    ['/icons/app-icon-512.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
    ['/robots.txt', 'text/plain'],
  ];
  for (const [address, type] of files) {
    const answer = await fetch(`${publicUrl}${address}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('content-type')], address).toEqual([
      200,
      expect.stringContaining(type),
    ]);
  }
  await page.goto('/sign-in');
  const linked = page.locator(
    'head link:is([rel="icon"], [rel="apple-touch-icon"], [rel="manifest"])',
  );
  const addresses = await linked.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLLinkElement).href).pathname),
  );
  expect(addresses.sort()).toEqual([
    '/apple-icon.png',
    '/favicon.ico',
    '/icon.svg',
    '/manifest.webmanifest',
  ]);
});

test('a live stream ends within five seconds once its reader is disabled', async ({
  page,
  product,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const run = await district.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  expect(run.status).toBe('HELD');
  const person = await signInAs('IMPLEMENTATION');
  const { publicUrl } = product.settings;
  const cookies = await page.context().cookies();
  const live = `${publicUrl}/api/runs/${district.slug}/${runName(run.number)}/live`;
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(live, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  // A held run says once a second that it still is.
  for (let pulses = 0; pulses < 4; pulses += 1) expect((await reader?.read())?.done).toBe(false);
  await product.db.prisma.user.update({
    where: { id: person.id },
    data: { disabledAt: new Date() },
  });
  let seconds = 0;
  while (!(await reader?.read())?.done) expect((seconds += 1)).toBeLessThanOrEqual(5);
  expect((await fetch(live, { headers: { cookie } })).status).toBe(401);
});

test("next-auth's own addresses sign in and out as the pages do, by POST alone", async ({
  newPage,
  product,
  makePerson,
  mailbox,
}) => {
  const { publicUrl } = product.settings;
  const person = await makePerson('PSM');
  const [{ request }, { request: elsewhere }] = [await newPage(), await newPage()];
  const post = async (
    path: string,
    fields: Record<string, string>,
    { from = request, origin = publicUrl, isForged = false } = {},
  ) => {
    const { csrfToken } = (await (await from.get('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    return from.post(`/api/auth/${path}`, {
      form: { ...fields, ...(isForged ? {} : { csrfToken }) },
      headers: { origin },
      maxRedirects: 0,
    });
  };
  const whoIsIn = async (from = request): Promise<unknown> =>
    (await from.get('/api/auth/session')).json();
  const sessions = () =>
    product.db.prisma.session.findMany({ where: { userId: person.id, revokedAt: null } });

  const asked = await post('signin/email', { email: person.email });
  expect(asked.headers().location).toContain('/api/auth/verify-request');
  expect((await request.get('/api/auth/verify-request')).url()).toMatch(/\/sign-in\/code$/);
  const code = await mailbox.nextCode(person.email);
  const byAddress = `/api/auth/callback/email?${new URLSearchParams({ email: person.email, token: code })}`;
  expect((await request.get(byAddress)).status()).toBe(404);
  const wrong = code === '123456' ? '654321' : '123456';
  for (const [fields, how] of [
    [{ email: person.email, code: wrong }, {}],
    [{ email: person.email, code: '' }, {}],
    [{ email: 'nobody@example.org', code }, {}],
    [{ code }, {}],
    [{ email: person.email, code }, { from: elsewhere }],
  ] as const) {
    const refused = await post('callback/email', fields, how);
    expect(refused.headers().location).toContain('error=');
  }
  const foreign = { origin: 'https://evil.example' };
  expect((await post('callback/email', { email: person.email, code }, foreign)).status()).toBe(403);
  expect([await whoIsIn(), await whoIsIn(elsewhere), await sessions()]).toEqual([{}, {}, []]);

  const entered = await post('callback/email', { email: person.email, code });
  expect([entered.status(), entered.headers().location]).toEqual([302, `${publicUrl}/`]);
  expect(await whoIsIn()).toMatchObject({ user: { email: person.email, name: person.name } });
  expect(await sessions()).toHaveLength(1);
  expect((await request.get('/')).url()).not.toContain('/sign-in');
  // Another sign-in of the browser ends the session it had.
  const [before] = await sessions();
  await post('signin/email', { email: person.email });
  await post('callback/email', {
    email: person.email,
    code: await mailbox.nextCode(person.email),
  });
  expect(await whoIsIn()).toMatchObject({ user: { email: person.email } });
  const after = await sessions();
  expect(after).toHaveLength(1);
  expect(after[0]?.id).not.toBe(before?.id);
  const again = await post('callback/email', { email: person.email, code });
  expect(again.headers().location).toContain('error=');

  const { cookies } = await request.storageState();
  await post('signout', {}, { isForged: true });
  expect((await post('signout', {}, foreign)).status()).toBe(403);
  expect(await sessions()).toHaveLength(1);
  await post('signout', {});
  expect([await whoIsIn(), await sessions()]).toEqual([{}, []]);
  // Nor does the cookie that somebody kept.
  const kept = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const replayed = await fetch(`${publicUrl}/api/auth/session`, { headers: { cookie: kept } });
  expect(await replayed.json()).toEqual({});
});

test('a callback address that no program of ours set keeps nobody out', async ({
  page,
  signInAs,
  product,
}) => {
  const { publicUrl } = product.settings;
  const person = await signInAs('ADMIN');
  const cookies = await page.context().cookies();
  const known = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const value of [
    ...['here', '', '%', '%E0%A4%A', '%25E0%25A4%25A', '"http://localhost"', 'javascript:alert(1)'],
    ...[
      'http://[/',
      encodeURIComponent('https://evil.example/'),
      '//evil.example',
      'a'.repeat(6_000),
    ],
  ]) {
    const headers = { cookie: `${known}; connector-callback-url=${value}` };
    for (const path of ['/districts', '/api/auth/session', '/api/auth/csrf']) {
      const answer = await fetch(`${publicUrl}${path}`, { headers, redirect: 'manual' });
      expect([path, value.slice(0, 30), answer.status]).toEqual([path, value.slice(0, 30), 200]);
      if (path.endsWith('session'))
        expect(await answer.json()).toMatchObject({ user: { email: person.email } });
    }
    const asked = `/api/auth/session?${new URLSearchParams({ callbackUrl: value })}`;
    expect((await fetch(`${publicUrl}${asked}`, { headers })).status).toBe(200);
    // Nor who has yet to sign in.
    const signIn = await fetch(`${publicUrl}/sign-in`, {
      headers: { cookie: `connector-callback-url=${value}` },
    });
    expect(signIn.status).toBe(200);
  }
});
