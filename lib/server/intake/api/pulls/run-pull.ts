// One turn at a pull: until it is complete and handed over, until it has to wait, or until it has failed.
import type { AppContext } from '../../../app-context';
import { isConnectionTrouble } from '../../../db/connection-trouble';
import { openApiClient } from '../api-client';
import { ApiFailure } from '../http/failures';
import type { ApiHttp } from '../http/request';
import { loadAccount, type LoadedAccount } from '../load-account';
import { SourceStateGone } from '../source';
import { sourceOf } from '../sources';
import { PullLostError, releasePull } from './claim';
import { handOver, PullOutdatedError } from './hand-over';
import { loadPull, type PullRow, type TakenPull } from './pull-row';
import { CollectionFailure, readCollections } from './read-collections';
import { recordFault, recordTrouble } from './record-trouble';
import { readAgainAll } from './move-collection';
import { beginPull, cancelOutdated, completePull, renewMark } from './move-pull';

export async function runPull(
  ctx: AppContext,
  http: ApiHttp,
  pull: TakenPull,
  signal: AbortSignal,
): Promise<void> {
  const log = ctx.log.child({ tenantId: pull.tenantId, pullId: pull.id });
  try {
    const account = await loadAccount(ctx, pull);
    let row = await loadPull(ctx, pull);
    if (row.state !== 'COMPLETE') {
      const outcome = await read(ctx, http, pull, row, account, signal);
      log.info({ outcome }, 'pull');
      if (outcome !== 'COMPLETE') return;
      row = await loadPull(ctx, pull);
    }
    if (row.purpose !== 'UPDATE') return await releasePull(ctx, pull);
    const { files, mirror } = sourceOf(account);
    await mirror?.(ctx, pull, row);
    await handOver(
      ctx,
      { pull, row, host: new URL(account.baseUrl).host, systemName: account.systemName },
      files(ctx, row),
    );
    log.info('files of a pull handed over');
  } catch (error) {
    if (error instanceof PullLostError) return;
    // Whoever stops gives it back; the next worker goes on at the page where it is.
    if (error instanceof PullOutdatedError) return await cancelOutdated(ctx, pull);
    if (signal.aborted || isConnectionTrouble(error)) return await releasePull(ctx, pull);
    log.error({ err: error }, 'pull interrupted');
    await recordFault(ctx, pull);
  }
}

async function read(
  ctx: AppContext,
  http: ApiHttp,
  pull: TakenPull,
  row: PullRow,
  account: LoadedAccount,
  signal: AbortSignal,
): Promise<'COMPLETE' | 'LATER' | 'FAILED'> {
  const { source, hadRows } = sourceOf(account);
  const client = openApiClient(ctx, http, account, source.tokenPlace(account), signal);
  try {
    if (row.state === 'PLANNED') {
      const { mark, since } = await source.begin(client, row.plan);
      const collections = source.collections({ ...row.plan, mark, since });
      await beginPull(ctx, pull, row, { mark, since, collections });
      row = await loadPull(ctx, pull);
    }
    const reading = {
      ctx,
      pull,
      row,
      source,
      client,
      hadRows: (name: string) => hadRows(ctx, pull, name),
    };
    await readCollections(reading);
    await lookOnceMore();
    await completePull(ctx, pull, client.takeRequests());
    return 'COMPLETE';
  } catch (error) {
    const [failure, collection] =
      error instanceof CollectionFailure
        ? [error.failure, error.collection]
        : [error instanceof ApiFailure ? error : null, null];
    if (!failure) throw error;
    return trouble(
      failure instanceof SourceStateGone ? await beginAgain(failure) : failure,
      collection,
    );
  }

  async function trouble(
    failure: ApiFailure,
    collection: string | null,
  ): Promise<'LATER' | 'FAILED'> {
    const requests = client.takeRequests();
    const { failures } = await loadPull(ctx, pull);
    return await recordTrouble(
      ctx,
      pull,
      { ...row, failures },
      { failure, collection, requests, pageSize: client.pageSize, random: Math.random() },
    );
  }

  /** From the beginning, with what the source says of itself now. Answers with the failure that the pull goes on from. */
  async function beginAgain(gone: ApiFailure): Promise<ApiFailure> {
    try {
      const { mark } = await source.begin(client, row.plan);
      await renewMark(ctx, pull, mark);
      await readAgainAll(ctx, pull);
      return gone;
    } catch (error) {
      if (error instanceof ApiFailure) return error;
      throw error;
    }
  }

  /** A source that changed since its first collection was read is read once more. What a delta misses, the next one brings. */
  async function lookOnceMore(): Promise<void> {
    if (row.plan.since !== null) return;
    const now = await loadPull(ctx, pull);
    for (const collection of now.collections) {
      if (collection.leftOutCode !== null) continue;
      if (await source.isUnchanged(client, collection, now.plan)) continue;
      await readAgainAll(ctx, pull);
      throw new ApiFailure('KEPT_CHANGING', 'LATER');
    }
  }
}
