// docs/policy.md gives the limits with their reasons. Its table is written from the rules, and comments cite its headings.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { formatNumber } from '@/lib/core/format/numbers';
import { applyProfile, profiles, type Profile } from '@/lib/core/circuit-break/profiles';
import { ruleName } from '@/lib/core/circuit-break/rule-name';
import { defaultRules, type Rule } from '@/lib/core/circuit-break/rules';

const ROOT = path.join(import.meta.dirname, '../../..');
const page = readFileSync(path.join(ROOT, 'docs/policy.md'), 'utf8');
const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

const section = (heading: string): string =>
  page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';

function limitOf(rule: Rule, profile: Profile): string {
  const { effect, limitPercent, limitCount, limitCap, tripsAtZeroLeft, isExclusive } = applyProfile(
    rule,
    profile,
  );
  if (tripsAtZeroLeft) return 'no one left';
  if (limitCount === null) return effect === 'warn' ? 'warning' : '–';
  const share = `${isExclusive ? 'more than ' : ''}${limitPercent} %`;
  const both =
    limitPercent === 0 ? `any ${limitCount}` : `${share} and ${formatNumber(limitCount)}`;
  const cap = limitCap === null || limitPercent === 0 ? '' : `, or ${formatNumber(limitCap)} alone`;
  if (effect === 'warn') return `warning at ${both}${cap}`;
  return effect === 'invalid' ? `refused at ${both}` : `${both}${cap}`;
}

/** Also under 100 records. */
const keepsShare = ({ smallBaseline, limitPercent }: Rule): boolean =>
  smallBaseline === 'same-limits' && limitPercent !== null && limitPercent > 0;

test('its table says every limit as the rules hold it', async () => {
  const { IN_SESSION, STRICT, TRANSITION } = profiles;
  const rows = defaultRules.map((rule) => [
    `${ruleName(rule.id)}${rule.isNeverRelaxed ? ' \\*' : ''}`,
    ...[IN_SESSION, STRICT, TRANSITION].map((profile) => limitOf(rule, profile)),
    `${rule.scopes.join(', each ')}${keepsShare(rule) ? '; keeps its share' : ''}`,
  ]);
  const lines = [
    ['What changed', 'School year', 'First 30 days', 'Transition', 'Asked of'],
    ['-', '-', '-', '-', '-'],
    ...rows,
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const expected = await format(lines.join('\n'), { parser: 'markdown', printWidth: 120 });
  const table = section('The limits')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(`${table.join('\n')}\n`).toBe(expected);
});

/** Each comment that speaks of the policy, on one line. */
const cited = ['lib', 'app', 'components', 'prisma/models']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:tsx?|prisma)$/.test(file) && !file.includes('generated'))
      .map((file) => path.join(ROOT, folder, file)),
  )
  .filter((file) => file !== import.meta.filename)
  .flatMap((file) => [
    ...readFileSync(file, 'utf8')
      .replaceAll(/\n *(?:\/\/\/?|\*) +/g, ' ')
      .matchAll(/(?:docs\/policy[.]md|circuit-break policy)[^\n]{0,60}/gi),
  ])
  .map(([text]) => text);

test('a comment that gives it as its reason names a heading that is there', () => {
  const named = cited.map((text) => /^docs\/policy[.]md, "([^"]+)"/.exec(text)?.[1] ?? text);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((heading) => !headings.includes(heading))).toEqual([]);
});
