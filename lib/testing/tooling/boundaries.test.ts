import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { plantTree, projectRoot } from './planted-tree';

const violationSchema = z.object({
  from: z.string(),
  to: z.string(),
  rule: z.object({ name: z.string() }),
});
type Violation = z.infer<typeof violationSchema>;

const configSchema = z.object({ forbidden: z.array(z.object({ name: z.string() })) });

const reportSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ totalCruised: z.number(), violations: z.array(violationSchema) }),
});

type Findings = { totalCruised: number; violations: Violation[]; sources: string[] };

/** The command of `npm run boundaries`, with its findings as data. It exits non-zero when it has any. */
async function cruise(root: string): Promise<Findings> {
  const command = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(projectRoot, '.dependency-cruiser.cjs');
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [command, '--config', config, '--output-type', 'json', '.'],
      { cwd: root, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout) resolve(stdout);
        else reject(new Error(stderr, { cause: error }));
      },
    );
  });
  const { modules, summary } = reportSchema.parse(JSON.parse(output));
  return { ...summary, sources: modules.map(({ source }) => source) };
}

type Plant = { rule: string; from: string; to: string; code: string };

const imports = (path: string) => `import { value } from '${path}';\nexport const used = value;\n`;
const importsType = (path: string) =>
  `import type { Shape } from '${path}';\nexport type Used = Shape;\n`;

