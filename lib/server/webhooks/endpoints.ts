// Where webhooks go. A delivery keeps the name of its endpoint; address and secrets are found when it is sent, so that a
// secret is stored nowhere else and a corrected address counts for what still waits.
import type { Settings } from '../settings';

export interface WebhookEndpoint {
  url: string;
  /** Newest first. */
  secrets: readonly string[];
}

/** Of the installation: who creates TalkingPoints sites. */
export const SITE_ENDPOINT = 'sites';

/** Null where there is none of this name. */
export function findEndpoint(
  { siteWebhook }: Pick<Settings, 'siteWebhook'>,
  name: string,
): WebhookEndpoint | null {
  return name === SITE_ENDPOINT ? siteWebhook : null;
}
