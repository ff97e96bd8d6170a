import type { Metadata } from 'next';
import Form from 'next/form';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { RunStatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { Section, Stack } from '@/components/ui/section';
import type { LimitOverride } from '@/lib/core/circuit-break/profiles';
import { ruleName } from '@/lib/core/circuit-break/rule-name';
import { defaultRules } from '@/lib/core/circuit-break/rules';
import { formatNumber, formatPercent, plural } from '@/lib/core/format/numbers';
import { runName } from '@/lib/core/sync-run/run-address';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import {
  simulateLimits,
  type SimulatedRow,
  type Simulation,
} from '@/lib/server/policy/simulate-limits';
import { getSchoolNames } from '@/lib/server/reviews/queries/reasons';
import { limitLabel } from '@/components/domain/review/limit-labels';
import { proposalText, readProposals } from './search-params';
import classes from './simulator.module.css';

export const metadata: Metadata = { title: 'Try other limits' };

const SHOWN_REASONS = 2;

/** Nothing is changed here: which of the last runs other limits would have held or let pass. */
export default async function SimulatorPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const home = `/districts/${slug}/limits`;
  const path = `${home}/simulator`;
  const { tenant } = await requireTenant(slug, 'reviews.list', path);
  const proposals = readProposals(await searchParams);
  const ctx = getAppContext();
  const result = await simulateLimits(ctx, tenant.id, proposals);
  const now = ctx.clock.now();
  return (
    <Stack>
      <PageHeader
        title="Try other limits"
        crumbs={[{ href: home, label: 'Limits' }]}
        description="See which updates from the last 90 days different limits would have held or let pass. Nothing is changed here."
      />
      <Section title="Limits to try" id="proposals">
        {proposals.length === 0 ? (
          <p>None yet. Results below use today’s limits.</p>
        ) : (
          <ul className={classes.proposals}>
            {proposals.map((proposal) => (
              <li key={proposal.ruleId}>
                <strong>{ruleName(proposal.ruleId)}</strong>: {limitLabel(withDefaults(proposal))}{' '}
                <Link href={addressOf(path, without(proposals, proposal))} prefetch={false}>
                  Remove<span className={classes.hidden}> {ruleName(proposal.ruleId)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        <Form action={path} prefetch={false} className={classes.form} key={proposals.length}>
          {proposals.map((proposal) => (
            <input
              key={proposal.ruleId}
              type="hidden"
              name="limit"
              value={proposalText(proposal)}
            />
          ))}
          <p>
            <label htmlFor="rule">Counted</label>
            <select id="rule" name="rule" defaultValue="students.REMOVE">
              {defaultRules.map(({ id }) => (
                <option key={id} value={id}>
                  {ruleName(id)}
                </option>
              ))}
            </select>
          </p>
          {[
            ['percent', 'Share in percent'],
            ['count', 'and at least'],
            ['cap', 'or, regardless of share'],
          ].map(([name, label]) => (
            <p key={name}>
              <label htmlFor={name}>{label}</label>
              <input id={name} name={name} inputMode="decimal" size={8} autoComplete="off" />
            </p>
          ))}
          <Button type="submit" variant="primary">
            Try it
          </Button>
        </Form>
        <p className={classes.hint}>Empty fields keep the default.</p>
      </Section>
      {result.ok ? (
        <Outcome
          simulation={result.simulation}
          names={await namesOf(result.simulation, tenant.id)}
          runsPath={`/districts/${slug}/runs`}
          timeZone={tenant.timeZone}
          now={now}
        />
      ) : (
        <Callout tone="problem" title={`${ruleName(result.ruleId)} is never relaxed`}>
          <p>This limit can only be made stricter. Remove it from the list above.</p>
        </Callout>
      )}
    </Stack>
  );

  async function namesOf({ rows }: Simulation, tenantId: number) {
    const [newest] = rows;
    if (!newest) return new Map<string, string>();
    const ids = rows.flatMap(({ reasons }) => reasons.map(({ scopeSourcedId }) => scopeSourcedId));
    return getSchoolNames(ctx, tenantId, newest.runId, ids);
  }
}

function Outcome({
  simulation,
  names,
  runsPath,
  timeZone,
  now,
}: {
  simulation: Simulation;
  names: ReadonlyMap<string, string>;
  runsPath: string;
  timeZone: string;
  now: Date;
}) {
  const { runs, wereHeld, wouldBeHeld, passingNow, heldNow, rejectedPassing, rows } = simulation;
  return (
    <>
      <Section title="What these limits would have done" id="outcome">
        <Facts
          columns={2}
          facts={[
            { label: 'Updates compared', value: formatNumber(runs) },
            { label: 'Were held', value: formatNumber(wereHeld) },
            { label: 'Would be held', value: formatNumber(wouldBeHeld) },
            { label: 'Held, would pass', value: formatNumber(passingNow) },
            { label: 'Passed, would be held', value: formatNumber(heldNow) },
          ]}
        />
        {rejectedPassing > 0 ? (
          <Callout
            tone="problem"
            headingLevel={3}
            title={`${plural(rejectedPassing, 'update')} that someone rejected would pass`}
          />
        ) : null}
      </Section>
      <Section title="Update by update" id="runs" description="Newest first." flush>
        <DataTable
          caption="Updates of the last 90 days"
          rows={rows}
          rowKey={(row) => row.runId}
          rowHref={(row) => `${runsPath}/${runName(row.runNumber)}`}
          isRowMarked={(row) => row.wasHeld !== row.wouldBeHeld}
          columns={[
            { id: 'run', header: 'Run', cell: (row) => `Run ${row.runNumber}` },
            {
              id: 'at',
              header: 'Checked',
              nowrap: true,
              cell: (row) => (
                <TimeText at={row.checkedAt} timeZone={timeZone} now={now} relative={false} />
              ),
            },
            {
              id: 'became',
              header: 'Result',
              cell: (row) => <RunStatusLabel run={{ state: row.state }} />,
            },
            { id: 'then', header: 'Then', cell: (row) => heldLabel(row.wasHeld) },
            {
              id: 'now',
              header: 'With these limits',
              cell: (row) => (
                <>
                  {heldLabel(row.wouldBeHeld)}
                  {row.wasHeld === row.wouldBeHeld ? '' : ' – different'}
                </>
              ),
            },
            {
              id: 'why',
              header: 'Limits reached',
              isRoomy: true,
              cell: (row) => <Reasons row={row} names={names} />,
            },
          ]}
          empty={
            <EmptyState headingLevel={3} title="No updates in the last 90 days">
              <p>You can try limits here once files have been compared.</p>
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

function Reasons({ row, names }: { row: SimulatedRow; names: ReadonlyMap<string, string> }) {
  if (row.reasons.length === 0) return '—';
  return (
    <ul className={classes.reasons}>
      {row.reasons.slice(0, SHOWN_REASONS).map((reason) => (
        <li key={`${reason.ruleId} ${reason.scopeSourcedId} ${reason.subject}`}>
          {ruleName(reason.ruleId)}
          {reason.scope === 'school'
            ? ` at ${names.get(reason.scopeSourcedId) ?? reason.scopeSourcedId}`
            : ''}
          : {formatNumber(reason.changeCount)}
          {reason.percent === null ? '' : `, ${formatPercent(reason.percent)}`}
        </li>
      ))}
      {row.reasons.length > SHOWN_REASONS ? (
        <li>and {formatNumber(row.reasons.length - SHOWN_REASONS)} more</li>
      ) : null}
    </ul>
  );
}

function heldLabel(isHeld: boolean): string {
  return isHeld ? 'Held' : 'Passed';
}

function withDefaults(proposal: LimitOverride): LimitOverride {
  const rule = defaultRules.find(({ id }) => id === proposal.ruleId);
  return {
    ruleId: proposal.ruleId,
    limitPercent: proposal.limitPercent ?? rule?.limitPercent ?? null,
    limitCount: proposal.limitCount ?? rule?.limitCount ?? null,
    limitCap: proposal.limitCap ?? rule?.limitCap ?? null,
  };
}

function without(proposals: readonly LimitOverride[], removed: LimitOverride): LimitOverride[] {
  return proposals.filter(({ ruleId }) => ruleId !== removed.ruleId);
}

function addressOf(path: string, proposals: readonly LimitOverride[]): string {
  const query = new URLSearchParams(proposals.map((each) => ['limit', proposalText(each)]));
  return proposals.length === 0 ? path : `${path}?${query}`;
}
