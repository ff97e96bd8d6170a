// The words of the mails about files that came: to the contacts of a district, or to who looks after it where there are none.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import type { OtherFormat } from '@/lib/core/oneroster/other-formats';
import { fileHintSentence, type FileHint } from '@/lib/core/sftp/file-hints';
import { earlierUpdateText, type EarlierUpdate } from '@/lib/core/sync-run/earlier-update-text';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import { fileUrl } from './attendance-messages';
import { becauseOf, type ContactReader } from './contact-reader';
import { mail, runUrl, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

/** What becomes of the roster beside files of no use: an update from before them goes its way. */
function standsNow(
  ctx: MailContext,
  {
    tenant,
    hasRoster,
    earlier,
  }: { tenant: TenantForMail; hasRoster: boolean; earlier: EarlierUpdate },
): string {
  const words = earlierUpdateText(earlier, { timeZone: tenant.timeZone, now: ctx.clock.now() });
  if (words.length > 0) return words.join(' ');
  return hasRoster ? 'The live roster stays as it is.' : '';
}

export function filesIncompleteMail(
  ctx: MailContext,
  facts: ContactReader & {
    run: IdentifiedRun;
    missingFileNames: readonly string[];
    receivedFileNames: readonly string[];
    hints: readonly FileHint[];
    hasRoster: boolean;
    earlier: EarlierUpdate;
  },
): NewMail {
  const { tenant, missingFileNames, hints } = facts;
  const noun = missingFileNames.length === 1 ? 'file is' : 'files are';
  const other = hints.find((hint) => hint.code === 'OTHER_FORMAT');
  const said = hints.map((hint) => fileHintSentence(hint, ctx.clock.now(), tenant.timeZone));
  return mail(
    ctx,
    {
      kind: 'files-incomplete',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `run-${facts.run.id}`,
    },
    {
      subject: other
        ? `${tenant.name}: the files are not OneRoster 1.1`
        : `${tenant.name}: ${missingFileNames.length} ${noun} missing`,
      paragraphs: [
        `We waited for all files from ${tenant.name}, but ${missingFileNames.length} ${noun} missing, so none of the set was read. ${standsNow(ctx, facts)}`.trim(),
        ...(said.length > 0 ? [`What we noticed:\n${said.join('\n')}`] : []),
        `Missing: ${missingFileNames.join(', ')}`,
        `Received: ${facts.receivedFileNames.join(', ') || 'none'}`,
        ...(other
          ? []
          : [
              `${facts.isStandIn ? 'The district has to send' : 'Send'} the whole set again: manifest.csv and every file it lists as bulk or delta.`,
            ]),
      ],
      button: { label: 'See what arrived', url: runUrl(ctx, tenant, facts.run) },
      because: becauseOf(facts),
    },
  );
}

/** The rhythm of a district is known, and nothing came when something should have. */
export function filesLateMail(
  ctx: MailContext,
  facts: ContactReader & { lastArrivalAt: Date },
): NewMail {
  const { tenant, lastArrivalAt, isStandIn } = facts;
  const since = formatInstant(lastArrivalAt, tenant.timeZone, ctx.clock.now());
  return mail(
    ctx,
    {
      kind: 'files-late',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `late-${tenant.id}-${lastArrivalAt.getTime()}`,
    },
    {
      subject: `${tenant.name}: expected files have not arrived`,
      paragraphs: [
        `No roster files from ${tenant.name} have arrived since ${since}, and new ones were expected by now.`,
        'Changes made in the student information system since then are not in TalkingPoints.',
        `${isStandIn ? 'The district should check' : 'Check'} that the export still runs and that its sign-in details are current. The page shows the last connections.`,
        `${isStandIn ? 'If the district stopped on purpose, plan a pause' : 'If you stopped on purpose, answer this email and say when you will send files again'}. We will not email about this again until new files have arrived.`,
      ],
      button: {
        label: 'Open the connection',
        url: `${ctx.settings.publicUrl}/districts/${tenant.slug}/connection`,
      },
      ...(isStandIn
        ? {}
        : {
            afterButton: [
              `Choose who gets this email: ${ctx.settings.publicUrl}/districts/${tenant.slug}/setup/schedule`,
            ],
          }),
      because: becauseOf(facts),
    },
  );
}

export const otherFormatThread = (connectionId: number, format: OtherFormat): string =>
  `other-format-${connectionId}-${format}`;

/** Of files that belong to no set: none of their names is one of ours. */
export function otherFormatMail(
  ctx: MailContext,
  facts: ContactReader & {
    connectionId: number;
    hint: Extract<FileHint, { code: 'OTHER_FORMAT' }>;
  },
): NewMail {
  const { tenant, hint } = facts;
  return mail(
    ctx,
    {
      kind: 'other-format',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: otherFormatThread(facts.connectionId, hint.format),
    },
    {
      subject: `${tenant.name}: the files are not OneRoster 1.1`,
      paragraphs: [
        fileHintSentence(hint, ctx.clock.now(), tenant.timeZone),
        'They were saved but not read. Nothing was changed.',
      ],
      button: {
        label: 'Open the connection',
        url: `${ctx.settings.publicUrl}/districts/${tenant.slug}/connection`,
      },
      because: becauseOf(facts),
    },
  );
}

/** While there is room: the files beyond it are refused, in the log of a program that few people read. */
export function allowanceNearlyUsedMail(
  ctx: MailContext,
  facts: ContactReader & {
    allowance: 'ROSTER' | 'ATTENDANCE';
    files: number;
    at: Date;
  },
): NewMail {
  const { tenant, allowance, files } = facts;
  const [these, others] =
    allowance === 'ATTENDANCE' ? ['attendance', 'roster'] : ['roster', 'attendance'];
  return mail(
    ctx,
    {
      kind: 'allowance-nearly-used',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `allowance-${tenant.id}-${allowance}-${facts.at.toISOString()}`,
    },
    {
      subject: `${tenant.name}: close to the daily upload limit for ${these} files`,
      paragraphs: [
        `The ${these} files from ${tenant.name} have used at least 80% of the 24-hour limit of ${files.toLocaleString('en-US')} files or 2 GB. Over the limit, ${these} files are refused.`,
        `The ${others} files have their own limits and are not affected.`,
        `${facts.isStandIn ? 'The district’s SIS should' : 'Let your SIS'} send less often. If it needs to send this often, answer this email.`,
      ],
      button: {
        label: 'Open the connection',
        url: `${ctx.settings.publicUrl}/districts/${tenant.slug}/connection`,
      },
      because: becauseOf(facts),
    },
  );
}

/** The set could not be read: the district must send a new one. */
export function runInvalidMail(
  ctx: MailContext,
  facts: ContactReader & {
    run: IdentifiedRun;
    errorCount: number;
    warningCount: number;
    hasRoster: boolean;
    earlier: EarlierUpdate;
    fileNames: readonly string[];
  },
): NewMail {
  const { tenant } = facts;
  const files = facts.fileNames.join(', ');
  return mail(
    ctx,
    { kind: 'run-invalid', tenantId: tenant.id, to: facts.to, threadKey: `run-${facts.run.id}` },
    {
      subject: `${tenant.name}: the last files need a fix`,
      paragraphs: [
        `The files from ${tenant.name} cannot be used yet, so nothing was changed. ${standsNow(ctx, facts)}`.trim(),
        `Problems: ${plural(facts.errorCount, 'error')}${files ? ` in ${files}` : ''}${facts.warningCount > 0 ? `, and ${plural(facts.warningCount, 'warning')}` : ''}.`,
        `The page lists each problem with its line and how to fix it. ${facts.isStandIn ? 'Then the district needs to send the files again.' : 'Then send the files again.'}`,
      ],
      button: { label: 'See the problems', url: runUrl(ctx, tenant, facts.run) },
      because: becauseOf(facts),
    },
  );
}

/**
 * To the district: a reviewer said no. The reason is on the page, not here: it is written by a person and
 * may name somebody.
 */
export function runRejectedMail(
  ctx: MailContext,
  facts: ContactReader & { run: IdentifiedRun; hasRoster: boolean },
): NewMail {
  const { tenant, hasRoster } = facts;
  return mail(
    ctx,
    { kind: 'run-rejected', tenantId: tenant.id, to: facts.to, threadKey: `run-${facts.run.id}` },
    {
      subject: `${tenant.name}: the last update was not applied`,
      paragraphs: [
        `TalkingPoints reviewed the last files from ${tenant.name} and did not apply them. ${liveRoster({ hasRoster, isStaff: facts.isStandIn })}`,
        hasRoster
          ? 'The page says why and lists what would have changed, by id.'
          : 'The page says why.',
      ],
      button: { label: 'See why', url: runUrl(ctx, tenant, facts.run) },
      because: becauseOf(facts),
    },
  );
}

/** To who looks after the district: a fault of ours, and nothing tries it again. Its contacts can do nothing about it. */
export function runFailedMail(
  ctx: MailContext,
  facts: { to: MailRecipient; tenant: TenantForMail; threadKey: string } & (
    | { of: 'ROSTER'; run: IdentifiedRun; failureCode: string }
    | { of: 'ATTENDANCE'; run: IdentifiedRun; fileName: string }
  ),
): NewMail {
  const { tenant, threadKey } = facts;
  const content =
    facts.of === 'ROSTER'
      ? {
          subject: `${tenant.name}: run ${facts.run.number} failed`,
          paragraphs:
            facts.failureCode === 'BASELINE_MOVED'
              ? [
                  `Run ${facts.run.number} of ${tenant.name} could not be applied because the live roster changed after the run was compared with it. Nothing was applied. If someone had approved the run, it cannot be tried again, because the approval was for the earlier roster. Otherwise, trying it again compares it with the current roster.`,
                  'The district’s next files will be compared with the current roster. Give the run number to the engineers so they can find out what changed it.',
                ]
              : [
                  `Run ${facts.run.number} of ${tenant.name} stopped because of an error on our side. None of it was applied, and it will not be retried automatically.`,
                  'Open the run and try it again. If it fails again, give its number to the engineers.',
                ],
          button: { label: `Open run ${facts.run.number}`, url: runUrl(ctx, tenant, facts.run) },
        }
      : {
          subject: `${tenant.name}: ${facts.fileName} could not be read`,
          paragraphs: [
            `Reading ${facts.fileName} of ${tenant.name} stopped because of an error on our side, and none of it was used. It will not be retried automatically. The next file with this name will be read as usual.`,
            'Open the file and give its number to the engineers.',
          ],
          button: {
            label: 'Open the file',
            url: fileUrl(ctx, tenant, facts.run),
          },
        };
  return mail(
    ctx,
    { kind: 'run-failed', tenantId: tenant.id, to: facts.to, threadKey },
    {
      ...content,
      paragraphs: [
        ...content.paragraphs,
        'The files are saved and need no correction. The district gets no email about this.',
      ],
      because: 'you look after this district',
    },
  );
}
