// Pages of whoever is not signed in, and of contacts with a link.
import { brokenDistrict } from '@/lib/testing/samples/broken-district';
import { filesOf, firstDay } from '../data/small-district';
import { checkFilesHere, sendForm, sendWithoutConnection } from './acts';
import type { LookArea } from './look';

const brokenFiles = (): Map<string, Buffer> =>
  new Map(brokenDistrict().map(({ name, chunks }) => [name, Buffer.concat([...chunks])]));

export const visitorLooks: LookArea = {
  area: 'Signing in and links',
  looks: [
    {
      page: '(auth)/sign-in',
      what: 'Sign in',
      state: 'data',
      who: 'visitor',
      address: async () => '/sign-in',
      isSampled: true,
    },
    {
      page: '(auth)/sign-in',
      what: 'An address that is none',
      state: 'form-errors',
      who: 'visitor',
      address: async () => '/sign-in',
      act: sendForm('Email me a code', { 'Email address': 'nobody' }),
    },
    {
      page: '(auth)/sign-in',
      what: 'The connection is gone',
      state: 'error',
      who: 'visitor',
      address: async () => '/sign-in',
      act: sendWithoutConnection('Email me a code'),
    },
    {
      page: '(auth)/sign-in/code',
      what: 'The code is on its way',
      state: 'data',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).open,
      act: {
        steps: 'press Email me a code',
        run: async (page) => {
          await page.getByRole('button', { name: 'Email me a code' }).click();
          await page.waitForURL(/\/sign-in\/code/);
        },
      },
      isSampled: true,
    },
    {
      page: '(auth)/sign-in/code',
      what: 'A wrong code',
      state: 'form-errors',
      who: 'visitor',
      address: async () => '/sign-in',
      act: {
        steps:
          'fill Email address with an address, press Email me a code, enter 000000, press Sign in',
        run: async (page) => {
          await page.getByLabel('Email address').fill('somebody@example.org');
          await page.getByRole('button', { name: 'Email me a code' }).click();
          await page.waitForURL(/\/sign-in\/code/);
          await sendForm('Sign in', { Code: '000000' }).run(page);
        },
      },
    },
    {
      page: '(auth)/sign-in/link/[token]',
      what: 'The link of a mail',
      state: 'data',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).link,
    },
    {
      page: '(auth)/sign-in/link/[token]',
      what: 'A link that was used',
      state: 'not-found',
      who: 'visitor',
      address: async () => '/sign-in/link/used',
      isSampled: true,
    },
    {
      page: '(auth)/invitation/[token]',
      what: 'An invitation',
      state: 'data',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).open,
      isSampled: true,
    },
    {
      page: '(auth)/invitation/[token]',
      what: 'An invitation that was used',
      state: 'not-found',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).used,
    },
    {
      page: '(auth)/invitation/[token]',
      what: 'An invitation that ran out',
      state: 'not-found',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).expired,
    },
    {
      page: '(auth)/invitation/[token]',
      what: 'An invitation that was withdrawn',
      state: 'not-found',
      who: 'visitor',
      address: async ({ invitations }) => (await invitations()).withdrawn,
    },
    {
      page: '(auth)/invitation/[token]',
      what: 'A link that is cut off',
      state: 'not-found',
      who: 'visitor',
      address: async ({ invitations }) => `${(await invitations()).open}x`,
      isSampled: true,
    },
    {
      page: '(district)/questions/[token]',
      what: 'A question, before signing in',
      state: 'not-found',
      who: 'visitor',
      address: async ({ held }) => (await held()).question,
      isSampled: true,
    },
    {
      page: '(district)/questions/[token]',
      what: 'A question about an update',
      state: 'data',
      who: 'contact',
      address: async ({ held }) => (await held()).question,
      isSampled: true,
    },
    {
      page: '(district)/questions/[token]',
      what: 'A link that is cut off',
      state: 'not-found',
      who: 'contact',
      address: async () => '/questions/no-such-question',
    },
    {
      page: '(district)/setup',
      what: 'A contact of several districts',
      state: 'data',
      who: 'contact',
      address: async (districts) => {
        await Promise.all([districts.waiting(), districts.held()]);
        return '/setup';
      },
    },
    {
      page: '(district)/setup',
      what: 'A contact of no district',
      state: 'first-use',
      who: 'former-contact',
      address: async () => '/setup',
      isSampled: true,
    },
    {
      page: '(public)/help',
      what: 'Where to find help',
      state: 'data',
      who: 'visitor',
      address: async () => '/help',
      isSampled: true,
    },
    {
      page: '(public)/help/check',
      what: 'Files to check',
      state: 'first-use',
      who: 'visitor',
      address: async () => '/help/check',
      isSampled: true,
    },
    {
      page: '(public)/help/check',
      what: 'Without scripts',
      state: 'partial',
      who: 'visitor',
      address: async () => '/help/check',
      withoutScripts: true,
    },
    {
      page: '(public)/help/check',
      what: 'Files that are fine',
      state: 'good-news',
      who: 'visitor',
      address: async () => '/help/check',
      act: checkFilesHere('Problems', filesOf(firstDay)),
    },
    {
      page: '(public)/help/check',
      what: 'Files with problems',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/check',
      act: checkFilesHere('Problems', brokenFiles()),
      isSampled: true,
    },
    {
      page: '(public)/help/check',
      what: 'Nothing to check',
      state: 'form-errors',
      who: 'visitor',
      address: async () => '/help/check',
      act: checkFilesHere('Nothing was checked', new Map([['notes.txt', Buffer.from('x')]])),
      isSampled: true,
    },
    {
      page: '(public)/help/files',
      what: 'Which files to send',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/files',
      isSampled: true,
      isPrinted: true,
    },
    {
      page: '(public)/help/files/[file]',
      what: 'The columns of users.csv',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/files/users.csv',
      isSampled: true,
      isPrinted: true,
    },
    {
      page: '(public)/help/files/[file]',
      what: 'The columns of attendance.csv',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/files/attendance.csv',
      isSampled: true,
    },
    {
      page: '(public)/help/files/[file]',
      what: 'A file that is not read',
      state: 'not-found',
      who: 'visitor',
      address: async () => '/help/files/results.csv',
    },
    {
      page: '(public)/help/circuit-breaks',
      what: 'What a circuit break is',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/circuit-breaks',
      isSampled: true,
    },
    {
      page: '(public)/help/mail',
      what: 'What to allow, and what to do if no email arrives',
      state: 'data',
      who: 'visitor',
      address: async () => '/help/mail',
      isSampled: true,
    },
    {
      page: '(public)/help/circuit-breaks',
      what: 'An address that is none',
      state: 'not-found',
      who: 'visitor',
      address: async () => '/no-such-page',
      isSampled: true,
    },
  ],
};
