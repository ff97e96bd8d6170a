/**
 * Nights in a row whose pull of a connection failed, up to now. A pull that was complete ends them, whoever asked for it.
 * SQL expressions name the connection.
 */
export const failedNightsSql = ({
  tenant,
  connection,
}: {
  tenant: string;
  connection: string;
}): string =>
  `(SELECT count(*)::int FROM pull night
    WHERE night.tenant_id = ${tenant} AND night.connection_id = ${connection} AND night.feed = 'ROSTER'
      AND night.state = 'FAILED' AND night.scheduled_for IS NOT NULL
      AND NOT EXISTS (SELECT FROM pull done WHERE done.tenant_id = night.tenant_id AND done.connection_id = night.connection_id
        AND done.feed = 'ROSTER' AND done.state = 'COMPLETE' AND done.number > night.number))`;

/** From then on the people who look after a district are told too. */
export const NIGHTS_UNTIL_STAFF_IS_TOLD = 3;
