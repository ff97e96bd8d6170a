// Every way in which a command says no has its words in one catalogue, and every word there is of use to a command.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { buildProgram } from '@/lib/cli/command-line';
import { attendanceRefusals } from '@/lib/core/refusals/attendance';
import { REFUSALS } from '@/lib/core/refusals/catalogue';
import { districtRefusals } from '@/lib/core/refusals/districts';
import { goLiveRefusals } from '@/lib/core/refusals/go-live';
import { httpRefusals } from '@/lib/core/refusals/http';
import { mailRefusals } from '@/lib/core/refusals/mail';
import { peopleRefusals } from '@/lib/core/refusals/people';
import { pullRefusals } from '@/lib/core/refusals/pulls';
import { policyRefusals } from '@/lib/core/refusals/policy';
import type { Refusal } from '@/lib/core/refusals/refusal';
import { reviewRefusals } from '@/lib/core/refusals/reviews';
import { runRefusals } from '@/lib/core/refusals/runs';
import { signInRefusals } from '@/lib/core/refusals/sign-in';

const ROOT = path.join(import.meta.dirname, '../../..');

/** What is answered to a program or to another step and never read by a person as it stands. */
const NO_COMMANDS =
  /^lib\/server\/(?:intake|mail(?!\/bounce)|local|text|db|storage)\/|^lib\/server\/sync-runs\/queries\/raw-line|^lib\/server\/pipeline\/|^lib\/cli\/environment|^lib\/server\/http\/next-auth|\.test\./;

/** Of core: what a command answers as it comes. */
const ANSWERED_BY_CORE = ['lib/core/sftp/public-key.ts'];

const files = ['lib/server', 'lib/cli', 'app', 'lib/core/check-set'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => /\.tsx?$/.test(name) && !NO_COMMANDS.test(name) && !/generated/.test(name)),
);
const said = [...files, ...ANSWERED_BY_CORE].flatMap((file) =>
  saidIn(file, readFileSync(path.join(ROOT, file), 'utf8')),
);

test('a code that a command answers has its words in the catalogue', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(said.filter(({ isRefusal }) => isRefusal).length).toBeGreaterThan(120);
  expect(
    said
      .filter(({ code, isRefusal }) => isRefusal && !(code in REFUSALS))
      .map(({ where }) => where),
  ).toEqual([]);
});

test('a code of the catalogue is answered somewhere', () => {
  const used = new Set(said.map(({ code }) => code));
  expect(Object.keys(REFUSALS).filter((code) => !used.has(code))).toEqual([]);
});

test('a code is in one topic', () => {
  const codes = [
    ...[attendanceRefusals, districtRefusals, httpRefusals, peopleRefusals, policyRefusals],
    ...[goLiveRefusals, mailRefusals, pullRefusals, reviewRefusals, runRefusals, signInRefusals],
  ].flatMap((topic) => Object.keys(topic));
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  expect(codes.sort()).toEqual(Object.keys(REFUSALS).sort());
});

test('no page and no command has words of its own for a refusal', () => {
  const sentences = files.filter(
    (file) =>
      /actions\.ts$|^lib\/cli\/commands\//.test(file) &&
      /\b(?:explain:|[rR]efusals?: |[rR]efusals? = )/.test(
        readFileSync(path.join(ROOT, file), 'utf8'),
      ),
  );
  expect(sentences).toEqual([]);
});

test('what a refusal tells to look at is a command that is there and changes nothing, and its option is one', () => {
  const program = buildProgram({ run: async () => {}, runAlone: async () => {} });
  const commands = new Map(commandsOf(program));
  for (const [code, { see, option }] of Object.entries<Refusal>(REFUSALS)) {
    if (see !== undefined) {
      expect([...commands.keys()], code).toContain(see);
      expect(see, code).toMatch(READS);
    }
    const known = [...commands.values()].flatMap(({ options }) => options.map(({ long }) => long));
    for (const name of option?.match(/--[a-z-]+/g) ?? []) expect(known, code).toContain(name);
  }
});

test.each([
  [`return { ok: false, code: 'NEW_CODE' };`, ['NEW_CODE']],
  [`return { ok: false, code: late ? 'A_CODE' : 'B_CODE' } as const;`, ['A_CODE', 'B_CODE']],
  [`type Result = { ok: true } | Refused<'A_CODE' | 'B_CODE'>;`, ['A_CODE', 'B_CODE']],
  [`return refuse('C_CODE');`, ['C_CODE']],
  [`log({ code: 'NOT_ONE' });`, []],
])('%s', (source, codes) => {
  const found = saidIn('x.ts', source).filter(({ isRefusal }) => isRefusal);
  expect(found.map(({ code }) => code)).toEqual(codes);
});

/** Last words of the commands that only show. */
const READS =
  /(?:^|\s)(?:list|show|preview|files|kinds|settings|last-test|runs|notices|export|gate|names|errors|issues)$/;

/** Each command by its words, without those that only hold others. */
function commandsOf(command: Command, words: readonly string[] = []): [string, Command][] {
  return command.commands.flatMap((each) => {
    const path = [...words, each.name()];
    const own: [string, Command] = [path.join(' '), each];
    return each.commands.length > 0 ? commandsOf(each, path) : [own];
  });
}

interface Said {
  code: string;
  where: string;
  isRefusal: boolean;
}

/** Every text that looks like a code, and whether it is answered as a refusal. */
function saidIn(file: string, text: string): Said[] {
  const found: Said[] = [];
  const visit = (node: ts.Node, isRefusal: boolean): void => {
    if (ts.isStringLiteral(node) && /^[A-Z][A-Z_]+$/.test(node.text)) {
      found.push({ code: node.text, where: `${file} ${node.text}`, isRefusal });
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, isRefusal || startsRefusal(node, child));
    });
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), false);
  return found;
}

function startsRefusal(node: ts.Node, child: ts.Node): boolean {
  if (ts.isTypeReferenceNode(node))
    return node.typeName.getText() === 'Refused' && child !== node.typeName;
  if (ts.isCallExpression(node))
    return node.expression.getText() === 'refuse' && child !== node.expression;
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'code') return false;
  const { parent } = node;
  return (
    ts.isObjectLiteralExpression(parent) &&
    parent.properties.some((each) => each.getText().replaceAll(/\s/g, '') === 'ok:false')
  );
}
