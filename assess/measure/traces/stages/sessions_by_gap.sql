-- says.zh: 没有会话编号时，同一用户在同一平台上两个事件相隔超过设定的分钟数（默认 30）就开始新会话；不含程序（bots）。
-- says.en: Without session ids, a new session begins when a user has been quiet on a platform for more than the minutes set (30 unless told); without bots.
WITH steps AS (
  SELECT user_id, platform, started, ended, events, logins, acts, starts, submits,
    MAX(ended) OVER (PARTITION BY user_id, platform ORDER BY started ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before_it
  FROM spells
),
numbered AS (
  SELECT user_id, platform, started, ended, events, logins, acts, starts, submits,
    SUM(CASE WHEN before_it IS NULL OR seconds_of(started) - seconds_of(before_it) > gap_s THEN 1 ELSE 0 END)
      OVER (PARTITION BY user_id, platform ORDER BY started ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_no
  FROM steps CROSS JOIN settings
)
SELECT MIN(started) AS started, MAX(ended) AS ended, CAST(SUM(events) AS BIGINT) AS events,
  CAST(SUM(logins) AS BIGINT) AS logins, CAST(SUM(acts) AS BIGINT) AS acts,
  CAST(SUM(starts) AS BIGINT) AS starts, CAST(SUM(submits) AS BIGINT) AS submits
FROM numbered
GROUP BY user_id, platform, session_no
