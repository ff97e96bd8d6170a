// The product as it is started: it says that it is well, and its pages keep to their own policy.
import { expect, test } from './fixtures';

test('health says that every part is up', async ({ request }) => {
  // A part that stood still with the machine is up again a moment later.
  await expect(async () => {
    const response = await request.get('/api/health');
    expect(response.status()).toBe(200);
    const { checks } = (await response.json()) as { checks: Record<string, { status: string }> };
    for (const name of ['database', 'migrations', 'worker', 'sftp', 'mail'])
      expect(checks[name]?.status, name).toBe('ok');
  }).toPass({ timeout: 60_000 });
});

test('pages allow scripts by nonce only, no frames, and ask for nothing elsewhere', async ({
  page,
  baseURL,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:'))
      problems.push(`asked for ${request.url()}`);
  });
  const response = await page.goto('/sign-in');
  await expect(page.getByRole('textbox').first()).toBeEditable();
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]+' 'strict-dynamic';/);
  expect(response?.headers()['referrer-policy']).toBe('same-origin');
  expect(response?.headers()['x-powered-by']).toBeUndefined();
  expect(problems).toEqual([]);
});

test('a caller cannot bring a policy and nonce of their own', async ({ request }) => {
  const response = await request.get('/sign-in', {
    headers: { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' },
  });
  expect(await response.text()).not.toContain('nonce="mine"');
});

test('staff who are signed in see the districts', async ({ page, signInAs }) => {
  await signInAs('IMPLEMENTATION');
  await page.goto('/districts');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/districts$/);
});
