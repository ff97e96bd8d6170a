import Link from 'next/link';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { Callout } from '@/components/ui/callout';
import { plural } from '@/lib/core/format/numbers';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

export function UnmappedRows({
  slug,
  unmapped,
}: {
  slug: string;
  unmapped: DistrictAttendance['unmapped'];
}) {
  if (unmapped.rows === 0) return null;
  return (
    <Callout tone="waiting" title={`${plural(unmapped.rows, 'row')} not counted yet`}>
      <p>
        {unmapped.rows === 1 ? 'It uses' : 'They use'} {plural(unmapped.values, 'word')} not mapped
        to a category yet. <Link href={attendancePath(slug, 'mapping')}>Map them</Link>
      </p>
    </Callout>
  );
}
