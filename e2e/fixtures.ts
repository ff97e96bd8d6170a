// What every journey starts from: the running product's own context, people, signed in or not, the
// command line, and the mail that arrived. Each test makes its own district.
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { findConnector } from '@/lib/cli/environment';
import type { AppContext } from '@/lib/server/app-context';
import type { Role } from '@/lib/server/db';
import { openContext } from '@/lib/server/open-context';
import { connector } from './connector';
import { District } from './district';
import { Mailbox } from './mailbox';
import { createPerson, signIn, type Person } from './people';

export { expect };
export type { Person };

interface Fixtures {
  /** A page of a browser of its own: another person, or the same one elsewhere. */
  newPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** Makes a person; a district contact belongs to `tenants`. */
  makePerson: (role: Role, tenants?: readonly { id: number }[]) => Promise<Person>;
  /** Makes a person and signs the page's browser in as them. */
  signInAs: (
    role: Role,
    options?: { tenants?: readonly { id: number }[]; page?: Page },
  ) => Promise<Person>;
  /** `npm run connector -- … --json`: its data. Fails where the command fails. */
  connector: (...args: string[]) => Promise<unknown>;
  /** Makes a district with a connection and a password. */
  makeDistrict: (name?: string) => Promise<District>;
  mailbox: Mailbox;
}

interface WorkerFixtures {
  product: AppContext;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    // Playwright reads the first parameter's pattern to know what a fixture needs.
    async ({}, use) => {
      const settled = await findConnector(process.env);
      if (!settled.ok) throw new Error(settled.message);
      const ctx = openContext('e2e', settled.env);
      await use(ctx);
      await ctx.db.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ product }, use) => use(product.settings.publicUrl),

  newPage: async ({ browser }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  makePerson: async ({ product }, use) => {
    await use((role, tenants) => createPerson(product, role, tenants));
  },

  signInAs: async ({ product, page, makePerson }, use) => {
    await use(async (role, options = {}) => {
      const person = await makePerson(role, options.tenants);
      await signIn(product, (options.page ?? page).context(), person);
      return person;
    });
  },

  connector: async ({}, use) => use(connector),

  makeDistrict: async ({ connector }, use) => {
    await use((name) => District.create(connector, name));
  },

  mailbox: async ({}, use) => use(new Mailbox()),
});
