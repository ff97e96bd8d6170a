// What every journey starts from: the running product's own context, people, signed in or not, the
// command line, and the mail that arrived. Each test makes its own district.
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { findConnector } from '@/lib/cli/environment';
import { runCommandLine } from '@/lib/cli/command-line';
import type { AppContext } from '@/lib/server/app-context';
import { authCookies } from '@/lib/server/auth/cookies';
import { createSession } from '@/lib/server/auth/sessions';
import type { Role } from '@/lib/server/db';
import { openContext } from '@/lib/server/open-context';
import { District } from './district';
import { Mailbox } from './mailbox';

export { expect };

/** Somebody who may sign in. */
export interface Person {
  id: number;
  email: string;
  name: string;
}

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

const NO_ADDRESS = 'e2e';

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
    await use(async (role, tenants = []) => {
      const id = crypto.randomUUID().slice(0, 8);
      const word = role.toLowerCase().replace('_', ' ');
      return product.db.prisma.user.create({
        data: {
          email: `${word.replace(' ', '-')}-${id}@example.org`,
          name: `Test ${word} ${id}`,
          role,
          memberships: { create: tenants.map(({ id: tenantId }) => ({ tenantId })) },
        },
        select: { id: true, email: true, name: true },
      });
    });
  },

  signInAs: async ({ product, page, makePerson }, use) => {
    await use(async (role, options = {}) => {
      const person = await makePerson(role, options.tenants);
      const { token } = await createSession(product, product.db.prisma, {
        userId: person.id,
        role,
        sourceAddress: NO_ADDRESS,
        userAgent: NO_ADDRESS,
      });
      const { publicUrl } = product.settings;
      await (options.page ?? page).context().addCookies([
        {
          name: authCookies(publicUrl).session,
          value: token,
          url: publicUrl,
          httpOnly: true,
          sameSite: 'Lax',
        },
      ]);
      return person;
    });
  },

  connector: async ({}, use) => {
    await use(async (...args) => {
      let output = '';
      const exitCode = await runCommandLine([...args, '--json'], {
        env: process.env,
        folder: process.cwd(),
        out: (text) => {
          output += text;
          return Promise.resolve();
        },
        err: (text) => {
          output += text;
        },
      });
      if (exitCode !== 0) throw new Error(`connector ${args.join(' ')}: ${exitCode} ${output}`);
      return JSON.parse(output) as unknown;
    });
  },

  makeDistrict: async ({ connector }, use) => {
    await use((name) => District.create(connector, name));
  },

  mailbox: async ({}, use) => use(new Mailbox()),
});
