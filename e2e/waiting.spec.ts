// What a district's contact sees between sending and the verdict, and how nobody has to wait for a clock.
import { filesOf, firstDay } from './data/small-district';
import { sendWithOpenSsh } from './district';
import { expect, test } from './fixtures';
import { look } from './look';

const files = filesOf(firstDay);
const onlyEnrollments = new Map([...files].filter(([name]) => name === 'enrollments.csv'));
const allOthers = new Map([...files].filter(([name]) => name !== 'enrollments.csv'));

test('the page says what is here, when the check starts, and what a circuit break is', async ({
  page,
  newPage,
  signInAs,
  connector,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await connector(
    ...['connection', 'set', '--tenant', district.slug],
    ...['--quiet-seconds', '900', '--settled-seconds', '700'],
  );
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/connection`);
  await sendWithOpenSsh(district.login, allOthers);
  await expect(page.getByRole('heading', { name: 'Waiting for the next file' })).toBeVisible();
  await expect(page.getByText('enrollments.csv has not arrived.')).toBeVisible();
  await expect(page.getByText(`${files.size - 1} of ${files.size} files are here.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check now' })).toBeHidden();
  await sendWithOpenSsh(district.login, onlyEnrollments);
  await expect(
    page.getByRole('heading', { name: `All ${files.size} files are here` }),
  ).toBeVisible();
  await expect(page.getByText(/^The check starts at \d+:\d\d [AP]M P[DS]T\.$/)).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^in 1[01] min/);
  const problems = await look(page, [`/districts/${district.slug}/connection`]);
  problems.push(...(await look(await newPage(), ['/help/circuit-breaks'])));
  expect(problems).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a whole set is checked when somebody asks for it, and half a set is not', async ({
    page,
    signInAs,
    connector,
    makeDistrict,
  }) => {
    const district = await makeDistrict();
    await connector(
      ...['connection', 'set', '--tenant', district.slug],
      ...['--quiet-seconds', '900', '--settled-seconds', '700'],
    );
    await signInAs('DISTRICT_CONTACT', { tenants: [district] });
    const address = `/districts/${district.slug}/connection`;
    const reloadUntil = (name: string) =>
      expect(async () => {
        await page.goto(address);
        await expect(page.getByRole('heading', { name })).toBeVisible({ timeout: 1_000 });
      }).toPass();
    await sendWithOpenSsh(district.login, files);
    await reloadUntil(`All ${files.size} files are here`);
    await page.getByRole('button', { name: 'Check now' }).click();
    await reloadUntil('Under review');
    await expect(page.getByText('reviews every first roster')).toBeVisible();
  });

  test('an invitation says who should get it instead', async ({
    page,
    product,
    connector,
    makeDistrict,
  }) => {
    const district = await makeDistrict();
    const address = `terry-${district.slug}@example.org`;
    await connector(
      ...['invitation', 'create', '--tenant', district.slug],
      ...['--name', 'Terry', '--email', address],
    );
    const mail = await product.db.prisma.outboxMail.findFirstOrThrow({
      where: { toAddress: address },
    });
    await page.goto(/\/invitation\/\S+/.exec(mail.text)?.[0] ?? '');
    const form = page.getByRole('form', { name: 'Tell us who should get it' });
    await form.getByLabel('Their name').fill('Sam Park');
    await form.getByLabel('Their work email address').fill('sam');
    await form.getByRole('button', { name: 'Tell us who should get it' }).click();
    await expect(
      page.getByText('Enter a valid email address, such as name@district.org.').first(),
    ).toBeVisible();
    await form.getByLabel('Their work email address').fill('sam.park@example.org');
    await form.getByRole('button', { name: 'Tell us who should get it' }).click();
    await expect(page.getByText('The TalkingPoints team will check this')).toBeVisible();
    const told = await product.db.prisma.outboxMail.findFirstOrThrow({
      where: { tenantId: district.id, kind: 'invitation-other-contact' },
    });
    expect(told.text).toContain('Sam Park\nsam.park@example.org');
  });
});
