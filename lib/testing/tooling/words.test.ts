// Words that people of the trade stumbled over, and what is said instead. Looked for in the code of everything that is read: pages,
// mails, the command line and the sentences of lib/core; and, with those that only engineers met, in documents and log messages.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const READ = '{app,components,lib/core,lib/cli,lib/server/mail}/**/*.{ts,tsx}';

/** Each as it stood on a screen, with what took its place. */
const GIVEN_UP: readonly (readonly [was: RegExp, instead: string])[] = [
  [/make district/i, 'Create district'],
  [/\} is made`/, 'created'],
  [/nobody of the district has/i, 'No one from this district has'],
  [/roster in force/i, 'live roster'],
  [/['>]its answer\b/i, 'District’s answer'],
  [/hardest hit first/i, 'Most affected first'],
  [/of those in force/i, '% of current'],
  [/feed board/i, 'Today’s files'],
  [/words to map/i, 'Unrecognized categories'],
  [/it was a slip/i, 'Wrong name, discard'],
  [/'waits for a person'/i, 'Waiting for review'],
  [/as the system'/i, 'Match system'],
  [/I have kept it/i, 'I saved it'],
  [/0, as it should be/i, '0 ✓'],
  [/\b(?:some|any|every)body\b|\bnobody [a-z]/i, 'someone, no one'],
  [/['>]whose turn['<]/i, 'Waiting on'],
  [/\blooked after by/i, 'Assigned to'],
  [/start page/i, 'Home page'],
  [/a person at TalkingPoints/i, 'someone at TalkingPoints'],
  [/for a person to look at/i, 'held for review'],
  [/took the place of|take the place of/i, 'replaced'],
  [/(?:is|are) kept and waits?\b/i, 'saved and wait'],
  [/(?:has|have) not come\b|came only in part/i, 'has not arrived, was cut off'],
  [/\bundos\b/i, 'undone'],
  [/fault of ours/i, 'error on our side'],
  [/names of students/i, 'Do not include student names.'],
  [/['>](?:Why it is undone|Keep looking|What became of it)\b/, 'Reason, Cancel, Result'],
  [/by what (?:it is|they are)['"]/i, 'by record type'],
  [/\bany more\b/i, 'anymore'],
  [/\brecognised\b|\borganisation\b/i, 'recognized, organization'],
];

/** The same for who runs the product and works on it. */
const GIVEN_UP_IN_DOCUMENTS: typeof GIVEN_UP = [
  [/\b(?:some|any|every)body\b|\bnobody['’ ][a-z]/i, 'someone, no one'],
  [/\bin force\b/i, 'live'],
  [/\bbec(?:omes?|ame) of\b/i, 'happens to, outcome'],
  [/\bfaults? of ours\b/i, 'error on our side'],
  [/\b(?:stands?|stood) still\b/i, 'is frozen, stops'],
  [/\bfor ever\b|\bany more [^a-z]|\banew\b/i, 'forever, anymore, again'],
  [/\bin silence\b|\bwithout a word\b/i, 'silently, without notice'],
  [/\blets? (?:some|any|no)[ -]?one (?:in|out)\b|\bthe right door/i, 'sign in, route'],
  [/\bgiven up\b|\bnot told\b|\bmet a problem\b/i, 'failed, could not be sent'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix, correct'],
  [
    /colour|favour|behaviour|neighbour|organisation|recognise|enrolment|catalogue of|lock-out/i,
    'American spelling',
  ],
];

/** Comments are for engineers, and names in code are not read on a screen. */
const COMMENT = /^\s*(?:\/\/|\/?\*).*$|\s\/\/ .*$/;

function strays(text: string): string[] {
  return straysIn(
    text
      .split('\n')
      .map((line) => line.replace(COMMENT, ''))
      .join('\n'),
    GIVEN_UP,
  );
}

function straysIn(text: string, givenUp: typeof GIVEN_UP): string[] {
  return text
    .split('\n')
    .flatMap((line) =>
      givenUp.filter(([was]) => was.test(line)).map(([, instead]) => `${line.trim()} → ${instead}`),
    );
}

test('no screen, mail or answer says a word we gave up', () => {
  const files = globSync(READ, { cwd: ROOT }).filter((file) => !/\.test\.tsx?$/.test(file));
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    strays(readFileSync(path.join(ROOT, file), 'utf8')).map((stray) => `${file}: ${stray}`),
  );
  expect(found).toEqual([]);
});

test('a given-up word is found where it is said, and not in a comment', () => {
  expect(strays("title: 'Feed board',")).toHaveLength(1);
  expect(strays('  <SubmitButton>Make district</SubmitButton>')).toHaveLength(1);
  expect(strays('// The feed board lists them.\n * Words to map\n')).toEqual([]);
});

test('no document says a word we gave up', () => {
  const files = globSync('{*.md,docs/**/*.md}', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(60);
  const found = files.flatMap((file) => {
    // Names of files, codes and what is typed stay as they are.
    const prose = readFileSync(path.join(ROOT, file), 'utf8').replace(/`[^`\n]*`|\]\([^)]*\)/g, '');
    return straysIn(prose, GIVEN_UP_IN_DOCUMENTS).map((stray) => `${file}: ${stray}`);
  });
  expect(found).toEqual([]);
});

test('no log message says a word we gave up', () => {
  const files = globSync('{lib,bin}/**/*.ts', { cwd: ROOT }).filter(
    (file) => !/\.test\.ts$|\/generated\//.test(file),
  );
  const messages = files.flatMap((file) =>
    logMessages(readFileSync(path.join(ROOT, file), 'utf8')),
  );
  expect(messages.length).toBeGreaterThan(40);
  expect(straysIn(messages.join('\n'), GIVEN_UP_IN_DOCUMENTS)).toEqual([]);
});

/** The last text of every call of a logger. */
function logMessages(code: string): string[] {
  return [...code.matchAll(/\blog\.(?:debug|info|warn|error)\(([^;]*?)\)[;,)]?/g)].flatMap(
    ([, given = '']) => /'([^']+)',?\s*$/.exec(given)?.[1] ?? [],
  );
}

test('a word given up in documents is found, and so is what a log says', () => {
  expect(straysIn('It stays for ever, and nobody knows.', GIVEN_UP_IN_DOCUMENTS)).toHaveLength(2);
  expect(logMessages("ctx.log.error({ err: error },\n  'mail given up',\n);")).toEqual([
    'mail given up',
  ]);
});