const violations: Plant[] = [
  {
    rule: 'no-circular',
    from: 'lib/core/circle/one.ts',
    to: 'lib/core/circle/two.ts',
    code: `${importsType('./two')}export type Shape = string;\n`,
  },
  {
    rule: 'no-unresolvable',
    from: 'lib/core/lost.ts',
    to: '@/lib/core/nowhere',
    code: imports('@/lib/core/nowhere'),
  },
  {
    rule: 'core-is-pure',
    from: 'lib/core/reads-a-file.ts',
    to: 'fs',
    code: `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`,
  },
  {
    rule: 'core-is-pure',
    from: 'lib/core/reads-the-server.ts',
    to: 'lib/server/reviews/commands/approve.ts',
    code: importsType('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'core-is-pure',
    from: 'lib/core/uses-react.ts',
    to: 'node_modules/react/index.js',
    code: imports('react'),
  },
  {
    rule: 'synthetic-stays-out-of-the-product',
    from: 'lib/server/demo.ts',
    to: 'lib/synthetic/district.ts',
    code: imports('@/lib/synthetic/district'),
  },
  {
    rule: 'synthetic-knows-by-itself',
    from: 'lib/synthetic/odd/asks-the-product.ts',
    to: 'lib/core/format/numbers.ts',
    code: imports('@/lib/core/format/numbers'),
  },
  {
    rule: 'simulators-stay-out-of-the-product',
    from: 'lib/server/connections/asks-a-simulator.ts',
    to: 'lib/simulators/oneroster/simulator.ts',
    code: imports('@/lib/simulators/oneroster/simulator'),
  },
  {
    rule: 'simulators-know-by-themselves',
    from: 'lib/simulators/ed-fi/asks-the-product.ts',
    to: 'lib/core/format/numbers.ts',
    code: imports('@/lib/core/format/numbers'),
  },
  {
    rule: 'nothing-imports-the-command-line',
    from: 'lib/server/reviews/by-hand.ts',
    to: 'lib/cli/command-line.ts',
    code: imports('@/lib/cli/command-line'),
  },
  {
    rule: 'server-not-up',
    from: 'lib/server/mail/render.ts',
    to: 'components/domain/status.tsx',
    code: importsType('@/components/domain/status'),
  },
  {
    rule: 'http-is-for-routes',
    from: 'lib/server/auth/asks-for-cookies.ts',
    to: 'lib/server/http/session-person.ts',
    code: importsType('@/lib/server/http/session-person'),
  },
  {
    rule: 'components-not-server',
    from: 'components/domain/run-row.tsx',
    to: 'lib/server/reviews/commands/approve.ts',
    code: importsType('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'ui-primitives-are-leaves',
    from: 'components/ui/badge.tsx',
    to: 'components/domain/status.tsx',
    code: imports('@/components/domain/status'),
  },
  {
    rule: 'ui-primitives-are-leaves',
    from: 'components/ui/bar.tsx',
    to: 'lib/core/issues/issue.ts',
    code: imports('@/lib/core/issues/issue'),
  },
  {
    rule: 'client-files-types-only',
    from: 'app/(signed-in)/districts/[slug]/_components/approve.tsx',
    to: 'lib/server/reviews/commands/approve.ts',
    code: imports('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'client-files-types-only',
    from: 'app/(signed-in)/districts/(list)/columns.tsx',
    to: 'lib/server/reviews/commands/approve.ts',
    code: imports('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'prisma-stays-in-server',
    from: 'bin/worker.ts',
    to: 'node_modules/pg/index.js',
    code: imports('pg'),
  },
  {
    rule: 'prisma-stays-in-server',
    from: 'app/api/raw/route.ts',
    to: 'node_modules/@prisma/client/index.js',
    code: imports('@prisma/client'),
  },
  {
    rule: 'db-stays-in-server',
    from: 'app/(signed-in)/districts/(list)/page.tsx',
    to: 'lib/server/db/index.ts',
    code: imports('@/lib/server/db'),
  },
  {
    rule: 'db-stays-in-server',
    from: 'app/api/download/route.ts',
    to: 'lib/server/storage/index.ts',
    code: imports('@/lib/server/storage'),
  },
  {
    rule: 'intake-does-not-process',
    from: 'lib/server/intake/sftp/close-file.ts',
    to: 'lib/server/pipeline/stage.ts',
    code: imports('@/lib/server/pipeline/stage'),
  },
  {
    rule: 'auth-before-people',
    from: 'lib/server/auth/request-code.ts',
    to: 'lib/server/people/commands/change-person.ts',
    code: imports('@/lib/server/people/commands/change-person'),
  },
  {
    rule: 'auth-before-people',
    from: 'lib/server/auth/verify-code.ts',
    to: 'lib/server/invitations/commands/invite.ts',
    code: imports('@/lib/server/invitations/commands/invite'),
  },
  {
    rule: 'connections-before-intake',
    from: 'lib/server/connections/seen.ts',
    to: 'lib/server/intake/sftp/server.ts',
    code: imports('@/lib/server/intake/sftp/server'),
  },
  {
    rule: 'database-is-the-ground',
    from: 'lib/server/db/lock-people.ts',
    to: 'lib/server/auth/sessions.ts',
    code: importsType('@/lib/server/auth/sessions'),
  },
  {
    rule: 'policy-asks-nobody',
    from: 'lib/server/policy/of-people.ts',
    to: 'lib/server/auth/sessions.ts',
    code: imports('@/lib/server/auth/sessions'),
  },
  {
    rule: 'reviews-without-steps',
    from: 'lib/server/reviews/commands/steps.ts',
    to: 'lib/server/pipeline/process-sync-run.ts',
    code: importsType('@/lib/server/pipeline/process-sync-run'),
  },
  {
    rule: 'steps-do-not-know-each-other',
    from: 'lib/server/pipeline/parse.ts',
    to: 'lib/server/pipeline/stage.ts',
    code: imports('./stage'),
  },
  {
    rule: 'steps-do-not-know-each-other',
    from: 'lib/server/pipeline/parts/copy-rows.ts',
    to: 'lib/server/pipeline/stage.ts',
    code: imports('../stage'),
  },
  {
    rule: 'pipeline-looks-left',
    from: 'lib/server/pipeline/hold.ts',
    to: 'lib/server/reviews/commands/approve.ts',
    code: imports('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'runs-before-their-steps',
    from: 'lib/server/sync-runs/commands/change.ts',
    to: 'lib/server/pipeline/parts/tables.ts',
    code: imports('@/lib/server/pipeline/parts/tables'),
  },
  {
    rule: 'readers-only-read',
    from: 'lib/server/attendance/queries/overview.ts',
    to: 'lib/server/pipeline/stage.ts',
    code: imports('@/lib/server/pipeline/stage'),
  },
  {
    rule: 'readers-only-read',
    from: 'lib/server/tenants/queries/decided.ts',
    to: 'lib/server/reviews/commands/approve.ts',
    code: imports('@/lib/server/reviews/commands/approve'),
  },
  {
    rule: 'roster-and-attendance-without-reviews',
    from: 'lib/server/roster/list-users.ts',
    to: 'lib/server/reviews/timeline.ts',
    code: imports('@/lib/server/reviews/timeline'),
  },
  {
    rule: 'handlers-are-for-the-worker',
    from: 'lib/server/sync-runs/commands/retry.ts',
    to: 'lib/server/jobs/handlers/process.ts',
    code: imports('@/lib/server/jobs/handlers/process'),
  },
  {
    rule: 'routes-do-not-process',
    from: 'app/(signed-in)/runs/actions.ts',
    to: 'lib/server/pipeline/stage.ts',
    code: imports('@/lib/server/pipeline/stage'),
  },
  {
    rule: 'routes-do-not-process',
    from: 'app/(signed-in)/runs/sftp-actions.ts',
    to: 'lib/server/intake/sftp/server.ts',
    code: imports('@/lib/server/intake/sftp/server'),
  },
  {
    rule: 'testing-stays-in-tests',
    from: 'lib/server/tenants/commands/create.ts',
    to: 'lib/testing/builders.ts',
    code: imports('@/lib/testing/builders'),
  },
];

const value = 'export const value = 1;\nexport type Shape = number;\n';
const packages = ['react', 'pg', '@prisma/client', 'zod'].flatMap((name) => [
  [`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' })],
  [`node_modules/${name}/index.js`, 'export const value = 1;\n'],
]);

/** Clean code beside the violations: a rule that reports everything would be no better than a blind one. */
const allowed: Record<string, string> = {
  'lib/core/circle/two.ts': importsType('./one') + value,
  'lib/core/issues/issue.ts': `${imports('zod')}${value}`,
  'lib/core/issues/issue.test.ts': imports('@/lib/testing/builders'),
  'lib/core/format/numbers.ts': value,
  'lib/simulators/oneroster/simulator.ts': value,
  'lib/synthetic/district.ts': value,
  'lib/cli/command-line.ts': value,
  'lib/testing/builders.ts': imports('@/lib/server/db') + value,
  'lib/server/db/index.ts': `import { value as pg } from 'pg';\nexport const client = pg;\n${value}`,
  'lib/server/storage/index.ts': value,
  'lib/server/reviews/commands/approve.ts': value,
  'lib/server/reviews/timeline.ts': value,
  'lib/server/intake/sftp/server.ts': value,
  'lib/server/invitations/commands/invite.ts': value,
  'lib/server/auth/sessions.ts': value,
  'lib/server/http/session-person.ts': imports('../auth/sessions') + value,
  'lib/server/people/commands/change-person.ts': value,
  'lib/server/jobs/handlers/process.ts': imports('@/lib/server/pipeline/process-sync-run') + value,
  'lib/server/jobs/run-worker.ts': imports('./handlers/process'),
  'lib/server/pipeline/stage.ts': imports('./parts/tables') + value,
  'lib/server/pipeline/parts/tables.ts': value,
  'lib/server/pipeline/diff/index.ts': imports('./columns'),
  'lib/server/pipeline/diff/columns.ts': value,
  'lib/server/pipeline/process-sync-run.ts': imports('./stage') + value,
  'components/domain/status.tsx': value,
  'components/ui/number.tsx': imports('@/lib/core/format/numbers'),
  'app/(signed-in)/districts/_components/list.tsx': importsType(
    '@/lib/server/reviews/commands/approve',
  ),
  'app/(signed-in)/districts/[slug]/page.tsx': imports('@/lib/server/reviews/commands/approve'),
};

let planted: Awaited<ReturnType<typeof plantTree>>;
let found: Findings;

beforeAll(async () => {
  planted = await plantTree({
    ...Object.fromEntries(packages),
    ...allowed,
    ...Object.fromEntries(violations.map(({ from, code }) => [from, code])),
  });
  found = await cruise(planted.root);
}, 60_000);

afterAll(() => planted.remove());

describe('a planted violation of each rule', () => {
  test.each(violations)('$rule: $from', ({ rule, from, to }) => {
    expect(
      found.violations.filter((each) => each.rule.name === rule && each.from === from),
    ).toEqual([expect.objectContaining({ to })]);
  });

  it('covers every rule there is', () => {
    const { forbidden } = configSchema.parse(
      createRequire(import.meta.url)('../../../.dependency-cruiser.cjs'),
    );
    const rules = forbidden.map(({ name }) => name);
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set(rules));
  });

  it('reports nothing else', () => {
    const expected = violations.map(({ rule, from }) => `${rule} ${from}`);
    // The other half of the circle, and what a planted file breaks besides its own rule.
    const besides = ['core-is-pure lib/core/lost.ts', 'no-circular lib/core/circle/two.ts'];
    const reported = found.violations.map(({ rule, from }) => `${rule.name} ${from}`);
    expect(reported.filter((each) => !expected.includes(each) && !besides.includes(each))).toEqual(
      [],
    );
  });
});

describe('the real tree', () => {
  it('is read whole, TypeScript included', async () => {
    const { totalCruised, sources } = await cruise(projectRoot);
    expect(totalCruised).toBeGreaterThan(100);
    const { stdout } = await promisify(execFile)(
      'git',
      ['ls-files', '--', 'app', 'bin', 'components', 'lib'],
      { cwd: projectRoot },
    );
    const tracked = stdout.split('\n').filter((name) => /[.]tsx?$/.test(name));
    expect(tracked.length).toBeGreaterThan(50);
    expect(tracked.filter((name) => !sources.includes(name))).toEqual([]);
  }, 60_000);
});
