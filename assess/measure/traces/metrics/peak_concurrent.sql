-- title.zh: 同时在线会话峰值
-- title.en: Peak of concurrent sessions
-- says.zh: 任一时刻同时进行的会话数的最大值；会话从第一个事件到最后一个事件，两端都算在内。
-- says.en: The largest number of sessions open at one moment; a session lasts from its first event to its last, both included.
-- kinds: access-log events
-- needs: user_id
-- stages: sessions
-- unit: count
-- version: 1
WITH ends AS (
  SELECT started AS t, 1 AS begun, CAST(NULL AS INTEGER) AS over_ FROM sessions
  UNION ALL
  SELECT ended AS t, CAST(NULL AS INTEGER) AS begun, 1 AS over_ FROM sessions
),
moments AS (
  SELECT t, COUNT(begun) AS begun, COUNT(over_) AS over_ FROM ends GROUP BY t
),
running AS (
  SELECT t, over_ + SUM(begun - over_) OVER (ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS held
  FROM moments
),
peak AS (
  SELECT MAX(held) AS held FROM running
)
SELECT MAX(p.held) AS value, MAX(p.held) AS n, MIN(r.t) AS at_
FROM running AS r JOIN peak AS p ON r.held = p.held
