// Files checked in the browser: in the words of the server, without a request, and with the page free meanwhile.
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import type { Page, Request } from '@playwright/test';
import { checkFiles, sortFiles } from '@/lib/core/check-set/check-files';
import { problemOf, reportOf } from '@/lib/core/check-set/check-report';
import { zipBytes } from '@/lib/testing/zip-bytes';
import { brokenDistrict } from '@/lib/testing/samples/broken-district';
import { filesOf, firstDay } from './data/small-district';
import { WORKER_POLICY } from '@/lib/server/http/security-headers';
import { expect, test } from './fixtures';

const ADDRESS = '/help/check';
/** The largest that is tried by hand is 200. */
const MEGABYTES = Number(process.env.CHECK_MEGABYTES ?? 48);
const LONGEST_TASK_MS = 200;

const ATTENDANCE = [
  'school_id,student_id,attendance_event_date,attendance_event_category,attendance_event_reason',
  's1,u1,2026-10-05,Unexcused Absence,Sick',
  's1,u1,2026-10-05,Tardy,Late',
  's1,u2,10/5/2026,Tardy,Late',
  's1,u3,2026-10-05,Suspended,',
].join('\n');

type Files = ReadonlyMap<string, Buffer>;

const good = (): Map<string, Buffer> => new Map(filesOf(firstDay));
const broken = (): Map<string, Buffer> =>
  new Map(brokenDistrict().map(({ name, chunks }) => [name, Buffer.concat([...chunks])]));

async function choose(page: Page, files: Files): Promise<void> {
  await page
    .getByLabel('Choose files')
    .setInputFiles([...files].map(([name, buffer]) => ({ name, mimeType: 'text/csv', buffer })));
}

const problems = (page: Page) => page.getByRole('heading', { name: 'Problems', exact: true });

test('a good set is said to be one', async ({ page }) => {
  await page.goto(ADDRESS);
  await choose(page, good());
  await expect(page.getByRole('heading', { name: 'These files can be used' })).toBeVisible();
  await expect(page.getByText('A first run would accept this set')).toBeVisible();
  await expect(page.getByRole('row', { name: /^users\.csv Can be used/ })).toBeVisible();
});

test('files are dropped as well as chosen', async ({ page }) => {
  await page.goto(ADDRESS);
  await expect(page.getByText('or drop them here')).toBeVisible();
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'attendance.csv'));
    return transfer;
  }, ATTENDANCE);
  await page.getByText('or drop them here').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByText('attendance.csv would be read.')).toBeVisible();
  await expect(page.getByText('ATTENDANCE_DUPLICATE_DAY')).toBeVisible();
});

test('problems are told with the codes, counts and sentences of the server', async ({ page }) => {
  const files = broken().set('attendance.csv', Buffer.from(ATTENDANCE));
  const checked = await checkFiles(
    sortFiles(
      [...files].map(([fileName, bytes]) => ({
        fileName,
        open: async function* () {
          yield await Promise.resolve(Uint8Array.from(bytes));
        },
      })),
    ),
    { today: '2026-11-30' },
  );
  if (!checked.ok) throw new Error(checked.code);
  const { groups } = reportOf(checked);
  expect(groups.length).toBeGreaterThan(15);

  await page.goto(ADDRESS);
  await choose(page, files);
  await expect(problems(page)).toBeVisible();
  const said = await page
    .getByRole('listitem')
    .filter({ has: page.locator('h4') })
    .allInnerTexts();
  expect(said).toHaveLength(groups.length);
  for (const [index, group] of groups.entries()) {
    const { fileName, count, code, title, message, fix } = problemOf(group);
    const times = `${count.toLocaleString('en-US')} ${count === 1 ? 'time' : 'times'}`;
    const text = flat(said[index] ?? '');
    expect(text).toContain(`${fileName || 'All files'}, ${times}, ${code}`);
    expect(text).toContain(title);
    expect(text).toContain(flat(message));
    expect(text).toContain(flat(fix));
  }

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download problems as CSV' }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv.startsWith('\ufefffile,line,column,value,rule,level,message,fix\r\n')).toBe(true);
  const kept = groups.reduce((sum, { stored }) => sum + stored.length, 0);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(kept + 1);
});

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('an archive is opened, and refused in the words of the server', async ({ page }) => {
  await page.goto(ADDRESS);
  const inFolder = [...good()].map(([name, content]) => ({ name: `export/${name}`, content }));
  await choose(page, new Map([['export.zip', zipBytes(inFolder)]]));
  await expect(page.getByRole('heading', { name: 'These files can be used' })).toBeVisible();
  await expect(page.getByText('ZIP_FOLDER')).toBeVisible();

  await page.getByRole('button', { name: 'Check again' }).click();
  const odd = [...good()].map(([name, content]) => ({
    name,
    content,
    ...(name === 'users.csv' ? { method: 9 } : {}),
  }));
  await choose(page, new Map([['export.zip', zipBytes(odd)]]));
  await expect(page.getByRole('heading', { name: 'These files need a fix' })).toBeVisible();
  await expect(page.getByText('ZIP_METHOD')).toBeVisible();
  await expect(page.getByText('Deflate64').first()).toBeVisible();

  await page.getByRole('button', { name: 'Check again' }).click();
  await choose(page, good().set('export.zip', zipBytes(odd)));
  await expect(page.getByRole('alert').filter({ hasText: 'but not both' })).toBeVisible();
});

