// Every sentence that stands in the code of a page, mail or message that a district can read, with the condition under which
// it stands there. A list that is read as a diff: whoever adds a sentence sees beside it when it is said.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');

/** What a district's contact, or somebody who was invited, can come to. Attendance and problems have lists of their own. */
const READ_BY_DISTRICTS: readonly [folder: string, files: RegExp][] = [
  ['app/(auth)', /./],
  ['app/(district)', /./],
  ['app/(public)', /./],
  ['app/(signed-in)/districts/[slug]', /^sign-in-panels\.tsx$/],
  ['app/(signed-in)/districts/[slug]/connection', /./],
  ['app/(signed-in)/districts/[slug]/contacts', /./],
  ['app/(signed-in)/districts/[slug]/runs', /./],
  ['components/domain', /^(connection|runs|sign-in)\/|^[^/]+$|^review\/asked-step/],
  ['lib/core/connections', /^kinds\.ts$/],
  ['lib/core/review', /^keep-alive\.ts$/],
  ['lib/core/sync-run', /(text|labels|run-groups)\.ts$/],
  ['lib/core/sftp', /^(event-text|hint-text|file-hints)\.ts$/],
  ['lib/server/mail', /messages?\.ts$/],
];

function filesReadByDistricts(): string[] {
  return READ_BY_DISTRICTS.flatMap(([folder, files]) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => /\.tsx?$/.test(name) && !/\.test\.|state-walk/.test(name) && files.test(name),
      )
      .map((name) => path.join(folder, name)),
  ).sort();
}

interface Sentence {
  text: string;
  conditions: string[];
}

const TRANSLATED =
  /by (itself|themselves)|as ever|[Nn]othing of (it|this|them|these|the)\b|(come|came|arrive) whole|[Pp]assword[^.]* (in force|turned off|made)|[Mm]ake a new password/;

test('docs/sentences-on-pages.md lists every sentence with the condition under which it stands', async () => {
  const sections = filesReadByDistricts().map((file) => ({ file, sentences: sentencesOf(file) }));
  // The list is worth nothing where it reads nothing.
  expect(sections.filter(({ sentences }) => sentences.length > 0).length).toBeGreaterThan(20);
  // Read twice, or two words for one thing.
  for (const { sentences } of sections)
    for (const { text } of sentences) expect(text).not.toMatch(TRANSLATED);
  const page = [
    '# Sentences on pages and in mails, and when they stand',
    '',
    'From the code of what a district can read: pages, forms, messages and mails. After each sentence stands the condition in the',
    'code, outermost first; without one it always stands there. The box of the connection page is in',
    '[sentences.md](sentences.md), state by state.',
    ...sections.flatMap(({ file, sentences }) =>
      sentences.length === 0
        ? []
        : [
            '',
            `## ${file}`,
            '',
            ...sentences.map((each) => `- ${escaped(each.text)}${when(each)}`),
          ],
    ),
    '',
    'This page is generated: change the code, run `npm run docs:configuration`, and read what changed.',
    '',
  ].join('\n');
  const formatted = await format(page, { parser: 'markdown', printWidth: 120 });
  await expect(formatted).toMatchFileSnapshot(path.join(ROOT, 'docs/sentences-on-pages.md'));
});

test('a sentence is found in text, in attributes and in strings, with what it depends on', () => {
  const code = `
    const words = { HELD: 'It waits for a person now.' };
    function said(isPaused, name) {
      if (isPaused) return \`The files of \${name} wait until then.\`;
      return name ? <p title="This is a longer title here">All of it <b>is here</b> and {name}.</p> : null;
    }`;
  expect(sentencesIn('x.tsx', code)).toEqual([
    { text: 'It waits for a person now.', conditions: ['HELD'] },
    { text: 'The files of … wait until then.', conditions: ['isPaused'] },
    { text: 'All of it is here and ….', conditions: ['name'] },
    { text: 'This is a longer title here', conditions: ['name'] },
  ]);
});

const escaped = (text: string): string => text.replaceAll(/([<>*_|`[\]])/g, '\\$1');
const when = ({ conditions }: Sentence): string =>
  conditions.length === 0 ? '' : ` — ${conditions.map((each) => `\`${each}\``).join(', ')}`;

function sentencesOf(file: string): Sentence[] {
  return sentencesIn(file, readFileSync(path.join(ROOT, file), 'utf8'));
}

function sentencesIn(file: string, code: string): Sentence[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: Sentence[] = [];
  const visit = (node: ts.Node, conditions: readonly string[]): void => {
    const text = textOf(node);
    if (text !== null && isSentence(text)) found.push({ text, conditions: [...conditions] });
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    // What was taken as one sentence is not taken apart again; its attributes still count.
    if (text !== null && !ts.isJsxElement(node)) return;
    const children =
      ts.isJsxElement(node) && text !== null ? [node.openingElement] : childrenOf(node);
    for (const child of children) visit(child, [...conditions, ...conditionOf(node, child)]);
  };
  visit(source, []);
  return found;
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

/** Letters in at least four words: shorter ones are names of things. */
const isSentence = (text: string): boolean =>
  (text.match(/[A-Za-z’']+/g) ?? []).length >= 4 && / /.test(text) && /^[A-Z…“0-9]/.test(text);

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return squeezed(node.text);
  if (ts.isTemplateExpression(node))
    return squeezed(
      [node.head.text, ...node.templateSpans.flatMap(({ literal }) => ['…', literal.text])].join(
        '',
      ),
    );
  if (ts.isJsxElement(node) && node.children.some(isWords))
    return squeezed(node.children.map(jsxText).join(''));
  return null;
}

const isWords = (node: ts.Node): boolean => ts.isJsxText(node) && /[A-Za-z]/.test(node.text);

function jsxText(node: ts.Node): string {
  if (ts.isJsxText(node)) return node.text;
  if (ts.isJsxElement(node)) return node.children.map(jsxText).join('');
  if (!ts.isJsxExpression(node) || !node.expression)
    return ts.isJsxSelfClosingElement(node) ? '…' : '';
  return ts.isStringLiteralLike(node.expression) ? node.expression.text : '…';
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Under which condition `child` of `node` counts. */
function conditionOf(node: ts.Node, child: ts.Node): string[] {
  if (ts.isIfStatement(node)) {
    if (child === node.thenStatement) return [said(node.expression)];
    return child === node.elseStatement ? [`not: ${said(node.expression)}`] : [];
  }
  if (ts.isConditionalExpression(node)) {
    if (child === node.whenTrue) return [said(node.condition)];
    return child === node.whenFalse ? [`not: ${said(node.condition)}`] : [];
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
  )
    return child === node.right ? [said(node.left)] : [];
  if (ts.isCaseClause(node) && child !== node.expression) return [said(node.expression)];
  // A record by state: only names of states are conditions, not those of fields.
  if (
    ts.isPropertyAssignment(node) &&
    child === node.initializer &&
    /^'?[A-Z][A-Z_]+'?$/.test(node.name.getText())
  )
    return [node.name.getText().replaceAll("'", '')];
  return [];
}

function said(node: ts.Node): string {
  const text = squeezed(node.getText()).replaceAll('`', "'");
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
