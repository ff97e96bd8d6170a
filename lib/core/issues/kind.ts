// What a problem the Connector can report consists of. The catalogue is made of these.
import type { IssueEffect, IssueLevel, IssueParams } from './levels';

export interface IssueKind {
  level: IssueLevel;
  effect: IssueEffect;
  /** Heading of a group of such issues. */
  title: string;
  /** What is wrong here. `file`, `column`, `value` and `line` of the issue are among the params. */
  sentence(params: IssueParams): string;
  /** What to do about it. */
  fix(params: IssueParams): string;
  /** Params of a typical case, for help pages and tests. */
  example: IssueParams;
}

type Words = (say: (name: string) => string) => string;

export function kind(
  level: IssueLevel,
  effect: IssueEffect,
  title: string,
  sentence: Words,
  fix: Words,
  example: IssueParams = {},
): IssueKind {
  return {
    level,
    effect,
    title,
    sentence: (params) => sentence(speaker(params)),
    fix: (params) => fix(speaker(params)),
    example: { file: 'users.csv', ...example },
  };
}

function speaker(params: IssueParams): (name: string) => string {
  return (name) => {
    const value = params[name];
    if (value === undefined) return '…';
    return typeof value === 'number' ? value.toLocaleString('en-US') : value;
  };
}

export const verb = (say: (name: string) => string, one: string, many: string) =>
  say('count') === '1' ? one : many;
/** "1 row of users.csv has", "214 rows of users.csv have": a problem that comes once is told as one. */
export const counted = (say: (name: string) => string, one: string, many: string) =>
  `${say('count')} ${verb(say, one, many)}`;
