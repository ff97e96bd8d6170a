import { withParams } from '@/components/domain/roster/addresses';
import { LinkTabs } from '@/components/layout/link-tabs';
import { ButtonLink } from '@/components/ui/button';
import { Row } from '@/components/ui/section';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { spanLabel } from './grid-labels';

/** A week or a month, and the ways to the ones before and after. */
export function DaysShown({
  view,
  span,
  today,
  path,
  isLastWithData,
}: {
  view: 'week' | 'month';
  span: { from: PlainDate; to: PlainDate };
  today: PlainDate;
  /** The address of the page with the filters that are set. */
  path: string;
  /** Opened on these days because no file has come for the newer ones. */
  isLastWithData: boolean;
}) {
  return (
    <>
      <LinkTabs
        label="Days shown"
        tabs={(['week', 'month'] as const).map((name) => ({
          href: withParams(path, { view: name === 'week' ? null : name, page: null }),
          label: name === 'week' ? 'Week' : 'Month',
          isCurrent: name === view,
        }))}
      />
      <Row>
        <ButtonLink
          size="small"
          prefetch={false}
          href={withParams(path, { date: addDays(span.from, -1) })}
        >
          Earlier
        </ButtonLink>
        <strong>{spanLabel(view, span)}</strong>
        {span.to < today ? (
          <ButtonLink
            size="small"
            prefetch={false}
            href={withParams(path, { date: addDays(span.to, 1) })}
          >
            Later
          </ButtonLink>
        ) : null}
        {isLastWithData ? (
          <span>
            No file has come for this {view} yet. These are the days of the last one with data.
          </span>
        ) : null}
      </Row>
    </>
  );
}
