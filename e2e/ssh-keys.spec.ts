// A district's contact lets a program in by its SSH key, and takes it away again.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  createClientFolder,
  createKeyPair,
  runOpenSshSftp,
  runOpenSshSftpWithKeys,
} from '@/lib/testing/sftp';
import { expect, test } from './fixtures';

const panelOf = (page: Page) => page.getByRole('region', { name: 'SSH keys' });

test('a key is added by hand, used by a program, and revoked', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const client = await createClientFolder();
  const key = await createKeyPair(client, 'nightly-export');
  const send = () => runOpenSshSftpWithKeys(client, district.login, [key], ['ls']);
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/connection`);
  const panel = panelOf(page);
  await expect(panel.getByText('There are no SSH keys.')).toBeVisible();

  await test.step('its program is turned away, and the page says which key it used', async () => {
    expect((await send()).code).not.toBe(0);
    await expect(
      page.getByText(/used an SSH key that is not on this page \(SHA256:/),
    ).toBeVisible();
    await expect(page.getByText(/wrong password/)).toBeHidden();
  });

  await panel.getByText('Add an SSH key').click();
  const field = panel.getByLabel('Public key');

  await test.step('a private key never leaves the browser', async () => {
    const secret = await readFile(key.file, 'utf8');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await panel.getByLabel(/choose a file/).setInputFiles(key.file);
    await expect(
      panel.getByText(/This is a private key, and nothing of it was saved/),
    ).toBeVisible();
    await expect(field).toHaveValue('');
    await field.fill(secret);
    await expect(field).toHaveValue('');
    expect(sent.join('\n')).not.toContain(secret.split('\n')[1]);
  });

  await test.step('what is no key is said, and what was typed stays', async () => {
    await field.fill(key.publicKey.slice(0, 40));
    await panel.getByLabel('Name (optional)').fill('Nightly export');
    await panel.getByRole('button', { name: 'Add key' }).click();
    await expect(panel.getByRole('alert')).toContainText('Part of this key is missing.');
    await expect(field).toHaveValue(key.publicKey.slice(0, 40));
    await expect(panel.getByLabel('Name (optional)')).toHaveValue('Nightly export');
  });

  await test.step('out of its file, the key lets its program in', async () => {
    await panel.getByLabel(/choose a file/).setInputFiles(`${key.file}.pub`);
    await expect(field).toHaveValue(key.publicKey);
    await panel.getByRole('button', { name: 'Add key' }).click();
    await expect(panel.getByRole('heading', { name: 'Nightly export' })).toBeVisible();
    await expect(panel.getByText('not used yet')).toBeVisible();
    const sent = await send();
    expect(sent, sent.output).toMatchObject({ code: 0 });
    await expect(async () => {
      await page.reload();
      await expect(panel.getByText(/from 127\.0\.0\.1$/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });

  await test.step('revoked, it lets nobody in', async () => {
    await panel.getByRole('button', { name: /^Revoke key now/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke the key “Nightly export”?' });
    await expect(dialog).toContainText('1 other password still works.');
    await dialog.getByRole('button', { name: 'Revoke key' }).click();
    await expect(panel.getByText('There are no SSH keys.')).toBeVisible();
    expect((await send()).code).not.toBe(0);
    await expect(page.getByText(/was refused, .*used an SSH key that was revoked/)).toBeVisible();
  });
  await client.remove();
});

test('only certain addresses are allowed, and a wrong entry keeps what was typed', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/connection`);
  const panel = page.getByRole('region', { name: 'Allowed addresses' });
  await expect(panel.getByText('Any address is allowed.')).toBeVisible();
  await panel.getByText('Allow certain addresses only').click();
  const field = panel.getByLabel('IP addresses and ranges');
  await field.fill('192.0.2.4\nour server');
  await panel.getByRole('button', { name: 'Save list' }).click();
  await expect(panel.getByRole('alert')).toContainText(
    '“our server” is not an IP address or range.',
  );
  await expect(field).toHaveValue('192.0.2.4\nour server');
  await field.fill('192.0.2.4\n198.51.100.0/24');
  await panel.getByRole('button', { name: 'Save list' }).click();
  await expect(
    panel.getByText(
      'Allowed: 192.0.2.4, 198.51.100.0/24. Sign-ins from anywhere else are refused.',
    ),
  ).toBeVisible();
  const client = await createClientFolder();
  const refused = await runOpenSshSftp(client, district.login, ['ls']);
  expect(refused.output).toContain('This account can be used from certain addresses only');
  await expect(page.getByText(/sign-in from 127\.0\.0\.1 was refused/)).toBeVisible();
  await client.remove();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a key is added, and a private one does not come back with the page', async ({
    page,
    signInAs,
    makeDistrict,
  }) => {
    const district = await makeDistrict();
    const client = await createClientFolder();
    const key = await createKeyPair(client, 'nightly-export');
    await signInAs('DISTRICT_CONTACT', { tenants: [district] });
    await page.goto(`/districts/${district.slug}/connection`);
    const panel = panelOf(page);
    await panel.getByText('Add an SSH key').click();
    await panel.getByLabel('Public key').fill(await readFile(key.file, 'utf8'));
    await panel.getByLabel('Name (optional)').fill('Nightly export');
    await panel.getByRole('button', { name: 'Add key' }).click();
    await expect(panel.getByRole('alert')).toContainText('This is a private key');
    expect(await page.content()).not.toContain('OPENSSH PRIVATE KEY');
    await expect(panel.getByLabel('Name (optional)')).toHaveValue('Nightly export');
    await panel.getByLabel('Public key').fill(key.publicKey);
    await panel.getByRole('button', { name: 'Add key' }).click();
    await expect(panel.getByRole('heading', { name: 'Nightly export' })).toBeVisible();
    const sent = await runOpenSshSftpWithKeys(client, district.login, [key], ['ls']);
    expect(sent, sent.output).toMatchObject({ code: 0 });
    await client.remove();
  });
});
