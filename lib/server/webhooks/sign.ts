// Signatures as Standard Webhooks defines them (standardwebhooks.com): HMAC-SHA256 over "id.timestamp.body".
import { createHmac } from 'node:crypto';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;

/** The key in a secret such as "whsec_MfKQ9r8G…"; null where it is none of 24 to 64 bytes. */
export function readWebhookSecret(secret: string): Buffer | null {
  const encoded = SECRET.exec(secret)?.[1];
  if (encoded === undefined) return null;
  const key = Buffer.from(encoded, 'base64');
  return key.length >= FEWEST_BYTES && key.length <= MOST_BYTES ? key : null;
}

export interface SignedMessage {
  messageId: string;
  /** Of this attempt. */
  at: Date;
  body: string;
}

/** One signature for each secret: while a secret is replaced, the old and the new one. */
export function webhookHeaders(
  { messageId, at, body }: SignedMessage,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = readWebhookSecret(secret);
    if (!key) throw new Error('a webhook secret cannot be read');
    const signature = createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`);
    return `v1,${signature.digest('base64')}`;
  });
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
