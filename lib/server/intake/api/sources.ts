// The sources by the protocol that a kind of connection speaks.
import { kindOfConnection } from '@/lib/core/connections/kinds';
import type { ApiProtocol } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '../../app-context';
import { filesOfLines, type FileToWrite } from './files-of-pull';
import { oneRosterRest } from './oneroster-rest/source';
import type { PullRow } from './pulls/pull-row';
import type { Source } from './source';

interface SourceWithFiles {
  source: Source;
  /** What a complete pull becomes. */
  files: (ctx: AppContext, row: PullRow) => AsyncIterable<FileToWrite>;
}

const SOURCES: Partial<Record<ApiProtocol, SourceWithFiles>> = {
  'oneroster-rest': { source: oneRosterRest, files: filesOfLines },
};

export function sourceOf({ kind }: { kind: string }): SourceWithFiles {
  const { api } = kindOfConnection(kind);
  if (!api) throw new Error(`connections of the kind ${kind} are not fetched from`);
  const source = SOURCES[api.protocol];
  if (!source) throw new Error(`nothing speaks ${api.protocol}`);
  return source;
}
