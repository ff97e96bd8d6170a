import type { Column } from '@/components/data-table/data-table';
import { languageLabelOf } from '@/components/domain/attendance/group-labels';
import { partOfDay, dayStatusLabel } from '@/components/domain/attendance/labels';
import { roleLabel } from '@/components/domain/roster/labels';
import { TimeOfDayText } from '@/components/domain/time-text';
import type { NoticeRow } from '@/lib/server/attendance/queries/notices';

export function noticeColumns(timeZone: string): Column<NoticeRow>[] {
  return [
    { id: 'name', header: 'Student', cell: ({ studentName }) => studentName },
    {
      id: 'notice',
      header: 'Notice',
      cell: ({ state, retractedAt }) =>
        state === 'ABSENT' ? (
          'Absent'
        ) : (
          <>
            <strong>Withdrawn</strong>
            {retractedAt ? (
              <>
                {' '}
                at <TimeOfDayText at={retractedAt} timeZone={timeZone} />
              </>
            ) : null}
          </>
        ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ category, percentOfDay }) =>
        `${dayStatusLabel(category)}${partOfDay(percentOfDay) ? `, ${partOfDay(percentOfDay)} of the day` : ''}`,
    },
    {
      id: 'school',
      header: 'School',
      cell: ({ schoolName, grade }) => `${schoolName}${grade ? `, grade ${grade}` : ''}`,
    },
    {
      id: 'language',
      header: 'Home language',
      cell: ({ homeLanguageCode }) => languageLabelOf(homeLanguageCode ?? ''),
    },
    {
      id: 'contacts',
      header: 'Contacts',
      isRoomy: true,
      cell: ({ contacts }) =>
        contacts.length === 0
          ? 'None: no one can be notified'
          : contacts.map(({ contactId, name, role, languageCode, phone, sms, email }) => (
              <div key={contactId}>
                {name} ({roleLabel(role)}, {languageLabelOf(languageCode ?? '')},{' '}
                {[sms ? 'text' : null, phone ? 'phone' : null, email ? 'email' : null]
                  .filter(Boolean)
                  .join(' and ') || 'not reachable'}
                )
              </div>
            )),
    },
    {
      id: 'listed',
      header: 'Listed',
      nowrap: true,
      cell: ({ listedAt }) =>
        listedAt ? <TimeOfDayText at={listedAt} timeZone={timeZone} /> : '—',
    },
  ];
}
