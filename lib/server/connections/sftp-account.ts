// A connection by SFTP, as Prisma creates it: the one place outside lib/core/connections/kinds.ts that names the kind.
import { kindOfConnection, type KindName } from '@/lib/core/connections/kinds';
import type { Feed } from '@/lib/core/feeds/feeds';
import type { Prisma } from '../db';

const KIND: KindName = 'SFTP_ONEROSTER';

export const SFTP_FEEDS = kindOfConnection(KIND).feeds;

export type NewSftpAccount = Prisma.SftpAccountUncheckedCreateWithoutConnectionInput;

export const sftpConnection = (account: NewSftpAccount, feeds: readonly Feed[] = SFTP_FEEDS) =>
  ({
    kind: KIND,
    feeds: { create: feeds.map((feed) => ({ feed })) },
    sftp: { create: account },
  }) satisfies Partial<Prisma.ConnectionUncheckedCreateInput>;
