/**
 * Things that work on one machine and shame us on every other. The patterns are written so that this
 * file does not match itself.
 */
type Rule = { readonly name: string; readonly pattern: RegExp; readonly onlyIn?: RegExp };

const rules: readonly Rule[] = [
  {
    name: 'a path of one machine',
    // Preceded by something that starts a path, so that URLs and routes stay allowed.
    pattern: /(?<=^|["'`\s(=:,])\/(?:home\/[a-z]|Users\/[A-Z]|root\/|work\/(?:main|shared|brief))/,
  },
  { name: 'a path of one machine', pattern: /\b[A-Z]:\\Users\\/ },
  {
    name: 'a silenced compiler',
    pattern: /@ts-(?:ignore|nocheck|expect-error)/,
    onlyIn: /[.][cm]?[jt]sx?$/,
  },
  { name: 'a silenced linter', pattern: /(?:es|ox)lint-disable/, onlyIn: /[.][cm]?[jt]sx?$/ },
  {
    name: 'unfinished work',
    pattern: /\b(?:TODO|FIXME|XXX)\b/,
    onlyIn: /[.](?:[cm]?[jt]sx?|prisma|sql|css)$/,
  },
  {
    name: 'a registry host',
    pattern: /"resolved"|https?:\/\/[^"\s]*(?:registry|artifact|nexus|npmjs)/,
    onlyIn: /(?:^|\/)(?:package-lock[.]json|[.]npmrc)$/,
  },
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: 'a merge conflict', pattern: /^(?:<{7}|>{7}) / },
];

export type Finding = { readonly file: string; readonly line: number; readonly rule: string };

export function hygieneFindings(file: string, text: string): Finding[] {
  const applying = rules.filter(({ onlyIn }) => !onlyIn || onlyIn.test(file));
  return text
    .split('\n')
    .flatMap((content, index) =>
      applying
        .filter(({ pattern }) => pattern.test(content))
        .map(({ name }) => ({ file, line: index + 1, rule: name })),
    );
}
