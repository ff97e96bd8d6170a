-- Whoever wants to be fetched from says so before they have the address and the key.
ALTER TABLE "set_up" ADD COLUMN "api_vendor" TEXT;
