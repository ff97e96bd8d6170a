// Some of the day's held lists go out with one reason, and none where one of them changed meanwhile.
import { localDate } from '@/lib/core/calendar/zoned-time';
import { releaseNotices } from '@/lib/server/attendance/commands/release-notices';
import { listNoticeLists } from '@/lib/server/attendance/queries/notices';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { expect, test } from './fixtures';

const SOON = { timeout: 10_000 };
const REASON = 'The schools confirmed it by phone.';

test('two schools are chosen, one changes, the other is released', async ({
  page,
  signInAs,
  product,
}) => {
  const { tenantId, leave } = await createAttendanceDistrict(product, { term: false });
  const { slug, timeZone } = await product.db.prisma.tenant.findUniqueOrThrow({
    where: { id: tenantId },
  });
  const date = localDate(product.clock.now(), timeZone);
  // Every file of today is late.
  await product.db.prisma.attendanceSetting.create({ data: { tenantId, noticeCutOff: '00:00' } });
  await leave(
    'attendance.csv',
    attendanceCsv(
      ['s1', 's2', 's3', 's4'].map((student, at) => ({
        student,
        school: `school-${(at % 2) + 1}`,
        date,
      })),
    ),
  );
  const statesOf = async () =>
    (await listNoticeLists(product, { tenantId, date })).map(({ schoolId, state, reason }) => [
      schoolId,
      state,
      reason,
    ]);
  await expect
    .poll(async () => (await statesOf()).map(([, state]) => state), { timeout: 60_000 })
    .toEqual(['HELD', 'HELD']);

  await signInAs('IMPLEMENTATION');
  await page.goto(`/districts/${slug}/attendance/notices`);
  const form = page.getByRole('form', { name: 'Release selected schools' });
  await expect(form).toBeHidden();
  for (const school of ['Lincoln Middle', 'Roosevelt Elementary'])
    await page.getByRole('checkbox', { name: `Select ${school}` }).check(SOON);
  await expect(page.getByText('2 selected', { exact: true })).toBeVisible();

  // Without a reason nothing is released: the field says so, and the selection stays.
  await form.getByRole('button', { name: 'Release selected' }).click(SOON);
  const reason = form.getByLabel('Why the selected ones can go out');
  await expect(reason).toHaveAttribute('aria-invalid', 'true', SOON);
  await expect(form.getByRole('alert')).toContainText('Give a reason in one sentence.');
  await expect(page.getByText('2 selected', { exact: true })).toBeVisible();
  for (const school of ['Lincoln Middle', 'Roosevelt Elementary'])
    await expect(page.getByRole('checkbox', { name: `Select ${school}` })).toBeChecked();

  const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;
  await releaseNotices(product, actor, { tenantId, date, schoolId: 'school-2', reason: 'Snow' });
  await reason.fill(REASON, SOON);
  await form.getByRole('button', { name: 'Release selected' }).click(SOON);
  await expect(form.getByRole('alert')).toContainText(
    'What is held at Lincoln Middle has changed since you opened this page, so nothing was released.',
  );
  // They are as they stand now, and the one that is still held stays selected.
  const left = page.getByRole('checkbox', { name: /^Select (Lincoln|Roosevelt)/ });
  await expect(left).toHaveCount(1);
  await expect(left).toBeChecked();
  await expect(page.getByText('1 selected', { exact: true })).toBeVisible();
  // One alone is decided about above the list.
  const above = page.getByRole('form', { name: 'Release Roosevelt Elementary' });
  await above.getByLabel('Why they can go out').fill(REASON, SOON);
  await above.getByRole('button', { name: 'Release 2 notices' }).click(SOON);
  await expect.poll(statesOf).toEqual([
    ['school-2', 'RELEASED', 'Snow'],
    ['school-1', 'RELEASED', REASON],
  ]);
});

test('both are released together', async ({ page, signInAs, product }) => {
  const { tenantId, leave } = await createAttendanceDistrict(product, { term: false });
  const { slug, timeZone } = await product.db.prisma.tenant.findUniqueOrThrow({
    where: { id: tenantId },
  });
  const date = localDate(product.clock.now(), timeZone);
  await product.db.prisma.attendanceSetting.create({ data: { tenantId, noticeCutOff: '00:00' } });
  const students = ['s1', 's2'].map((student, at) => ({
    student,
    school: `school-${at + 1}`,
    date,
  }));
  await leave('attendance.csv', attendanceCsv(students));
  const lists = () => listNoticeLists(product, { tenantId, date });
  await expect.poll(async () => (await lists()).length, { timeout: 60_000 }).toBe(2);
  await signInAs('IMPLEMENTATION');
  await page.goto(`/districts/${slug}/attendance/notices`);
  await page.getByRole('checkbox', { name: /^Select all of/ }).check(SOON);
  const form = page.getByRole('form', { name: 'Release selected schools' });
  await form.getByLabel('Why the selected ones can go out').fill(REASON, SOON);
  await form.getByRole('button', { name: 'Release selected' }).click(SOON);
  await expect
    .poll(async () => (await lists()).map(({ state, reason, listed }) => [state, reason, listed]))
    .toEqual([
      ['RELEASED', REASON, 1],
      ['RELEASED', REASON, 1],
    ]);
});
