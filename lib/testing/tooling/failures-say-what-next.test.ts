// Every refusal that a person can meet, at pages, at /api and at the command line: it says what is so, and then what to do
// and who does it. Read from the code that says it, and listed, so that whoever adds one sees whether it leads on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { EXIT } from '@/lib/cli/outcome';
import { REFUSALS } from '@/lib/core/refusals/catalogue';
import type { Refusal } from '@/lib/core/refusals/refusal';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Where codes become sentences. */
const PLACES: readonly (readonly [folder: string, files: RegExp])[] = [
  ['app', /(?:^|\/)actions\.ts$|^api\/.*route\.ts$|^global-error\.tsx$/],
  ['components', /^layout\/page-(?:error|not-found)\.tsx$/],
  ['lib/core/refusals', /^(?!.*\.test).*\.ts$/],
  ['lib/server', /^http\/define-(?:action|route)\.ts$/],
];

type Who = 'the reader' | 'TalkingPoints' | 'nobody';

/** What leads on, and who acts on it: looked for in this order. */
const LEADS: readonly (readonly [Who, RegExp])[] = [
  [
    'TalkingPoints',
    /\b(?:Ask an administrator|An administrator (?:can|enables)|someone else has to|Someone else has to|has to be a lead|a lead has to|Implementation staff|a person of ours)\b/i,
  ],
  [
    'nobody',
    /\b(?:[Nn]othing (?:is left )?to (?:do|allow|undo|waive)|there is nothing to|needs no|is not needed|checked when the pause ends|when the pause ends|is over already|is done already|stays as it is|so the invitation is over|[Nn]othing more to do)\b/,
  ],
  [
    'the reader',
    /(?:^|[.:;,] |: )(?:[Tt]hen )?(?:Add|Answer|Approve|Ask|Check|Choose|Convert|Copy|Count|Create|Decide|Do|Enable|End|Enter|Fill|Give|Go|Have|Invite|Leave|Load|Look|Make|Map|Name|Open|Paste|Pause|Press|Replace|Reload|Resend|Resume|Revoke|Say|Send|Sign|Start|Switch|Take|Tell|Tick|Try|Turn|Type|Use|Wait|Waive|Withdraw|Write)\b|[:;,] (?:add|answer|approve|ask|check|choose|count|create|give|have|invite|leave|load|look|map|name|open|pause|press|replace|resend|resume|say|send|take|tell|try|type|use|waive|wait|withdraw|write)\b|\b(?:try again|invite|send|look at|ask for)\b|"[a-z -]+" (?:makes|lists|tells|replaces|takes)\b|page shows|You (?:entered|have) …/,
  ],
];

interface Failure {
  file: string;
  code: string;
  text: string;
  who: Who | null;
}

const files = PLACES.flatMap(([folder, named]) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => named.test(name))
    .map((name) => path.join(folder, name)),
).sort();
const failures = files.flatMap(failuresOf);

test('every refusal says who does what next', () => {
  expect(files.length).toBeGreaterThan(25);
  expect(failures.length).toBeGreaterThan(130);
  expect(
    failures
      .filter(({ who }) => who === null)
      .map(({ file, code, text }) => `${file} ${code}: ${text}`),
  ).toEqual([]);
});

test('the commands that the command line names are there', () => {
  const page = readFileSync(path.join(ROOT, 'docs/command-line.md'), 'utf8');
  const named = Object.values(REFUSALS).flatMap(({ see }: Refusal) => see ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((command) => !page.includes(`### \`${command}\``))).toEqual([]);
});

test('docs/failures.md lists them', async () => {
  const page = [
    '# What people are told when something is refused or fails',
    '',
    'From the catalog of refusals, which pages and the command line share, and from the code of `/api`: the code, with the',
    'exit code of the command line, the sentence, and who acts next. What SFTP clients and files are told stands with their',
    'codes; mails and the pages of a district are in [sentences-on-pages.md](sentences-on-pages.md).',
    ...files.flatMap((file) => {
      const own = failures.filter((each) => each.file === file);
      return own.length === 0
        ? []
        : [
            '',
            `## ${file}`,
            '',
            ...own.map(
              ({ code, text, who }) => `- \`${code}\`${exitOf(code)} ${escaped(text)} — ${who}`,
            ),
          ];
    }),
    '',
    'This page is generated: change the code, run `npm run docs:configuration`, and read what changed.',
    '',
  ].join('\n');
  const formatted = await format(page, { parser: 'markdown', printWidth: 120 });
  await expect(formatted).toMatchFileSnapshot(path.join(ROOT, 'docs/failures.md'));
});

test.each([
  ['This link does not work any more.', null],
  ['The last day is before the first one.', null],
  ['This school has no list for this day.', null],
  ['There is no such run.', null],
  ['It was refused because of 3 rows.', null],
  ['This link does not work any more. Open the newest one.', 'the reader'],
  ['Another window covers these days: choose others.', 'the reader'],
  ['Your role does not allow this. Ask an administrator.', 'TalkingPoints'],
  ['It was decided, so your answer is not needed any more.', 'nobody'],
] as const)('%s', (text, who) => {
  expect(whoActs(text)).toBe(who);
});

function exitOf(code: string): string {
  const { exit } = (REFUSALS as Record<string, Refusal | undefined>)[code] ?? {};
  return exit === undefined ? '' : ` (${EXIT[exit]})`;
}

function escaped(text: string): string {
  return text.replaceAll(/([<>*_|`[\]])/g, '\\$1');
}

function whoActs(text: string): Who | null {
  return LEADS.find(([, words]) => words.test(text))?.[0] ?? null;
}

function failuresOf(file: string): Failure[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const isPage = file.endsWith('.tsx');
  const found: Failure[] = [];
  const say = (code: string, text: string): void => {
    // Words of a label are no sentence of a refusal.
    if (!/[a-z] [a-z]/.test(text) || !/[.:…]$/.test(text)) return;
    found.push({ file, code, text, who: whoActs(text) });
  };
  const visit = (node: ts.Node, code: string | null): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = textOf(node);
    if (text !== null) {
      if (code !== null) say(code, text);
      return;
    }
    if (isPage && ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'p') {
      say('page', squeezed(node.getText().replaceAll(/<[^>]+>|\{[^}]*\}/g, '')));
      return;
    }
    const own = codeOf(node) ?? code;
    ts.forEachChild(node, (child) => {
      visit(child, ts.isConditionalExpression(node) && child === node.condition ? null : own);
    });
  };
  visit(source, null);
  return found;
}

/** The code whose sentence stands in this node. */
function codeOf(node: ts.Node): string | null {
  if (ts.isPropertyAssignment(node)) {
    const name = node.name.getText().replaceAll("'", '');
    if (/^[A-Z][A-Z_]+$/.test(name)) return name;
    return name === 'message' || name === 'explain' ? 'message' : null;
  }
  if (ts.isCaseClause(node)) return node.expression.getText().replaceAll("'", '');
  if (
    ts.isCallExpression(node) &&
    /^(?:jsonError|refuse|fail\.\w+|make|failure)$/.test(node.expression.getText())
  ) {
    const [first] = node.arguments;
    return first && ts.isStringLiteral(first) ? first.text : 'message';
  }
  return null;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return squeezed(node.text);
  if (ts.isTemplateExpression(node))
    return squeezed(
      [node.head.text, ...node.templateSpans.flatMap(({ literal }) => ['…', literal.text])].join(
        '',
      ),
    );
  return null;
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
