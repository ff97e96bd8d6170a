// Checks files in the browser, beside the page. It is loaded when a check starts and ended when it is canceled, and its policy
// (lib/server/http/security-headers.ts) lets it send nothing anywhere.
import { problemOfArchive } from '@/lib/core/archive/archive-entry';
import { checkFiles } from '@/lib/core/check-set/check-files';
import { refusalText } from '@/lib/core/refusals/refusal-text';
import { openChosen } from './chosen-files';
import type { CheckAnswer, CheckRequest } from './messages';
import { resultOf } from './result-of';

const PROGRESS_MS = 100;
const GONE =
  'The browser could not read one of these files. It may have been moved or changed. Choose the files again.';

const answer = (message: CheckAnswer): void => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  void check(event.data).then(answer, (error: unknown) =>
    // A file that was moved, changed or locked meanwhile is one that the browser cannot read.
    answer(error instanceof DOMException ? { kind: 'refused', message: GONE } : { kind: 'failed' }),
  );
});

async function check({ files, choices, today }: CheckRequest): Promise<CheckAnswer> {
  let bytesRead = 0;
  let bytesTotal = 0;
  let saidAt = 0;
  let current = '';
  const note = (fileName: string, byteCount: number): void => {
    bytesRead += byteCount;
    const now = Date.now();
    if (fileName === current && now - saidAt < PROGRESS_MS) return;
    current = fileName;
    saidAt = now;
    answer({ kind: 'progress', fileName, bytesRead, bytesTotal });
  };
  const opened = await openChosen(files, note);
  if (!opened.ok) return { kind: 'refused', message: opened.message };
  ({ bytesTotal } = opened);
  const checked = await checkFiles(
    opened.files,
    { ...choices, today },
    { found: opened.found, problemOf: problemOfArchive },
  );
  if (!checked.ok) {
    const message = refusalText(checked, { reader: 'anyone', now: new Date(), timeZone: 'UTC' });
    return { kind: 'refused', message };
  }
  return { kind: 'done', result: resultOf(checked) };
}
