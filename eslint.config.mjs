import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx'];

const everywhere = [
  {
    selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
    message: 'A cast through unknown hides a wrong type: parse or narrow the value.',
  },
];

const noClockOrChance = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time is passed in, so that a decision can be tested and replayed.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'Time is passed in, so that a decision can be tested and replayed.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Time is passed in, so that a decision can be tested and replayed.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance is passed in, so that a decision can be tested and replayed.',
  },
];

const environmentReadOnce = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'The environment is read and checked once, in lib/server/settings.ts.',
  },
];

const fieldsWritten = [
  {
    selector: 'ObjectExpression > SpreadElement > ObjectExpression',
    message: 'Write the fields: spreading a literal into another only breaks lines.',
  },
];

const wholeSuites = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name="only"]',
    message: 'A test marked only silences all the others.',
  },
  {
    selector:
      'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(skip|todo|fixme)$/][arguments.0.type="Literal"]',
    message: 'Fix or delete the test; a skipped one tells nobody anything.',
  },
];

const restrict = (...groups) => ({
  'no-restricted-syntax': ['error', ...everywhere, ...groups.flat()],
});

export default defineConfig(
  {
    ignores: [
      '.next/',
      '.connector/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'lib/server/db/generated/',
      'next-env.d.ts',
    ],
  },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    rules: {
      ...restrict(),
      eqeqeq: ['error', 'smart'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['app/**/*.tsx', 'components/**/*.tsx', 'app/**/*.ts', 'components/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...restrict(environmentReadOnce, fieldsWritten),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['app/**'],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@/app/**'],
              message: 'A route never imports another route: share through components or lib.',
            },
            {
              // What is named directly or in _components/, here or in a segment above: all else is another route.
              regex: '^(?!(?:\\./|(?:\\.\\./)+)(?:_components/)?[^/]+$)\\.',
              message: 'A route never imports another route: share through components or lib.',
            },
            {
              regex: '^(?!\\./(?:_components/)?[^/]+$)(?:\\.|@/).*\\.css$',
              message:
                'A route uses no CSS but its own: share a component that brings its CSS along.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['lib/server/**/*.ts'],
    // A child process of the local start inherits the environment as it is.
    ignores: [...tests, 'lib/server/settings.ts', 'lib/server/local/**'],
    rules: restrict(environmentReadOnce),
  },
  {
    files: ['lib/core/**/*.ts'],
    ignores: tests,
    rules: {
      ...restrict(noClockOrChance),
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'fetch',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'crypto',
          'performance',
          // A browser has none: lib/core/csv/bytes/byte-tools.ts says what core asks of bytes.
          'Buffer',
        ].map((name) => ({ name, message: 'core is pure: effects live in lib/server.' })),
      ],
    },
  },
  // Last, so that a test beside any code is held to this and not to that code's own limits.
  { files: [...tests, 'e2e/**/*.ts'], rules: restrict(wholeSuites) },
);
