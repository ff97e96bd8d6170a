// A district of attendance on the day it is: in its zone it is morning, and its school year is under way.
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '@/lib/server/app-context';
import { attendanceFile, schoolUnderWay, zoneOfMorning, type Absence } from './data/attendance';
import { sendWithOpenSsh, type District } from './district';

/** The day, its roster (not sent yet), and the district's SFTP program. */
export async function startDay(product: AppContext, makeDistrict: () => Promise<District>) {
  const district = await makeDistrict();
  const now = new Date();
  const timeZone = zoneOfMorning(now);
  await product.db.prisma.tenant.update({ where: { id: district.id }, data: { timeZone } });
  const today = localDate(now, timeZone);
  const school = schoolUnderWay(today);
  const send = (fileName: string, absences: readonly Absence[]): Promise<void> =>
    sendWithOpenSsh(
      district.login,
      new Map([[fileName, attendanceFile({ schoolId: school.schoolId, date: today }, absences)]]),
    );
  return { district, today, school, send };
}
