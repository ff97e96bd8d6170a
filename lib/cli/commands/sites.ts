// The TalkingPoints site of a district: how far it is, starting its creation, writing its address down.
import type { Command } from 'commander';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { stageSentence, stageWords } from '@/lib/core/go-live/stage-text';
import { startSite } from '@/lib/server/go-live/commands/start-site';
import { writeSiteAddress } from '@/lib/server/go-live/commands/write-address';
import { findFirstRosterData } from '@/lib/server/go-live/queries/first-roster-data';
import { findSite } from '@/lib/server/go-live/queries/find-site';
import { loadStages } from '@/lib/server/go-live/queries/load-stages';
import { loadSiteAnswers } from '@/lib/server/go-live/queries/site-answers';
import { requireTenantOption, withTenant } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { rowsText } from '../text';

export function addSiteCommands(program: Command, run: Run): void {
  const site = program
    .command('site')
    .description('the TalkingPoints site of a district, and how far it is from going live');

  requireTenantOption(site.command('show'))
    .description('the stages, the checks of the first roster, the request and the answers')
    .action((options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const [stages, data, found, answers] = await Promise.all([
            loadStages(ctx, tenant),
            findFirstRosterData(ctx, tenant.id),
            findSite(ctx, tenant.id),
            loadSiteAnswers(ctx, tenant.id),
          ]);
          const rows = stages.rows.map(({ id, label, state, owner, since, by, detail }) => ({
            stage: id,
            label,
            state,
            owner,
            since,
            by: by && ('at' in by ? by.at : by.date),
            sentence: detail && stageSentence(detail, 'staff', stages.facts.isFetched),
          }));
          const now = ctx.clock.now();
          const shown = rows.map(({ state, since, by, ...row }) => ({
            ...row,
            state: stageWords[state].word,
            since: since && formatInstant(since, tenant.timeZone, now),
            by: by instanceof Date ? formatInstant(by, tenant.timeZone, now) : by,
          }));
          const failed = data?.rows.filter((row) => row.outcome === 'failed' && !row.waiver) ?? [];
          // What a contact wrote may name people: it is on the page alone.
          const wrong = answers.wrong.map(({ schoolSourcedId, schoolName, answeredAt }) => ({
            schoolSourcedId,
            schoolName,
            answeredAt,
          }));
          return done(
            {
              stages: rows,
              isLive: stages.isLive,
              data: data && { isComplete: data.isComplete, runNumber: data.runNumber, failed },
              site: found,
              answers: { isConfirmed: answers.isConfirmed, wrong },
            },
            [
              rowsText(shown, ['label', 'state', 'owner', 'since', 'by', 'sentence'], ''),
              ...failed.map(({ sentence }) => `Missing: ${sentence}`),
              ...(found?.address ? [`Address: ${found.address}`] : []),
              ...(found?.request?.givenUpAt
                ? ['The request could not be delivered. "site start" sends it again.']
                : []),
              ...wrong.map(
                ({ schoolSourcedId, schoolName }) =>
                  `Does not look right: ${schoolSourcedId === '' ? 'the whole district' : (schoolName ?? `school ${schoolSourcedId}, no longer in the roster`)}`,
              ),
            ].join('\n'),
          );
        }),
      ),
    );

  requireTenantOption(site.command('start'))
    .description('starts the creation of the site, or sends a request that was given up again')
    .action((options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await startSite(ctx, actor, tenant);
          if (!result.ok) return refuse(result);
          const { requestId, wasStarted, isResent } = result;
          const found = await findSite(ctx, tenant.id);
          const said = isResent
            ? 'The request is sent again.'
            : wasStarted
              ? 'It was started before.'
              : found?.how === 'WEBHOOK'
                ? 'The request is sent.'
                : 'Create the site by hand, then write its address down with "site address".';
          return done(
            { requestId, wasStarted, isResent, how: found?.how },
            `Request ${requestId}. ${said}`,
          );
        }),
      ),
    );

  requireTenantOption(site.command('address'))
    .description('writes down where the site is, and tells the district and its team')
    .argument('<address>', 'https://…')
    .action((address: string, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await writeSiteAddress(ctx, actor, tenant.id, address);
          if (!result.ok) return refuse(result);
          const { mailCount } = result;
          return done(
            { address: result.address, mailCount },
            mailCount === 0
              ? 'This address was written down before.'
              : `Written down; ${mailCount === 1 ? '1 person is' : `${mailCount} people are`} told by email.`,
          );
        }),
      ),
    );
}
