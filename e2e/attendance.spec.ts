// A day of attendance as a district lives it: files before the roster, a later file with corrections, a slip in
// the name, a word nobody knows, and a day too bad to be true.
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { addDays } from '@/lib/core/calendar/plain-date';
import { startDay } from './attendance-day';
import { attendanceFile } from './data/attendance';
import { sendWithOpenSsh, type District } from './district';
import { expect, test } from './fixtures';
import { openSearch } from './search';

const noticesAnswer = z.object({
  notices: z.array(z.object({ studentId: z.string(), notice: z.string() })),
});

/** For an upload, the worker and the page; a busy machine needs longer. */
const WHOLE_FILE = { timeout: 90_000 };

test('a day of attendance, from a file before the roster to notices a person releases', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
  product,
}) => {
  const { district, today, school, send } = await startDay(product, makeDistrict);
  const [absent, corrected, suspended, ...others] = school.students;
  if (!absent || !corrected || !suspended) throw new Error('the school has too few students');
  const attendance = `/districts/${district.slug}/attendance`;
  const grid = `${attendance}/schools/${encodeURIComponent(school.schoolId)}`;
  await signInAs('IMPLEMENTATION');
  const contact = await newPage();
  await signInAs('DISTRICT_CONTACT', { page: contact, tenants: [district] });

  await test.step('a file that comes before the roster waits for it', async () => {
    await contact.goto(attendance);
    await expect(contact).toHaveURL(/\/attendance\/feeds$/);
    await expect(contact.getByText('No attendance file has arrived yet')).toBeVisible();
    await send('attendance.csv', [{ student: absent.id }, { student: corrected.id }]);
    const arrived = rowOf(contact, 'attendance.csv');
    await arrives(contact, `${attendance}/files`, arrived.getByText('Waiting for the roster'));
    await contact.getByRole('link', { name: 'attendance.csv' }).click();
    await expect(contact.getByText('This file is waiting for the roster')).toBeVisible();
    await expect(contact.getByText('2 rows are waiting for the roster.')).toBeVisible();
  });

  await test.step('the roster comes, and the file is read', async () => {
    await district.approve(await district.send(school.files));
    await arrives(page, grid, rowOf(page, absent.name).getByText('Unexcused absence'));
    await expect(rowOf(page, corrected.name)).toContainText('Unexcused absence');
  });

  await test.step('staff mark the day as a school day', async () => {
    await page.goto(`${attendance}/calendar`);
    await page.getByLabel('Day', { exact: true }).fill(today);
    await page.getByLabel('School day', { exact: true }).check();
    await page.getByLabel('Note (optional)').fill('Make-up day');
    await page.getByRole('button', { name: 'Mark the day' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await expect(page.getByRole('cell', { name: /Make-up day/ })).toContainText('Marked by staff');
  });

  await test.step('a later file of the day corrects the first', async () => {
    await send('attendance.csv', [
      { student: corrected.id, category: 'Tardy', reason: 'Late Bus', description: 'Do not call' },
    ]);
    await arrives(page, grid, rowOf(page, absent.name).getByText('No data received, updated'));
    await expect(rowOf(page, absent.name)).toContainText('was Unexcused absence');
    await expect(rowOf(page, corrected.name)).toContainText('Tardy');
    await rowOf(page, corrected.name).getByRole('button').click();
    await expect(page.getByText('Reason: Late Bus')).toBeVisible();
    await expect(page.getByText('Internal note: Do not call')).toBeVisible();
    await page.goto(`${attendance}/files`);
    await page.getByRole('link', { name: 'attendance.csv' }).first().click();
    const corrections = page.getByRole('table', { name: 'Corrections' });
    await expect(corrections.getByRole('row', { name: absent.name })).toContainText('row removed');
    await expect(corrections.getByRole('row', { name: corrected.name })).toContainText('Tardy');
  });

  await test.step('a name that is almost right waits, and the contact confirms the right one', async () => {
    await send('Attendance.csv', [{ student: absent.id }]);
    await arrives(contact, `${attendance}/feeds`, 'Attendance.csv is almost attendance.csv');
    await expect(contact.getByText('Uppercase and lowercase letters differ.')).toBeVisible();
    await contact.getByRole('button', { name: 'Yes, use this name' }).click();
    await expect(contact.getByText('Is attendance.csv the right name?')).toHaveCount(0);
    await contact.getByRole('button', { name: 'Wrong name, discard' }).click();
    await expect(contact.getByRole('heading', { name: 'Names not in use' })).toBeVisible();
    await page.goto(grid);
    await expect(rowOf(page, absent.name)).toContainText('No data received');
  });

  await test.step('a word nobody knows is mapped once, and its rows are read', async () => {
    await send('attendance.csv', [
      { student: corrected.id, category: 'Tardy' },
      { student: suspended.id, category: 'Suspended' },
    ]);
    await arrives(contact, `${attendance}/mapping`, '“Suspended”');
    await expect(contact.getByLabel('Meaning of “Suspended”')).toHaveValue('EXCUSED_ABSENCE');
    await contact.getByRole('button', { name: 'Map', exact: true }).click();
    await expect(contact.getByText('Every word received is mapped')).toBeVisible();
    await page.goto(grid);
    await expect(rowOf(page, suspended.name)).toContainText('Excused absence');
  });

  await test.step('a day too bad to be true is counted, and its notices wait for a person', async () => {
    const many = others.slice(0, Math.ceil(school.students.length * 0.4));
    await send(
      'attendance.csv',
      many.map(({ id }) => ({ student: id })),
    );
    await arrives(page, `${attendance}/notices`, /notices held$/);
    await expect(page.getByText('students are marked absent: 30% or more.')).toBeVisible();
    await expect(page.getByText('No notice is ready')).toBeVisible();
    const before = await noticesOf(page, district, today);
    expect(before).toEqual([]);
    await page.getByRole('button', { name: /^Release [\d,]+ notices$/ }).click();
    await expect(
      page.getByText('Give a reason in one sentence. It is saved with the decision.').first(),
    ).toBeVisible();
    await page.getByLabel('Why they can go out').fill('The school confirmed a bus strike.');
    await page.getByRole('button', { name: /^Release [\d,]+ notices$/ }).click();
    await expect(page.getByText('The school confirmed a bus strike.')).toBeVisible();
    const released = await noticesOf(page, district, today);
    expect(released.filter(({ notice }) => notice === 'ABSENT').length).toBe(many.length);
    // Absent in the first file, and not in the later one: their families are told.
    const takenBack = released.filter(({ notice }) => notice === 'RETRACTED');
    expect(takenBack.map(({ studentId }) => studentId)).toContain(absent.id);

    const [late] = many;
    await send(
      'attendance.csv',
      many.slice(1).map(({ id }) => ({ student: id })),
    );
    await arrives(
      page,
      `${attendance}/notices`,
      rowOf(page, fullName(late?.name ?? '')).getByText('Withdrawn'),
    );
  });

  await test.step('the download says the three kinds of nothing, and descriptions stay inside', async () => {
    const download = async (address: string): Promise<string> => {
      await page.goto(address);
      const link = page.getByRole('link', { name: 'Download CSV' });
      return (await page.request.get((await link.getAttribute('href')) ?? '')).text();
    };
    const csv = await download(grid);
    expect(csv).toContain(`,${today},no row,`);
    expect(csv).toContain(`,${today},event,`);
    expect(csv).not.toContain('Do not call');
    // Today may be a Monday: of the week before no file came.
    expect(await download(`${grid}?date=${addDays(today, -7)}`)).toMatch(/,no file,/);
  });

  await test.step('print has every student of the school, across the paper', async () => {
    await page.goto(grid);
    const rows = page.locator('tbody tr:visible');
    await expect(rows).toHaveCount(50);
    await page.emulateMedia({ media: 'print' });
    await expect(rows).toHaveCount(school.students.length);
    await expect(page.getByText(`${school.students.length} students, `)).toBeVisible();
    await expect(page.getByText(/^Showing 1–50 of/)).toBeHidden();
    const [table, paper] = await Promise.all(
      [page.getByRole('table'), page.getByRole('main')].map((found) => found.boundingBox()),
    );
    expect((table?.width ?? 0) / (paper?.width ?? 1)).toBeGreaterThan(0.9);
    await page.emulateMedia({ media: null });
  });

  await test.step('lists that come too late are released with one decision', async () => {
    const notices = `${attendance}/notices`;
    await page.goto(notices);
    await page.getByLabel('Latest time for notices').fill('00:01');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    // A name of its own: what the other file said of its school stays.
    const lines = school.elsewhere.map(({ schoolId, student }) =>
      attendanceFile({ schoolId, date: today }, [{ student }]).toString(),
    );
    const [first = '', ...more] = lines;
    const file = [first, ...more.map((text) => text.slice(text.indexOf('\n') + 1))].join('');
    await sendWithOpenSsh(
      district.login,
      new Map([['attendance_other_schools.csv', Buffer.from(file)]]),
    );
    await arrives(page, notices, '2 schools: 2 notices held');
    const all = page.getByRole('form', { name: 'Release all' });
    const release = all.getByRole('button', { name: 'Release all 2 notices of 2 schools' });
    await release.click();
    await expect(
      all.getByText('Give a reason in one sentence. It is saved with the decision.').first(),
    ).toBeVisible();
    await all.getByLabel('Why they can go out').fill('The export ran late.');
    await release.click();
    await expect(page.getByText('The export ran late.')).toHaveCount(2);
    const out = await noticesOf(page, district, today);
    expect(out.map(({ studentId }) => studentId)).toEqual(
      expect.arrayContaining(school.elsewhere.map(({ student }) => student)),
    );
  });

  await test.step('a person and a school of the roster lead to their attendance', async () => {
    const student = `${attendance}/students/${encodeURIComponent(absent.id)}`;
    await page.goto(student);
    await page.getByRole('link', { name: 'In the roster' }).click();
    await page.getByRole('link', { name: 'Attendance record' }).click();
    await page.waitForURL((url) => url.pathname === student);
    await page.goto(
      `/districts/${district.slug}/roster/orgs/${encodeURIComponent(school.schoolId)}`,
    );
    await page.getByRole('link', { name: 'School attendance' }).click();
    await page.waitForURL((url) => url.pathname === grid);
  });

  await test.step('whether a student was absent on a day: from any page by name, then by its number', async () => {
    // In the last file of the day, without a reason that is excused.
    const [, missing] = others;
    if (!missing) throw new Error('the school has too few students');
    await page.goto('/outbox');
    await openSearch(page);
    await page.keyboard.type(`${district.slug} ${missing.id}`);
    await page.getByRole('option', { name: `Attendance of ${fullName(missing.name)}` }).click();
    const student = `${attendance}/students/${encodeURIComponent(missing.id)}`;
    await page.waitForURL((url) => url.pathname === student);
    const dayOf = (date: string) =>
      page
        .getByRole('table', { name: /^Days of / })
        .getByRole('cell')
        .filter({ has: page.locator(`time[datetime="${date}"]`) });
    await expect(dayOf(today)).toContainText('Absent');
    await expect(dayOf(today)).toContainText('Unexcused absence');
    // The months of the year are one press away, and there and back.
    const months = page.getByRole('navigation', { name: 'Month' });
    await months.getByRole('link').first().click();
    await expect(dayOf(today)).toHaveCount(0);
    await months.getByRole('link').last().click();
    await expect(dayOf(today)).toContainText('Absent');
    await page.getByRole('link', { name: 'In the roster' }).click();
    const recent = page.getByRole('table', { name: 'Attendance, last 30 days' });
    await expect(
      recent.getByRole('cell').filter({ has: page.locator(`time[datetime="${today}"]`) }),
    ).toContainText('Absent');
  });

  await test.step('the grid needs no scripts', async () => {
    const withoutScripts = await newPage({ javaScriptEnabled: false });
    await signInAs('ADMIN', { page: withoutScripts });
    await withoutScripts.goto(grid);
    await expect(withoutScripts.getByRole('table')).toContainText('Unexcused absence');
  });

  await test.step('no student is shown to the contact', async () => {
    for (const address of [grid, `${attendance}/notices`, `${attendance}/schools`]) {
      const answer = await contact.request.get(address);
      expect(answer.status(), address).toBe(404);
    }
    const file = await contact.request.get(`/api/exports/attendance/${district.slug}/schools`);
    expect(file.status()).toBe(403);
  });
});

/** Opens the page until it says so. */
async function arrives(
  page: Page,
  address: string,
  sign: string | RegExp | Locator,
): Promise<void> {
  const found = typeof sign === 'string' || sign instanceof RegExp ? page.getByText(sign) : sign;
  await expect(async () => {
    await page.goto(address);
    await expect(found.first()).toBeAttached({ timeout: 1_000 });
  }).toPass(WHOLE_FILE);
}

function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name }).first();
}

/** "Ana Number" of "Number, Ana" */
function fullName(name: string): string {
  return name.split(', ').reverse().join(' ');
}

async function noticesOf(page: Page, { slug }: District, date: string) {
  const answer = await page.request.get(
    `/api/exports/attendance/${slug}/notices?date=${date}&format=json`,
  );
  return noticesAnswer.parse(await answer.json()).notices;
}
