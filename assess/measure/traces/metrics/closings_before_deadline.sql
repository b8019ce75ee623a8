-- title.zh: 期限前后的办结
-- title.en: Closings around the time limit
-- says.zh: 有期限且已办结的事项，按距期限还剩几个 24 小时计数（0 为最后 24 小时内，负数为逾期）；早于 14 个的计入 14，逾期超过 7 个的计入 -8；只写日期的期限以当天结束为止。
-- says.en: Closed cases with a time limit by the whole 24 hours left until it (0 is within the last 24, negative is late); from 14 on they count at 14, over 7 late at -8; a limit that is a day ends with that day.
-- kinds: tickets tasks
-- needs: due closed
-- unit: count
-- shape: table
-- series: bins days_left cases
-- version: 1
WITH placed AS (
  SELECT FLOOR((seconds_of(due_end) - seconds_of(closed)) / CAST(86400 AS DOUBLE)) AS days
  FROM cases
  WHERE closed IS NOT NULL AND due IS NOT NULL
),
bins AS (
  SELECT CASE WHEN days < -7 THEN -8 WHEN days > 13 THEN 14 ELSE days END AS days_left FROM placed
)
SELECT CAST(days_left AS INTEGER) AS days_left, COUNT(*) AS cases
FROM bins
GROUP BY days_left
ORDER BY days_left
