// What is looked at every few seconds while clients are connected: how far uploads are, who is still there, and whether
// they may stay.
import { recordSessions } from '../../connections/client-sessions';
import { findSessionsToEnd } from '../../connections/check-sign-in';
import type { AppContext } from '../../app-context';
import { cutAbandonedDeliveries, recordProgress } from '../deliveries';
import { cutPeer, sessionOf, type Peer } from './peer';
import type { UploadRegistry } from './upload-registry';

const SILENT_UPLOAD_MS = 30_000;

export async function recordRunningUploads(
  ctx: AppContext,
  peers: Iterable<Peer>,
  uploads: UploadRegistry,
): Promise<void> {
  await recordProgress(
    ctx,
    uploads.all().map((upload) => ({
      tenantId: upload.key.tenantId,
      deliveryId: upload.deliveryId,
      byteCount: upload.byteCount,
    })),
  );
  await recordSessions(
    ctx,
    [...peers].flatMap(({ account }) => (account ? [sessionOf(account)] : [])),
  );
  await cutAbandonedUploads(ctx, uploads);
}

export async function cutAbandonedUploads(ctx: AppContext, uploads: UploadRegistry): Promise<void> {
  const count = await cutAbandonedDeliveries(ctx, {
    silentMs: SILENT_UPLOAD_MS,
    exceptIds: uploads.all().map((upload) => upload.deliveryId),
  });
  if (count > 0) ctx.log.warn({ count }, 'abandoned uploads marked incomplete');
}

export async function cutRevoked(ctx: AppContext, peers: Iterable<Peer>): Promise<void> {
  const signedIn = [...peers].flatMap((peer) =>
    peer.account ? [{ peer, account: peer.account }] : [],
  );
  if (signedIn.length === 0) return;
  const ending = await findSessionsToEnd(
    ctx,
    signedIn.map(({ account }) => account),
  );
  for (const { peer, account } of signedIn) {
    const code = ending.get(account);
    if (code) cutPeer(peer, code);
  }
}
