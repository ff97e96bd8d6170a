// From the mail with the invitation to a roster that is live, as a tech contact goes, with each of six programs; every step is timed.
import { filesOf, firstDay } from '../data/small-district';
import { expect, test } from '../fixtures';
import { APPLIED } from '../review';
import { createSender, programs } from './programs';

/** By step, of every journey: milliseconds. */
const times = new Map<string, number[]>();

async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  return test.step(step, async () => {
    const from = performance.now();
    const result = await work();
    times.set(step, [...(times.get(step) ?? []), performance.now() - from]);
    return result;
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const at = (index: number) => sorted[index] ?? 0;
  return sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
}

test.setTimeout(180_000);

for (const [name, program] of Object.entries(programs))
  test(`with ${name}`, async ({ newPage, connector, makeDistrict, mailbox }) => {
    const district = await makeDistrict();
    const address = `tech-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const who = ['--name', 'Terry Techcontact', '--email', address];
    await connector('invitation', 'create', '--tenant', district.slug, ...who);
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    const sender = await createSender(filesOf(firstDay));
    const copied = async (label: string) => {
      await page.getByRole('button', { name: `Copy ${label}`, exact: true }).click();
      return page.evaluate(() => navigator.clipboard.readText());
    };

    await timed('1. the mail, the link, the code', async () => {
      const { text } = await mailbox.next(address, /set up your TalkingPoints connection/);
      await page.goto(/http:\/\/\S+\/invitation\/\S+/.exec(text)?.[0] ?? '');
      await page.getByRole('button', { name: 'Email me a code' }).click();
      const code = page.getByRole('textbox', { name: 'Code' });
      await code.fill(await mailbox.nextCode(address));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Set up ${district.name}`);
    });

    await timed('2. your SIS', async () => {
      await page.getByRole('main').getByRole('link', { name: 'Start' }).click();
      await page.getByLabel('Infinite Campus').check();
      await page.getByRole('button', { name: 'Save and continue' }).click();
      await page.getByLabel('Files by SFTP').check();
      await page.getByRole('button', { name: 'Save and continue' }).click();
      await expect(page.getByText('2 of 5')).toBeVisible();
    });

    const login = await timed('3. sign-in details', async () => {
      const hostKeys = [
        await copied('host key fingerprint'),
        await copied('ECDSA fingerprint'),
        await copied('RSA fingerprint'),
      ];
      const port = Number(await copied('port'));
      const userName = await copied('user name');
      if (program.signsInWith === 'key') {
        const panel = page.getByRole('region', { name: 'SSH keys' });
        await panel.getByText('Add an SSH key').click();
        await panel.getByLabel('Public key').fill(sender.key.publicKey);
        await panel.getByLabel('Name (optional)').fill('SIS server');
        await panel.getByRole('button', { name: 'Add key' }).click();
        await expect(panel.getByRole('heading', { name: 'SIS server' })).toBeVisible();
        return { port, userName, password: '', hostKeys };
      }
      await page.getByText('Replace the password (rotate)').click();
      await page.getByRole('button', { name: 'Replace password' }).click();
      await expect(page.getByText('This is the only time the password is shown.')).toBeVisible();
      const password = await copied('password');
      await page.getByRole('button', { name: 'I saved it' }).click();
      return { port, userName, password, hostKeys };
    });

    await timed('4. files', async () => {
      await page.getByRole('link', { name: 'Continue', exact: true }).click();
      await page.getByRole('button', { name: 'My export is built: continue' }).click();
      await expect(page.getByText('4 of 5')).toBeVisible();
    });

    await timed('5. the upload, until the page says all is received', async () => {
      const { code, output } = await program.send(sender.folder, login, sender.names, sender.key);
      expect(code, output).toBe(0);
      for (const file of sender.names)
        await expect(page.getByText(`${file} received`).first()).toBeVisible();
    });

    await timed('6. until it was checked', async () => {
      const step = page
        .getByRole('navigation', { name: 'Steps' })
        .getByRole('link', { name: 'First upload' });
      await expect(step).toHaveAccessibleName('First upload (Done)', APPLIED);
    });

    await timed('7. schedule', async () => {
      await page.getByRole('link', { name: 'Continue', exact: true }).click();
      await page.getByLabel('When does your export run?').fill('01:30');
      await page.getByRole('button', { name: 'Save and finish' }).click();
      await expect(page.getByText('All five steps are done.')).toBeVisible();
    });

    await timed('8. approved by staff, until the contact reads “Up to date”', async () => {
      await page.getByRole('link', { name: 'Status' }).click();
      await district.approve(await district.newest());
      await page.reload();
      await expect(page.getByText('Up to date').first()).toBeVisible(APPLIED);
    });
    await sender.folder.remove();
  });

test.afterAll(() => {
  console.log('\nMedian of the journeys, in seconds, without a person’s reading and thinking:');
  for (const [step, values] of times)
    console.log(`  ${(median(values) / 1000).toFixed(1).padStart(6)}  ${step} (${values.length})`);
});