test('nothing leaves the computer', async ({ page }) => {
  await page.goto(ADDRESS);
  await page.waitForLoadState('networkidle');
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  const policies: string[] = [];
  page.context().on('response', (response) => {
    policies.push(response.headers()['content-security-policy'] ?? '');
  });
  await choose(page, broken());
  await expect(problems(page)).toBeVisible();
  // Whatever the code of the worker says, it may send nothing.
  expect(policies).toContain(WORKER_POLICY);
  // The check's own scripts, the first time.
  expect(requests.length).toBeGreaterThan(0);
  expect(
    requests
      .filter((request) => !isOwnScript(request))
      .map((request) => `${request.method()} ${request.url()}`),
  ).toEqual([]);

  await page.getByRole('button', { name: 'Check again' }).click();
  await page.context().setOffline(true);
  requests.length = 0;
  await choose(page, good());
  await expect(page.getByRole('heading', { name: 'These files can be used' })).toBeVisible();
  expect(requests.filter((request) => !isOwnScript(request))).toEqual([]);
});

function isOwnScript(request: Request): boolean {
  return (
    request.method() === 'GET' &&
    request.postData() === null &&
    new URL(request.url()).pathname.startsWith('/_next/static/chunks/')
  );
}

test('the page stays free during a large file, and a check can be canceled', async ({ page }) => {
  test.setTimeout(600_000);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'check-files-'));
  try {
    const users = path.join(folder, 'users.csv');
    await writeLargeUsers(users, MEGABYTES);
    const others = await writeOthers(folder);
    await page.goto(ADDRESS);
    await page.evaluate(() => {
      Object.assign(window, { longest: 0 });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
          Object.assign(window, {
            longest: Math.max(Number(Reflect.get(window, 'longest')), duration),
          });
      }).observe({ type: 'longtask' });
    });

    const files = page.getByLabel('Choose files');
    await files.setInputFiles([users, ...others]);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expect(page.getByText(/MB of [\d.]+ MB/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The check was canceled.')).toBeVisible();
    await expect.poll(() => page.workers().length).toBe(0);

    await files.setInputFiles([users, ...others]);
    await expect(problems(page)).toBeVisible({ timeout: 500_000 });
    const longest = await page.evaluate(() => Number(Reflect.get(window, 'longest')));
    // Of a machine that does nothing else: beside other tests it would measure them.
    if (process.env.CHECK_MEGABYTES) expect(longest).toBeLessThan(LONGEST_TASK_MS);
    else console.log(`The longest task took ${Math.round(longest)} ms.`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function writeOthers(folder: string): Promise<string[]> {
  const places: string[] = [];
  for (const [name, bytes] of good()) {
    if (name === 'users.csv') continue;
    const place = path.join(folder, name);
    await writeFile(place, bytes);
    places.push(place);
  }
  return places;
}

/** Students of a school that is there, with long user names. */
async function writeLargeUsers(place: string, megabytes: number): Promise<void> {
  const text = good().get('users.csv')?.toString() ?? '';
  const [header = '', first = ''] = text.split(/\r?\n/);
  const columns = header.split(',');
  const school = first.split(',')[columns.indexOf('orgSourcedIds')] ?? '';
  const out = createWriteStream(place);
  out.write(`${header}\n`);
  let byteCount = 0;
  for (let number = 0; byteCount < megabytes * 1024 ** 2; number += 1) {
    const values: Readonly<Record<string, string>> = {
      sourcedId: `large-${number}`,
      enabledUser: 'true',
      orgSourcedIds: school,
      role: 'student',
      username: `student-${number}-${'x'.repeat(160)}`,
      givenName: 'Example',
      familyName: `Student ${number}`,
      'metadata.language': 'es',
    };
    const line = `${columns.map((name) => values[name] ?? '').join(',')}\n`;
    byteCount += line.length;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

test('without JavaScript the page says what to do instead', async ({ newPage, baseURL }) => {
  const page = await newPage({ javaScriptEnabled: false });
  await page.goto(`${baseURL}${ADDRESS}`);
  await expect(page.getByText('needs JavaScript')).toBeVisible();
  await expect(page.getByText('npm run connector -- check FOLDER')).toBeVisible();
  await expect(page.getByText('Choose files')).toBeHidden();
});
