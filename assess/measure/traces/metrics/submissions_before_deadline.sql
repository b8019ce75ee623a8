-- title.zh: 截止前后的提交
-- title.en: Submissions around the deadline
-- says.zh: 有截止时间的提交事件，按距截止还剩几个 24 小时计数（0 为最后 24 小时内，负数为逾期）；早于 14 个的计入 14，逾期超过 7 个的计入 -8；只写日期的截止以当天结束为止；不含程序（bots）。
-- says.en: Submissions with a deadline by the whole 24 hours left until it (0 is within the last 24, negative is late); from 14 on they count at 14, over 7 late at -8; a deadline that is a day ends with that day; without bots.
-- kinds: events
-- needs: event deadline
-- unit: count
-- shape: table
-- series: bins days_left submissions
-- version: 1
WITH placed AS (
  SELECT FLOOR((seconds_of(deadline_end) - seconds_of(ts)) / CAST(86400 AS DOUBLE)) AS days
  FROM events
  WHERE act = 'submit' AND deadline IS NOT NULL AND NOT bot
),
bins AS (
  SELECT CASE WHEN days < -7 THEN -8 WHEN days > 13 THEN 14 ELSE days END AS days_left FROM placed
)
SELECT CAST(days_left AS INTEGER) AS days_left, COUNT(*) AS submissions
FROM bins
GROUP BY days_left
ORDER BY days_left
