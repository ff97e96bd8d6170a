// Which connection of a tenant brings a feed. Whoever asks for "the connection" of a tenant asks here, and says of what.
import type { Feed } from '@/lib/core/feeds/feeds';

/** To be joined as a row of `connection`; `tenant` is an SQL expression. A tenant of which nothing brings the feed has none. */
export const connectionOfFeedSql = (feed: Feed, tenant: string): string =>
  `(SELECT brings.* FROM connection_feed carried
    JOIN connection brings ON brings.tenant_id = carried.tenant_id AND brings.id = carried.connection_id
    WHERE carried.tenant_id = ${tenant} AND carried.feed = '${feed}')`;

/** The same for Prisma. */
export const bringsFeed = (feed: Feed) => ({ feeds: { some: { feed } } });
