// A form in a closed <details> hides what it is refused for where JavaScript does not run: ActionForm folds itself.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');

const pages = ['app', 'components'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !/\.test\.|action-form/.test(name))
    .map((name) => path.join(folder, name)),
);

test('no page folds a form away in a details of its own', () => {
  expect(pages.length).toBeGreaterThan(100);
  const found = pages.flatMap((file) =>
    foldedForms(readFileSync(path.join(ROOT, file), 'utf8')).map((form) => `${file}: ${form}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['<details><summary>Change</summary><ActionForm action={a} /></details>', ['ActionForm']],
  ['<details><div><ReleaseForm list={l} /></div></details>', ['ReleaseForm']],
  ['<details open><ActionForm action={a} /></details>', []],
  // A dialog stands above the page, and opens by JavaScript alone.
  ['<details><ConfirmDialog><ActionForm action={a} /></ConfirmDialog></details>', []],
  ['<ActionForm foldedUnder="Change" action={a} />', []],
])('%s', (code, expected) => {
  expect(foldedForms(`const page = ${code};`)).toEqual(expected);
});

function foldedForms(code: string): string[] {
  const source = ts.createSourceFile('x.tsx', code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, isFolded: boolean): void => {
    const opening = ts.isJsxElement(node)
      ? node.openingElement
      : ts.isJsxSelfClosingElement(node)
        ? node
        : null;
    const tag = opening?.tagName.getText() ?? '';
    if (isFolded && /Form$/.test(tag)) found.push(tag);
    const isOpen = opening?.attributes.properties.some(
      (property) => ts.isJsxAttribute(property) && property.name.getText() === 'open',
    );
    const folds = tag === 'details' ? !isOpen : isFolded && !/Dialog$/.test(tag);
    ts.forEachChild(node, (child) => {
      visit(child, folds);
    });
  };
  visit(source, false);
  return found;
}
