import { z } from 'zod';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { SearchParams } from '@/components/data-table/table-state';

export const spanLabels = {
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  year: 'School year',
} as const;

type SpanName = keyof typeof spanLabels;

const schema = z.object({
  span: z.enum(['30', '90', 'year']).catch('90').default('90'),
  heat: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});

export function readOverviewParams(params: SearchParams): { span: SpanName; heatPage: number } {
  const { span, heat } = schema.parse(params);
  return { span, heatPage: heat };
}

export function spanOf(
  name: SpanName,
  { today, startDate, endDate }: { today: PlainDate; startDate: PlainDate; endDate: PlainDate },
): { from: PlainDate; to: PlainDate } {
  const to = today < endDate ? today : endDate;
  if (name === 'year') return { from: startDate, to };
  const from = addDays(to, 1 - Number(name));
  return { from: from < startDate ? startDate : from, to };
}
