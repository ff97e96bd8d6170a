/** How a connection that is fetched from stands, as JSON of `FetchedFacts`; null where `account`, of api_account, is missing. */
export const fetchedSql = (account: string, now: string): string =>
  `CASE WHEN ${account}.connection_id IS NOT NULL THEN (SELECT json_build_object(
      'isTested', ${account}.tested_at IS NOT NULL, 'isScheduled', ${account}.is_scheduled,
      'hasTestFailed', ${account}.tested_at IS NULL AND coalesce((SELECT checked.lines @> '[{"outcome": "FAILED"}]' FROM api_test checked
        WHERE checked.tenant_id = ${account}.tenant_id AND checked.connection_id = ${account}.connection_id AND checked.finished_at IS NOT NULL
        ORDER BY checked.id DESC LIMIT 1), false),
      'pullNumber', newest.number, 'pullState', newest.state, 'troubleCode', newest.trouble_code,
      'isWaiting', coalesce(newest.state IN ('PLANNED', 'PULLING') AND newest.trouble_code IS NOT NULL AND newest.next_attempt_at > ${now}, false),
      'lastCompleteAt', (SELECT max(done.finished_at) FROM pull done WHERE done.tenant_id = ${account}.tenant_id
        AND done.connection_id = ${account}.connection_id AND done.feed = 'ROSTER' AND done.state = 'COMPLETE' AND done.purpose = 'UPDATE'))
    FROM (SELECT 1) one LEFT JOIN LATERAL (
      SELECT p.number, p.state, p.trouble_code, p.next_attempt_at FROM pull p
      WHERE p.tenant_id = ${account}.tenant_id AND p.connection_id = ${account}.connection_id AND p.feed = 'ROSTER' AND p.state <> 'CANCELED'
      ORDER BY p.number DESC LIMIT 1) newest ON true) END`;
