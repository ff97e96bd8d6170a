import { BarChart } from '@/components/charts/bar-chart';
import type { BarTone } from '@/components/charts/bars/bar-tones';
import { LineChart } from '@/components/charts/line-chart';
import { Section } from '@/components/ui/section';
import { formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { ruleName } from '@/lib/core/circuit-break/rule-name';
import { capital } from '@/lib/core/format/capital';
import { plural } from '@/lib/core/format/numbers';
import { runOutcomeLabels, runOutcomes, type RunOutcome } from '@/lib/core/sync-run/outcomes';
import type { TenantScope } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { PLOT_DAYS, readOverviewPlots, type HoldReason } from '@/lib/server/overview/queries/plots';
import classes from './overview-plots.module.css';

const TONES: Record<RunOutcome, BarTone> = {
  APPLIED: 'good',
  NO_CHANGE: 'quiet',
  HELD: 'waiting',
  NOT_USED: 'problem',
  NOT_APPLIED: 'problem',
  UNDONE: 'problem',
  FAILED: 'problem',
  AT_WORK: 'plain',
};

/** Parts of a day's bar, which together are all its runs: what did not end well is one part, whatever the reason. */
const STACK: readonly { name: string; tone: BarTone; outcomes: readonly RunOutcome[] }[] = [
  ...(['APPLIED', 'NO_CHANGE', 'HELD', 'AT_WORK'] as const).map((outcome) => ({
    name: capital(runOutcomeLabels[outcome].word),
    tone: TONES[outcome],
    outcomes: [outcome],
  })),
  {
    name: 'Not used, not applied, undone or failed',
    tone: 'problem',
    outcomes: runOutcomes.filter((outcome) => TONES[outcome] === 'problem'),
  },
];

/** More reasons than these are told as one. */
const REASONS_SHOWN = 8;
const FEWEST_RUNS = 1;

/** The last thirty days: read after the lists, which do not wait for it. */
export async function OverviewPlots({ scope }: { scope: TenantScope }) {
  const { runs, applied, holds, receiptHours } = await readOverviewPlots(getAppContext(), scope);
  const received = receiptHours.reduce((sum, count) => sum + count, 0);
  if (received < FEWEST_RUNS) return null;
  return (
    <div className={classes.plots}>
      <Section title={`Runs by outcome, last ${PLOT_DAYS} days`}>
        <BarChart
          label="Runs by outcome"
          unit="count"
          rowLabel="Day"
          series={STACK.map(({ name, tone }) => ({ name, tone }))}
          bars={runs.map(({ date, counts }) => ({
            ...dayLabels(date),
            values: STACK.map(({ outcomes }) =>
              outcomes.reduce((sum, each) => sum + counts[each], 0),
            ),
          }))}
        />
      </Section>
      <Section title="Time from files to live roster">
        <LineChart
          label="Time from the last file until the update was applied"
          caption="By the day the files arrived. Includes the wait for the nightly time and for a review."
          unit="minutes"
          rowLabel="Day"
          series={['Median', '95th percentile']}
          points={applied.map(({ date, medianMinutes, p95Minutes, runs: count }) => ({
            ...dayLabels(date),
            values: [minutesOf(medianMinutes), minutesOf(p95Minutes)],
            mark: { kind: 'usual', words: plural(count, 'update') },
          }))}
        />
      </Section>
      {holds.total > 0 ? (
        <Section
          title="Held updates by reason"
          description={`${capital(plural(holds.total, 'update'))} held in the last ${PLOT_DAYS} days. An update can have more than one reason.`}
        >
          <BarChart
            label="Reasons updates were held"
            direction="horizontal"
            unit="count"
            rowLabel="Reason"
            series={[{ name: 'Held updates', tone: 'waiting' }]}
            bars={reasonBars(holds.reasons)}
          />
        </Section>
      ) : null}
      <Section title="When roster files arrive">
        <BarChart
          label="Sets of roster files by hour"
          caption={`${plural(received, 'set')} in the last ${PLOT_DAYS} days, by the hour (district time) when the last file arrived.`}
          unit="count"
          rowLabel="Hour"
          from="first"
          steps={[1, 2, 3, 6, 12]}
          series={[{ name: 'Sets', tone: 'plain' }]}
          bars={receiptHours.map((count, hour) => ({
            key: String(hour),
            label: hourLabel(hour),
            title: `${hourLabel(hour)} to ${hourLabel((hour + 1) % 24)}`,
            values: [count],
          }))}
        />
      </Section>
    </div>
  );
}

function dayLabels(date: PlainDate) {
  return {
    key: date,
    label: formatPlainDate(date).replace(/, \d{4}$/, ''),
    title: formatPlainDate(date),
  };
}

function minutesOf(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes);
}

function hourLabel(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? 'AM' : 'PM'}`;
}

function reasonBars(reasons: readonly HoldReason[]) {
  const shown = reasons.slice(0, REASONS_SHOWN).map(({ ruleId, holds }) => ({
    key: ruleId,
    label: ruleId === 'earlier' ? 'An earlier decision' : ruleName(ruleId),
    values: [holds],
  }));
  const rest = reasons.slice(REASONS_SHOWN).reduce((sum, { holds }) => sum + holds, 0);
  return rest > 0 ? [...shown, { key: 'rest', label: 'Other reasons', values: [rest] }] : shown;
}
