// What every journey starts from: the running product's own context, a person who is signed in, the
// command line, and the mail that was written. Each test makes its own district.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { settleEnvironment } from '@/lib/cli/environment';
import type { AppContext } from '@/lib/server/app-context';
import { authCookies } from '@/lib/server/auth/cookies';
import { sealSessionToken } from '@/lib/server/auth/session-token';
import { createSession } from '@/lib/server/auth/sessions';
import type { Role } from '@/lib/server/db';
import { openContext } from '@/lib/server/open-context';

export { expect };

const ROOT = path.resolve(import.meta.dirname, '..');
const MAIL_PATIENCE_MS = 15_000;

interface Person {
  id: number;
  email: string;
}

interface Fixtures {
  /** Makes a person, signs the browser in as them; a district contact belongs to `tenants`. */
  signInAs: (role: Role, options?: { tenants?: { id: number }[]; page?: Page }) => Promise<Person>;
  /** `npm run connector -- …` with --json: its data. */
  connector: (...args: string[]) => Promise<unknown>;
  /** The newest mail of that kind to that address, waited for. */
  mailTo: (email: string, kind: string) => Promise<{ subject: string; text: string }>;
  /** The code in the newest sign-in mail. */
  codeFor: (email: string) => Promise<string>;
}

interface WorkerFixtures {
  product: AppContext;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    // Playwright reads the first parameter's pattern to know what a fixture needs.
    async ({}, use) => {
      const settled = await settleEnvironment(process.env);
      if (!settled.ok) throw new Error(settled.message);
      const ctx = openContext('e2e', settled.env);
      await use(ctx);
      await ctx.db.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ product }, use) => use(product.settings.publicUrl),

  signInAs: async ({ product, page }, use) => {
    await use(async (role, options = {}) => {
      const id = crypto.randomUUID().slice(0, 8);
      const person = await product.db.prisma.user.create({
        data: {
          email: `${role.toLowerCase().replace('_', '-')}-${id}@example.org`,
          name: `Test ${role.toLowerCase().replace('_', ' ')} ${id}`,
          role,
          memberships: {
            create: (options.tenants ?? []).map(({ id: tenantId }) => ({ tenantId })),
          },
        },
      });
      const { token } = await createSession(product, product.db.prisma, {
        userId: person.id,
        role,
        sourceAddress: '127.0.0.1',
        userAgent: 'e2e',
      });
      const { publicUrl, secret } = product.settings;
      await (options.page ?? page).context().addCookies([
        {
          name: authCookies(publicUrl).session,
          value: await sealSessionToken(secret, token),
          url: publicUrl,
          httpOnly: true,
          sameSite: 'Lax',
        },
      ]);
      return { id: person.id, email: person.email };
    });
  },

  connector: async ({ product }, use) => {
    await use(async (...args) => {
      const output = await new Promise<string>((resolve, reject) => {
        execFile(
          process.execPath,
          ['--import', 'tsx', path.join(ROOT, 'bin/connector.ts'), ...args, '--json'],
          { cwd: ROOT, env: { ...process.env, DATABASE_URL: product.settings.databaseUrl } },
          (error, stdout, stderr) =>
            error
              ? reject(new Error(`connector ${args.join(' ')}: ${stderr}${stdout}`))
              : resolve(stdout),
        );
      });
      return JSON.parse(output) as unknown;
    });
  },

  mailTo: async ({ product }, use) => {
    await use(async (email, kind) => {
      const newest = () =>
        product.db.prisma.outboxMail.findFirst({
          where: { toAddress: email, kind },
          orderBy: { id: 'desc' },
          select: { subject: true, text: true },
        });
      await expect
        .poll(newest, { message: `a mail "${kind}" to ${email}`, timeout: MAIL_PATIENCE_MS })
        .not.toBeNull();
      const mail = await newest();
      if (!mail) throw new Error('the mail is gone');
      return mail;
    });
  },

  codeFor: async ({ mailTo }, use) => {
    await use(async (email) => {
      const { text } = await mailTo(email, 'sign-in-code');
      const code = /\b\d{6}\b/.exec(text)?.[0];
      if (!code) throw new Error('the mail holds no code');
      return code;
    });
  },
});
