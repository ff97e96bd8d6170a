-- A tenant may send in several ways, but each feed comes through one connection at a time: see docs/decisions/062-kinds-of-connection.md.

CREATE TYPE "Feed" AS ENUM ('ROSTER', 'ATTENDANCE', 'CALENDAR');

CREATE TABLE "connection_feed" (
    "tenant_id" INTEGER NOT NULL,
    "feed" "Feed" NOT NULL,
    "connection_id" INTEGER NOT NULL,

    CONSTRAINT "connection_feed_pkey" PRIMARY KEY ("tenant_id","feed")
);

CREATE INDEX "connection_feed_tenant_id_connection_id_idx" ON "connection_feed"("tenant_id", "connection_id");

ALTER TABLE "connection_feed" ADD CONSTRAINT "connection_feed_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "connection_feed" ADD CONSTRAINT "connection_feed_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now a tenant had one connection, and everything came through it.
INSERT INTO "connection_feed" ("tenant_id", "feed", "connection_id")
SELECT c."tenant_id", f."feed", c."id" FROM "connection" c CROSS JOIN unnest(enum_range(NULL::"Feed")) AS f("feed");

DROP INDEX "connection_one_roster_per_tenant";

-- A name that lib/core/connections/kinds.ts knows, so that a new kind needs no change of this table.
ALTER TABLE "connection" ALTER COLUMN "kind" TYPE TEXT USING "kind"::text;
DROP TYPE "ConnectionKind";
