import { issueKind } from './catalog';
import type { IssueParams } from './levels';
import type { Issue } from './types';

export function issueSentence(issue: Issue): string {
  return issueKind(issue.code).sentence(issueParams(issue));
}

export function issueFix(issue: Issue): string {
  return issueKind(issue.code).fix(issueParams(issue));
}

function issueParams(issue: Issue): IssueParams {
  const words: Record<string, string | number> = { ...issue.params };
  if (issue.file !== null) words.file = issue.file;
  if (issue.line !== null) words.line = issue.line;
  if (issue.column !== null) words.column = issue.column;
  if (issue.value !== null) words.value = issue.value;
  return words;
}
