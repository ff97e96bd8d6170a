/** Absences of a day as attendance events: an event is known by its category, so a corrected one is another event. */
import { type AttendanceRow, attendanceRows } from '@/lib/synthetic/attendance';
import type { Day } from '@/lib/synthetic/district';

import { type KeyValues, valueAt } from './keys';
import type { EdFiStore } from './store';
import { descriptor, type EdFiRecord, schoolNumber } from './terms';

/** Not a value of Ed-Fi: what a state or district adds has a namespace of its own. */
const LOCAL_NAMESPACE = 'uri://district.example.org';

/** The events of a date become those of this file, the corrected ones of the morning are deleted. */
export function putAttendance(
  store: EdFiStore,
  day: Day,
  date: string,
  file: 'morning' | 'afternoon',
): void {
  const sessions = sessionsOn(store, date);
  const resource = 'studentSchoolAttendanceEvents';
  const events = [...attendanceRows(day, date, { file })].flatMap((row) => {
    const session = sessions.get(schoolNumber(row.schoolId));
    return session ? [eventRecord(row, session)] : [];
  });
  const keys = new Set(events.map((event) => JSON.stringify(store.keyValues(resource, event))));
  for (const { record } of store.all(resource)) {
    const keyValues = store.keyValues(resource, record);
    if (record['eventDate'] === date && !keys.has(JSON.stringify(keyValues)))
      store.delete(resource, keyValues);
  }
  for (const event of events) store.upsert(resource, event);
}

/** The session of each school that the date is in. */
function sessionsOn(store: EdFiStore, date: string): Map<unknown, KeyValues> {
  const sessions = new Map<unknown, KeyValues>();
  for (const { record } of store.all('sessions')) {
    const isThen = String(record['beginDate']) <= date && date <= String(record['endDate']);
    if (isThen)
      sessions.set(
        valueAt(record, 'schoolReference.schoolId'),
        store.keyValues('sessions', record),
      );
  }
  return sessions;
}

function eventRecord(row: AttendanceRow, sessionReference: KeyValues): EdFiRecord {
  const namespace = row.category === 'Excused Present' ? LOCAL_NAMESPACE : undefined;
  return {
    studentReference: { studentUniqueId: row.studentId },
    schoolReference: { schoolId: schoolNumber(row.schoolId) },
    sessionReference,
    eventDate: row.date,
    attendanceEventCategoryDescriptor: descriptor(
      'AttendanceEventCategory',
      row.category,
      namespace,
    ),
    ...(row.reason !== '' && { attendanceEventReason: row.reason }),
    ...(row.duration !== '' && { eventDuration: Number(row.duration) }),
  };
}
