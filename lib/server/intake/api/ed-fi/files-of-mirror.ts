// The files of an Ed-Fi pull. Of a roster always a whole set, made of what is kept of the source, whether all of it or its changes were read.
import {
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import { recordsToCsv } from '@/lib/core/oneroster-json/records-to-csv';
import type { AppContext } from '../../../app-context';
import { filesOf, type FileToWrite } from '../files-of-pull';
import type { PullRow } from '../pulls/pull-row';
import { attendanceFile, calendarFile } from './files-of-days';
import { MirrorReader } from './mirror-reader';
import { rosterContext } from './roster-context';
import { recordsOf } from './roster-records';
import { edFiMark } from './source-mark';

async function* rosterFiles(ctx: AppContext, row: PullRow): AsyncGenerator<FileToWrite> {
  const { plan, tenantId, connectionId } = row;
  const reader = new MirrorReader(ctx, { tenantId, connectionId });
  const context = await rosterContext(reader, plan, edFiMark(plan.mark).standardNumber);
  const { settings, today } = plan;
  async function* lines(collection: OneRosterCollection): AsyncGenerator<Buffer> {
    for await (const records of recordsOf(context, collection)) {
      if (records.length === 0) continue;
      const { csv } = recordsToCsv(collection, records, { ...settings, mode: 'bulk', today });
      yield Buffer.from(csv, 'utf8');
    }
  }
  yield* filesOf(lines, { collections: ONEROSTER_COLLECTIONS, mode: 'bulk', settings });
}

export function filesOfMirror(ctx: AppContext, row: PullRow): AsyncGenerator<FileToWrite> {
  switch (row.feed) {
    case 'ROSTER':
      return rosterFiles(ctx, row);
    case 'ATTENDANCE':
      return attendanceFile(ctx, row);
    case 'CALENDAR':
      return calendarFile(ctx, row);
  }
}
